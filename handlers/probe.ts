import { resolve4 } from 'node:dns/promises';
import type { ProbeAnswer, ProbeCheck, ProbeResult } from '../lib/model/probe.ts';
import { type Asking, ask, type Verdict } from './probe/ask.ts';
import { checksOf } from './probe/checks.ts';
import { within } from './probe/within.ts';

export interface ProbeEdge extends Pick<Asking, 'ca'> {
  /** The IPv4 addresses that the VPC's resolver has for a name. */
  readonly resolve: (name: string) => Promise<readonly string[]>;
}

/**
 * Asks the services for signs of life, all at once, from inside a consumer's VPC. A service that does not answer is a
 * result; only an event that makes no sense is an exception. It imports nothing but Node.js, because its bundle is
 * written into the StackSet's template.
 */
export const probe =
  (edge: ProbeEdge) =>
  async (event: unknown): Promise<ProbeAnswer> => ({
    results: await Promise.all(checksOf(event).map((check) => resultOf(check, edge))),
  });

export const handler = async (event: unknown): Promise<ProbeAnswer> => {
  const answer = await probe({ resolve: resolve4 })(event);
  process.stdout.write(`${JSON.stringify({ event: 'probed', ...answer })}\n`);
  return answer;
};

async function resultOf(check: ProbeCheck, { resolve, ca }: ProbeEdge): Promise<ProbeResult> {
  const { service, name, port, timeoutMs } = check;
  const startedMs = performance.now();
  const asked = { ...check, name: name.replace(/^\*/, 'jetway-probe') };
  const signal = AbortSignal.timeout(timeoutMs);
  const timeout = new Promise<Verdict>((end) => {
    const detail = `${asked.name} did not answer within ${timeoutMs} ms`;
    signal.addEventListener('abort', () => end({ state: 'timed-out', detail }));
  });
  const addresses: string[] = [];
  const look = async (): Promise<Verdict> => {
    try {
      addresses.push(...(await resolve(asked.name)));
    } catch (error) {
      return { state: 'unresolved', detail: String(error) };
    }
    const outside = addresses.filter((address) => !check.cidrs.some((cidr) => within(address, cidr)));
    if (outside.length > 0)
      return { state: 'outside', detail: `${outside.join(', ')} not in ${check.cidrs.join(', ')}` };
    const asking = { signal, ...(ca && { ca }) };
    const verdicts = await Promise.all(addresses.map((address) => ask(asked, address, asking)));
    const none: Verdict = { state: 'unresolved', detail: `${asked.name} has no address` };
    return verdicts.find(({ state }) => state !== 'answered') ?? verdicts[0] ?? none;
  };
  const verdict = await Promise.race([timeout, look()]);
  return { service, name, port, ...verdict, addresses, elapsedMs: Math.round(performance.now() - startedMs) };
}

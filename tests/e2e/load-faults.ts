import * as z from 'zod/mini';
import type { Fault } from '../../sim/faults.ts';
import { Random } from '../../sim/random.ts';
import type { SimulatorCore } from '../../sim/server.ts';

const kinds: readonly Fault[] = ['internalError', 'throttle', 'cutBefore', 'cutAfter'];

/** Lets a part of all calls of functions, and of the consumers' role, fail, by chance from a seed. */
export function failSome({ faults }: SimulatorCore, part: number): void {
  const random = new Random(7);
  faults.intercept(({ caller }) =>
    caller.role !== undefined && random.next() < part
      ? kinds[Math.floor(random.next() * kinds.length)]
      : undefined,
  );
}

/**
 * The rates of one account: how many calls at once, and how many a second after that. RAM's are not published.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
const rates: Readonly<Record<string, readonly [burst: number, perSecond: number]>> = {
  'organizations DescribeAccount': [30, 20],
  'organizations DescribeOrganization': [2, 1],
  'organizations ListAccounts': [12, 8],
  'organizations ListParents': [8, 5],
  'organizations ListTagsForResource': [15, 10],
  ram: [10, 5],
};

/** Throttles RAM and Organizations as AWS does, with token buckets. */
export function throttle({ faults, world }: SimulatorCore): void {
  const buckets = new Map<string, { tokens: number; atMs: number }>();
  faults.intercept(({ service, operation }) => {
    const name = service === 'ram' ? service : `${service} ${operation}`;
    const rate = rates[name];
    if (rate === undefined) return undefined;
    const [burst, perSecond] = rate;
    const { nowMs } = world.clock;
    const bucket = buckets.get(name) ?? { tokens: burst, atMs: nowMs };
    const tokens = Math.min(burst, bucket.tokens + ((nowMs - bucket.atMs) / 1000) * perSecond);
    buckets.set(name, { tokens: tokens < 1 ? tokens : tokens - 1, atMs: nowMs });
    return tokens < 1 ? 'throttle' : undefined;
  });
}

const Audited = z.object({
  run: z.string(),
  phase: z.enum(['intent', 'outcome']),
  account: z.string(),
  step: z.string(),
  verb: z.string(),
  key: z.string(),
});

/** What each operation that changes something is in the audit log. */
const changes: Readonly<Record<string, readonly string[]>> = {
  AssociateResourceShare: ['add gateway-principal', 'add profile-principal'],
  DisassociateResourceShare: ['remove gateway-principal', 'remove profile-principal'],
  AcceptTransitGatewayVpcAttachment: ['add attachment'],
  AssociateTransitGatewayRouteTable: ['add association'],
  DisassociateTransitGatewayRouteTable: ['remove association'],
  EnableTransitGatewayRouteTablePropagation: ['add propagation'],
  DisableTransitGatewayRouteTablePropagation: ['remove propagation'],
  ModifyManagedPrefixList: ['add prefix-list-entry', 'remove prefix-list-entry'],
  CreateRoute: ['add consumer-route'],
  DeleteRoute: ['remove consumer-route'],
  AssociateProfile: ['add profile-association'],
  DisassociateProfile: ['remove profile-association'],
  UpdateFunctionConfiguration: ['add probe', 'remove probe'],
};

/**
 * What is wrong with the audit log beside the calls that roles make, read from the calls themselves: in order, nothing
 * left out.
 */
export function auditFaults({ journal }: SimulatorCore, logGroupName: string): readonly string[] {
  const wrong: string[] = [];
  const open = new Map<string, { readonly run: string; readonly account: string; readonly change: string }>();
  const seen = new Set<string>();
  for (const { service, operation, input, outcome, mutating, caller } of journal.records) {
    if (caller?.role === undefined) continue;
    if (operation === 'PutLogEvents' && input.logGroupName === logGroupName) {
      if (outcome.state !== 'ok' && !(outcome.state === 'cut' && outcome.tookEffect)) continue;
      const events = z.array(z.object({ message: z.string() })).parse(input.logEvents);
      for (const { message } of events) {
        const { run, phase, account, step, verb, key } = Audited.parse(JSON.parse(message));
        const change = `${verb} ${step}`;
        const id = `${run} ${account} ${change} ${key}`;
        if (phase === 'outcome') {
          if (!open.delete(id) && !seen.has(id)) wrong.push(`no intent of ${id}`);
          continue;
        }
        const other = [...open.values()].find((one) => one.account === account && one.run !== run);
        if (other !== undefined) wrong.push(`${account}: ${run} begins while ${other.run} is at work`);
        open.set(id, { run, account, change });
        seen.add(id);
      }
      continue;
    }
    if (!mutating) continue;
    const expected = changes[operation] ?? [];
    if (![...open.values()].some(({ change }) => expected.includes(change)))
      wrong.push(`${service} ${operation} without an intent`);
  }
  return [...wrong, ...[...open.keys()].map((id) => `no outcome of ${id}`)];
}

import type { AccountId, Region, VpcId } from '../model/ids.ts';
import type { ProbeCheck, Probed, ProbeReport } from '../model/probe.ts';
import type { AccountView } from './account-view.ts';

/** Less than the twenty hours in which every consumer has its turn, so that each turn asks anew. */
const answerCountsMs = 18 * 3_600_000;

/** A report as it is remembered. */
interface RememberedReport extends Pick<ProbeReport, 'state' | 'vpc'> {
  readonly atMs: number;
}

/** What the last report of a probe is worth now. */
export function decideProbed(last: RememberedReport | undefined, nowMs: number): Probed {
  if (last === undefined) return { state: 'due' };
  const { state, vpc, atMs } = last;
  if (state === 'failed') return { state: 'failing', vpc };
  return nowMs - atMs < answerCountsMs ? { state, vpc } : { state: 'due', vpc };
}

/**
 * What the probe of an account is to ask: every port of the services of its profile, but for those whose probe the
 * configuration has turned off.
 * @returns nothing where no signs of life are asked for: of no consumer, and without a ledger that would remember the
 *   answer
 */
export function probeChecks(
  view: Pick<AccountView, 'profile' | 'probed' | 'configuration' | 'site'>,
): readonly ProbeCheck[] {
  const { profile, probed, configuration, site } = view;
  if (profile === undefined || probed === undefined) return [];
  return configuration.services.flatMap(({ name, privateDnsName, ports, probe }): readonly ProbeCheck[] =>
    probe === 'off' || !profile.services.includes(name)
      ? []
      : ports.map((port) => ({
          service: name,
          name: privateDnsName,
          port,
          protocol: probe,
          path: '/',
          cidrs: [...site.providerCidrs],
          timeoutMs: 5000,
        })),
  );
}

/** The VPC that the probe is to ask from: the one that it is in already, else the first that is connected. */
export function probedVpc(view: AccountView): VpcId | undefined {
  if (probeChecks(view).length === 0) return undefined;
  const { consumer, vpcs } = view;
  const there = consumer.probePlace.state === 'read' ? consumer.probePlace.value?.vpc : undefined;
  return (vpcs.connected.find(({ id }) => id === there) ?? vpcs.connected[0])?.id;
}

/** Where the probe of an account stands in a site. */
export interface AccountProbe {
  readonly account: AccountId;
  readonly site: Region;
  /** It is `failing` after a failure that may pass, and `failed` after one more. */
  readonly state: Probed['state'] | 'failed';
  /** Present where it was asked in this run. */
  readonly report?: ProbeReport;
}

/** Where the probes of all accounts that are to be asked stand, as far as it is remembered. */
export function probesOf(views: readonly AccountView[]): readonly AccountProbe[] {
  return views.flatMap((view) => {
    const { account, site, grace, probed } = view;
    if (probed === undefined || grace !== undefined || probedVpc(view) === undefined) return [];
    return [{ account: account.id, site: site.region, state: probed.state }];
  });
}

import pMap from 'p-map';
import type { AccountView } from './decide/account-view.ts';
import { type AccountProbe, probeChecks, probedVpc } from './decide/probe.ts';
import type { Clock } from './model/clock.ts';
import { JetwayError } from './model/errors.ts';
import type { Finding } from './model/finding.ts';
import type { VpcId } from './model/ids.ts';
import type { Ports } from './model/ports.ts';
import { type ProbeCheck, type ProbeReport, probeFunctionName } from './model/probe.ts';
import { type AccountPlan, isBarred, type Plan, type SitePlan } from './plan/plan.ts';
import type { Hold } from './record/hold.ts';

/** How soon a probe that has failed for the first time is asked again: DNS and routes may have been on their way. */
const askAgainSeconds = 60;

/** How many probes are asked at once. */
const asking = { concurrency: 8 };

export interface Asked {
  readonly probes: readonly AccountProbe[];
  /** Present where one failed that had not failed before. */
  readonly lookAgainSeconds?: number;
}

/**
 * Asks the probes of the accounts that lack nothing else and whose last answer counts no more. It changes nothing, so
 * it is in no audit log; it asks only in accounts that are held, because of no others the answer would be remembered.
 * @param before where each probe stands, as it is remembered and as this run has asked
 * @returns the same, with what was answered; a probe that itself fails has failed, with the reason in its report
 */
export async function askProbes(
  views: readonly AccountView[],
  plan: Plan,
  before: readonly AccountProbe[],
  { ports, clock, hold }: { readonly ports: Ports; readonly clock: Clock; readonly hold: Hold },
): Promise<Asked> {
  const probes = await pMap(
    before,
    async (probe): Promise<AccountProbe> => {
      const view = views.find(
        ({ account, site }) => account.id === probe.account && site.region === probe.site,
      );
      if (view === undefined || !hold.has(probe.account) || !isReady(probe, view, plan)) return probe;
      const report = await reportOf(view, { ports, clock });
      if (report.state === 'answered') return { ...probe, state: 'answered', report };
      return { ...probe, state: probe.state === 'failing' ? 'failed' : 'failing', report };
    },
    asking,
  );
  const again = probes.some(
    ({ state, report }, index) => state === 'failing' && report !== before[index]?.report,
  );
  return { probes, ...(again ? { lookAgainSeconds: askAgainSeconds } : {}) };
}

/** The plan with a finding for each probe that goes on failing. */
export function withFailures(plan: Plan, probes: readonly AccountProbe[]): Plan {
  const failed = probes.filter(({ state }) => state === 'failed');
  if (failed.length === 0) return plan;
  return {
    ...plan,
    accounts: plan.accounts.map((account) => ({
      ...account,
      findings: [
        ...account.findings,
        ...failed.flatMap((probe) => (probe.account === account.account ? findingOf(probe) : [])),
      ],
    })),
  };
}

function isReady({ state, account, site }: AccountProbe, view: AccountView, plan: Plan): boolean {
  if (state === 'answered' || state === 'failed') return false;
  const { probePlace } = view.consumer;
  const ofAccount = plan.accounts.find((one) => one.account === account);
  const planned = ofAccount?.sites.find((one) => one.site === site);
  if (ofAccount === undefined || planned === undefined) return false;
  return (
    isDone(planned) &&
    !isVpcBarred(ofAccount, probedVpc(view)) &&
    probePlace.state === 'read' &&
    probePlace.value?.state === 'settled' &&
    probePlace.value.vpc === probedVpc(view)
  );
}

/** Where something keeps the VPC from being connected, that nobody answers there is no news. */
function isVpcBarred(account: AccountPlan, vpc: VpcId | undefined): boolean {
  return account.findings.some((one) => one.resource === vpc && isBarred({ ...account, findings: [one] }));
}

function isDone({ actions, settling, incomplete }: SitePlan): boolean {
  return actions.length === 0 && settling.length === 0 && !incomplete;
}

async function reportOf(
  view: AccountView,
  { ports, clock }: { readonly ports: Ports; readonly clock: Clock },
): Promise<ProbeReport> {
  const { account, site, configuration } = view;
  const vpc = probedVpc(view);
  if (vpc === undefined) throw new TypeError(`the probe of ${account.id} is in no VPC`);
  const checks = [...probeChecks(view)];
  const failure = await failureOf(async () => {
    const consumer = await ports.consumer(account.id, site.region);
    return consumer.askProbe(probeFunctionName(configuration.name), { checks });
  });
  return {
    site: site.region,
    vpc,
    at: new Date(clock.nowMs()).toISOString(),
    state: failure === undefined ? 'answered' : 'failed',
    checked: checks.map(nameOf),
    ...(failure === undefined ? {} : { failure }),
  };
}

type Answer = Awaited<ReturnType<Awaited<ReturnType<Ports['consumer']>>['askProbe']>>;

/** What went wrong first, in words. */
async function failureOf(ask: () => Promise<Answer>): Promise<string | undefined> {
  try {
    const { results } = await ask();
    const wrong = results.find(({ state }) => state !== 'answered');
    return wrong && `${wrong.service}: ${wrong.state}, ${wrong.detail}`;
  } catch (error) {
    if (error instanceof JetwayError) return error.message;
    throw error;
  }
}

function nameOf({ name, port }: ProbeCheck): string {
  return `${name}:${port}`;
}

function findingOf({ account, site, report }: AccountProbe): readonly Finding[] {
  if (report === undefined) return [];
  const { vpc, failure = 'it did not answer' } = report;
  return [
    {
      kind: 'probe-failed',
      site,
      account,
      resource: vpc,
      what: `nothing is missing of its path, and yet the probe in it got no answer: ${failure}`,
      remedy:
        'Look at network ACLs, firewalls, the security groups of the probe and of the endpoint, and the service itself; the probe asks again within the hour',
    },
  ];
}

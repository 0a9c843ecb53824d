import { passesByItself } from '../lib/model/errors.ts';
import type { NetworkPass } from '../lib/network.ts';
import type { Result } from '../lib/reconcile.ts';
import type { ReconcileRequest } from '../lib/trigger/request.ts';
import type { ReconcileContext } from './context.ts';
import { errorFields } from './log.ts';
import type { Counts } from './metrics.ts';

type Told = Pick<ReconcileContext, 'log' | 'metrics'>;

/** Logs and counts a look at an account. */
export function tellOfLook(
  result: Result,
  { account, attempt, trigger }: ReconcileRequest,
  run: string,
  context: Told,
): void {
  const about = { run, account, attempt };
  context.log({ level: 'info', event: 'reconciled', ...about, cause: trigger, ...summary(result) });
  tellOfLedger(result, about, context);
  context.metrics.put(countsOf(result));
}

/** Logs and counts a pass over the network of a site. */
export function tellOfPass(
  { results }: NetworkPass,
  { account, trigger, after }: ReconcileRequest,
  run: string,
  context: Told,
): void {
  const { log, metrics } = context;
  const about = { run, account, site: after?.site };
  for (const result of results) {
    const { state, applied } = summary(result);
    const accounts = result.plan.accounts.length;
    log({ level: 'info', event: 'network-pass', ...about, cause: trigger, accounts, state, applied });
    for (const error of result.errors) {
      log({ level: 'error', event: 'failed', ...about, ...errorFields(error) });
      metrics.failure(error.code);
    }
    tellOfLedger(result, about, context);
    const { ChangesMade, DriftRepaired, GuardTripped } = countsOf(result);
    metrics.put({ ChangesMade, DriftRepaired, GuardTripped });
  }
}

function tellOfLedger(
  { unrecorded, untold, transitions = [] }: Result,
  about: Readonly<Record<string, unknown>>,
  { log, metrics }: Told,
): void {
  for (const [event, error] of Object.entries({ unrecorded, untold })) {
    if (error === undefined) continue;
    log({ level: 'error', event, ...about, ...errorFields(error) });
    if (!passesByItself(error.code)) metrics.failure(error.code);
  }
  for (const { secondsFromEvent } of transitions)
    if (secondsFromEvent !== undefined) metrics.connectedAfter(secondsFromEvent);
}

function summary({ state, plan, applied, probes = [] }: Result) {
  const planned = plan.accounts.flatMap(({ sites }) => sites.flatMap(({ actions }) => actions));
  return {
    state,
    applied: applied.map(({ action, outcome }) => ({ does: action.does, outcome: outcome.state })),
    planned: planned.map(({ does, waits }) => ({ does, ...(waits && { waitsFor: waits.for }) })),
    findings: [...plan.findings, ...plan.accounts.flatMap(({ findings }) => findings)],
    probes: probes.flatMap(({ report }) => report ?? []),
  };
}

function countsOf({ state, plan, applied, probes = [], repaired = 0 }: Result) {
  const reports = probes.flatMap(({ report }) => report ?? []);
  return {
    Looks: 1,
    LooksWaiting: state === 'waiting' ? 1 : 0,
    LooksBlocked: state === 'blocked' ? 1 : 0,
    ChangesMade: applied.filter(({ outcome }) => outcome.state === 'done').length,
    DriftRepaired: repaired,
    GuardTripped: plan.guard.tripped ? 1 : 0,
    ProbesAnswered: reports.filter((report) => report.state === 'answered').length,
    ProbesFailed: reports.filter((report) => report.state === 'failed').length,
  } satisfies Counts;
}

import { processPartialResponse, SqsFifoPartialProcessorAsync } from '@aws-lambda-powertools/batch';
import type { SQSHandler, SQSRecord } from 'aws-lambda';
import { readSites } from '../lib/look/sites.ts';
import { passesByItself } from '../lib/model/errors.ts';
import { type Result, reconcile } from '../lib/reconcile.ts';
import { causeOf, lookAgain } from '../lib/trigger/look-again.ts';
import { ReconcileRequest } from '../lib/trigger/request.ts';
import { type BatchHandler, logged } from './batch.ts';
import type { ReconcileContext } from './context.ts';
import { openReconcileContext } from './environment.ts';
import { errorFields } from './log.ts';
import { type Counts, causesOf } from './metrics.ts';
import { type Next, nextAfter, nextAfterError } from './next-look.ts';

/**
 * Looks at accounts, one request after the other, and does what their plans say. A request never waits: a plan that
 * has to is looked at again later, by a trigger that goes the way of every event, and so is an account that others are
 * at work on. A failed request holds up those of its own account and no others.
 */
export const reconcileAccount =
  (open: () => Promise<ReconcileContext>): BatchHandler =>
  async (event) => {
    const context = await open();
    return processPartialResponse(
      event,
      logged(
        counted((record) => reconcileRecord(record, context), context),
        context.log,
      ),
      new SqsFifoPartialProcessorAsync(),
      { skipGroupOnError: true, throwOnFullBatchFailure: false },
    );
  };

export const handler: SQSHandler = reconcileAccount(openReconcileContext());

const counted =
  (work: (record: SQSRecord) => Promise<void>, { metrics }: Pick<ReconcileContext, 'metrics'>) =>
  async (record: SQSRecord): Promise<void> => {
    try {
      await work(record);
    } catch (error) {
      for (const cause of causesOf(error)) metrics.failure(cause);
      throw error;
    }
  };

async function reconcileRecord(record: SQSRecord, context: ReconcileContext): Promise<void> {
  const { account, attempt, trigger } = ReconcileRequest.parse(JSON.parse(record.body));
  const run = `${record.messageId}.${record.attributes.ApproximateReceiveCount}`;
  const next = await lookAt({ account, attempt, trigger }, run, context);
  switch (next.state) {
    case 'done':
      return;
    case 'look-again': {
      const { delaySeconds, because, errors } = next;
      for (const error of errors) {
        context.log({ level: 'error', event: 'failed', run, account, attempt, ...errorFields(error) });
        context.metrics.failure(error.code);
      }
      await context.triggers.send(JSON.stringify(lookAgain(account, attempt + 1, trigger)), delaySeconds);
      context.log({ level: 'info', event: 'look-again', run, account, attempt, delaySeconds, because });
      return;
    }
    case 'fail':
      throw next.error;
  }
}

async function lookAt(
  { account, attempt, trigger }: Pick<ReconcileRequest, 'account' | 'attempt' | 'trigger'>,
  id: string,
  context: ReconcileContext,
): Promise<Next> {
  const { configuration, ports, log, metrics, clock } = context;
  const cause = causeOf(trigger);
  try {
    const sites = await readSites(configuration, ports);
    const run = { id, cause, mode: configuration.mode };
    const scope = { accounts: [account], deep: true };
    const result = await reconcile(scope, { ...context, ...sites, run }, { waitSeconds: 0, comesBack: true });
    const { unrecorded, untold } = result;
    for (const [event, error] of Object.entries({ unrecorded, untold })) {
      if (error === undefined) continue;
      log({ level: 'error', event, run: id, account, ...errorFields(error) });
      if (!passesByItself(error.code)) metrics.failure(error.code);
    }
    log({ level: 'info', event: 'reconciled', run: id, account, attempt, cause, ...summary(result) });
    metrics.put(countsOf(result));
    for (const { secondsFromEvent } of result.transitions ?? [])
      if (secondsFromEvent !== undefined) metrics.connectedAfter(secondsFromEvent);
    return nextAfter(result, account, attempt, clock.nowMs());
  } catch (error) {
    metrics.put({ Looks: 1 });
    return nextAfterError(error, account, attempt);
  }
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

function countsOf({ state, plan, applied, probes = [], repaired = 0 }: Result): Counts {
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
  };
}

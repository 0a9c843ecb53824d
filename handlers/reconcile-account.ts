import { processPartialResponse, SqsFifoPartialProcessorAsync } from '@aws-lambda-powertools/batch';
import type { SQSHandler, SQSRecord } from 'aws-lambda';
import { JetwayError, passesByItself } from '../lib/model/errors.ts';
import { isOfNetwork } from '../lib/network.ts';
import { type Result, reconcile } from '../lib/reconcile.ts';
import { isSuperseded } from '../lib/record/superseded.ts';
import { isOfSweep, lookAgain } from '../lib/trigger/look-again.ts';
import { ReconcileRequest } from '../lib/trigger/request.ts';
import { type BatchHandler, logged } from './batch.ts';
import type { ReconcileContext } from './context.ts';
import { openReconcileContext } from './environment.ts';
import { errorFields } from './log.ts';
import { causesOf } from './metrics.ts';
import { passOver } from './network-pass.ts';
import { NetworkPasses } from './network-passes.ts';
import { type Next, nextAfter, nextAfterError } from './next-look.ts';
import { messageOf } from './requests.ts';
import { runContext } from './run-context.ts';
import { tellOfLook } from './tell.ts';

/**
 * Looks at accounts, one request after the other, and does what their plans say. A request never waits: a plan that
 * has to is looked at again later, by a trigger that goes the way of every event, and so is an account that others are
 * at work on. What the consumers of a site share is left to a pass over its network, which is a request of its own. A
 * failed request holds up those of its own account and no others.
 */
export const reconcileAccount = (open: () => Promise<ReconcileContext>): BatchHandler => {
  const passes = new NetworkPasses();
  return async (event) => {
    const context = await open();
    return processPartialResponse(
      event,
      logged(
        counted((record) => reconcileRecord(record, passes, context), context),
        context.log,
      ),
      new SqsFifoPartialProcessorAsync(),
      { skipGroupOnError: true, throwOnFullBatchFailure: false },
    );
  };
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

async function reconcileRecord(
  { body, messageId, attributes }: SQSRecord,
  passes: NetworkPasses,
  context: ReconcileContext,
): Promise<void> {
  const request = ReconcileRequest.parse(JSON.parse(body));
  const run = `${messageId}.${attributes.ApproximateReceiveCount}`;
  const { account, idle, after } = request;
  if (after !== undefined) {
    const asking = { account, idle, after, sentMs: Number(attributes.SentTimestamp) };
    return passOver({ ...request, ...asking }, run, passes, context);
  }
  if (await isLeftToOthers(request, run, context)) return;
  return followUp(await lookAt(request, run, context), request, run, context);
}

/** Does what a look asks for: another look, sooner or later, or a pass over the network that brings it. */
async function followUp(
  next: Next,
  { account, attempt, trigger }: ReconcileRequest,
  run: string,
  { triggers, requests, log, metrics }: ReconcileContext,
): Promise<void> {
  switch (next.state) {
    case 'done':
      return;
    case 'look-again': {
      const { delaySeconds, because, errors, number, after } = next;
      for (const error of errors) {
        log({ level: 'error', event: 'failed', run, account, attempt, ...errorFields(error) });
        metrics.failure(error.code);
      }
      if (after === undefined)
        await triggers.send(JSON.stringify(lookAgain(account, number, trigger)), delaySeconds);
      else {
        const pass = { site: after, delaySeconds };
        await requests.send([messageOf({ version: 1, account, ...number, trigger, after: pass })]);
      }
      const where = after === undefined ? {} : { after };
      log({ level: 'info', event: 'look-again', run, account, attempt, delaySeconds, because, ...where });
      return;
    }
    case 'fail':
      throw next.error;
  }
}

/** Whether another look is to come in place of this one; where the ledger does not say, this one is made. */
async function isLeftToOthers(
  { account, attempt, lookedAt }: ReconcileRequest,
  run: string,
  { ledger, clock, log, metrics }: ReconcileContext,
): Promise<boolean> {
  if (lookedAt === undefined) return false;
  try {
    if (!isSuperseded({ attempt, lookedAt }, await ledger.entry(account), clock.nowMs())) return false;
    log({ level: 'info', event: 'superseded', run, account, attempt });
    return true;
  } catch (error) {
    if (!(error instanceof JetwayError)) throw error;
    log({ level: 'warn', event: 'unread-ledger', run, account, attempt, ...errorFields(error) });
    if (!passesByItself(error.code)) metrics.failure(error.code);
    return false;
  }
}

async function lookAt(request: ReconcileRequest, run: string, context: ReconcileContext): Promise<Next> {
  try {
    const scope = { accounts: [request.account], deep: true };
    const nextOf = (result: Result) => nextAfter(result, request, context.clock.nowMs());
    const result = await reconcile(scope, await runContext(request, run, context), {
      waitSeconds: 0,
      handsOver: isOfNetwork,
      comesBackAfter(seen) {
        const next = nextOf(seen);
        if (next.state !== 'look-again') return undefined;
        const { delaySeconds: seconds, number } = next;
        // Every hour a sweep begins a row of looks: it must not put an end to those that count how long nothing moves.
        return isOfSweep(request.trigger) ? { seconds } : { seconds, attempt: number.attempt };
      },
    });
    tellOfLook(result, request, run, context);
    return nextOf(result);
  } catch (error) {
    context.metrics.put({ Looks: 1 });
    return nextAfterError(error, request);
  }
}

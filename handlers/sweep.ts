import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { SQSHandler, SQSRecord } from 'aws-lambda';
import { accountsMeant } from '../lib/look/whom.ts';
import { passesByItself } from '../lib/model/errors.ts';
import type { AccountId } from '../lib/model/ids.ts';
import type { Cause } from '../lib/record/audit.ts';
import { tellOfGuard } from '../lib/record/guard-event.ts';
import { tellerOf } from '../lib/record/tell.ts';
import type { Reason } from '../lib/record/worth-a-look.ts';
import { type Swept, sweep } from '../lib/sweep.ts';
import { readTrigger } from '../lib/trigger/event.ts';
import { causeOf, isOfSweep } from '../lib/trigger/look-again.ts';
import type { Trigger } from '../lib/trigger/trigger.ts';
import { type BatchHandler, jsonOf, logged } from './batch.ts';
import type { SweepContext } from './context.ts';
import { openSweepContext } from './environment.ts';
import { errorFields } from './log.ts';
import { sendRequests } from './requests.ts';

/**
 * Finds out which accounts the triggers mean that name none, and asks for a look at those that are worth one. A trigger
 * whose accounts could not be read, or whose requests were not sent, is returned to the queue.
 */
export const sweepOrganization =
  (open: () => Promise<SweepContext>): BatchHandler =>
  async (event) => {
    const context = await open();
    const everyone = onceSwept(context);
    const count = { requests: 0, sweeps: 0 };

    const route = async ({ messageId, body }: SQSRecord): Promise<void> => {
      const trigger = readTrigger(jsonOf(body), context.rules);
      const { id, source, name, actor, whom, sentence } = trigger;
      const accounts = await accountsMeant(whom, context.ports, () => everyone(trigger, messageId));
      const requests = await sendRequests(trigger, accounts, context.requests);
      count.requests += requests;
      if (isOfSweep(trigger)) count.sweeps += 1;
      const about = { messageId, trigger: { id, source, name, actor }, sentence };
      context.log({ level: 'info', event: 'routed', accounts: requests, ...about });
    };

    // One after the other, so that several whole organizations in a batch are one look and not a burst of calls.
    const response = await processPartialResponse(
      event,
      logged(route, context.log),
      new BatchProcessor(EventType.SQS),
      { processInParallel: false, throwOnFullBatchFailure: false },
    );
    context.metrics.put({
      EventsFailed: response.batchItemFailures.length,
      RequestsSent: count.requests,
      SweepsRouted: count.sweeps,
    });
    return response;
  };

/** Whom the organization's triggers mean: one sweep for all those of a batch, because of the first. */
function onceSwept(context: SweepContext): (trigger: Trigger, run: string) => Promise<readonly AccountId[]> {
  let swept: Promise<readonly AccountId[]> | undefined;
  return (trigger, run) => {
    swept ??= sweep(context).then(async (found) => {
      await tellOthers(found, { cause: causeOf(trigger), run }, context);
      return told(found, context);
    });
    return swept;
  };
}

/** Whoever was not told is told by the next sweep, and this one goes on. */
async function tellOthers(
  { guard, withheld }: Swept,
  look: { readonly cause: Cause; readonly run: string },
  { configuration, bus, ledger, clock, log, metrics }: SweepContext,
): Promise<void> {
  const teller = tellerOf(configuration, configuration.mode, bus);
  if (teller === undefined) return;
  const counted = {
    guard,
    scope: 'organization',
    accounts: withheld,
    nowMs: clock.nowMs(),
    ...look,
  } as const;
  const untold = await tellOfGuard(counted, { ledger, teller });
  if (untold === undefined) return;
  log({ level: 'error', event: 'untold', run: look.run, ...errorFields(untold) });
  if (!passesByItself(untold.code)) metrics.failure(untold.code);
}

function told(
  { looks, withheld, guard, unread }: Swept,
  { log, metrics }: SweepContext,
): readonly AccountId[] {
  const { tripped, ...numbers } = guard;
  if (tripped) log({ level: 'warn', event: 'guard', ...numbers, withheld });
  metrics.put({ GuardTripped: tripped ? 1 : 0 });
  for (const { region, error } of unread) {
    log({ level: 'error', event: 'unread-site', site: region, ...errorFields(error) });
    metrics.failure(error.code);
  }
  const because: Partial<Record<Reason, number>> = {};
  for (const reason of looks.values()) because[reason] = (because[reason] ?? 0) + 1;
  log({ level: 'info', event: 'swept', accounts: looks.size, because });
  return [...looks.keys()];
}

export const handler: SQSHandler = sweepOrganization(openSweepContext());

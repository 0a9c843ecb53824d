import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { SQSHandler, SQSRecord } from 'aws-lambda';
import { accountsMeant } from '../lib/look/whom.ts';
import type { AccountId } from '../lib/model/ids.ts';
import type { Reason } from '../lib/record/worth-a-look.ts';
import { type Swept, sweep } from '../lib/sweep.ts';
import { readTrigger } from '../lib/trigger/event.ts';
import { isOfSweep } from '../lib/trigger/look-again.ts';
import { deduplicationId, groupId, reconcileRequests } from '../lib/trigger/request.ts';
import { type BatchHandler, jsonOf, logged } from './batch.ts';
import type { RouteContext } from './context.ts';
import { openRouteContext } from './environment.ts';

/**
 * Turns events and Jetway's own triggers into requests to look at accounts. What names nobody is logged with the
 * reason and is done; what could not be looked up or sent is returned to the queue.
 */
export const routeEvent =
  (open: () => Promise<RouteContext>): BatchHandler =>
  async (event) => {
    const context = await open();
    const everyone = onceSwept(context);
    const count = { routed: 0, nobody: 0, malformed: 0, requests: 0, sweeps: 0 };

    const route = async ({ messageId, body }: SQSRecord): Promise<void> => {
      const trigger = readTrigger(jsonOf(body), context.rules);
      const { id, source, name, actor, whom, sentence } = trigger;
      const about = { messageId, trigger: { id, source, name, actor }, sentence };
      if (whom.kind === 'nobody') {
        const malformed = whom.reason === 'malformed';
        count[malformed ? 'malformed' : 'nobody'] += 1;
        context.log({
          level: malformed ? 'warn' : 'info',
          event: 'nobody',
          reason: whom.reason,
          ...about,
          ...(malformed && { body: body.slice(0, 200) }),
        });
        return;
      }
      const requests = reconcileRequests(trigger, await accountsMeant(whom, context.ports, everyone));
      await context.requests.send(
        requests.map((request) => ({
          body: JSON.stringify(request),
          group: groupId(request),
          deduplicationId: deduplicationId(request),
        })),
      );
      count.routed += 1;
      count.requests += requests.length;
      if (whom.kind === 'organization' && isOfSweep(trigger)) count.sweeps += 1;
      context.log({ level: 'info', event: 'routed', accounts: requests.length, ...about });
    };

    // One after the other, so that several whole organizations in a batch are one look and not a burst of calls.
    const response = await processPartialResponse(
      event,
      logged(route, context.log),
      new BatchProcessor(EventType.SQS),
      { processInParallel: false, throwOnFullBatchFailure: false },
    );
    const failed = response.batchItemFailures.length;
    context.log({ level: 'info', event: 'batch', received: event.Records.length, failed, ...count });
    context.metrics.put({
      EventsRouted: count.routed,
      EventsMalformed: count.malformed,
      EventsFailed: failed,
      RequestsSent: count.requests,
      SweepsRouted: count.sweeps,
    });
    return response;
  };

/** Whom the organization's triggers mean: one sweep for all those of a batch. */
function onceSwept(context: RouteContext): () => Promise<readonly AccountId[]> {
  let swept: Promise<readonly AccountId[]> | undefined;
  return () => {
    swept ??= sweep(context).then((found) => told(found, context));
    return swept;
  };
}

function told({ looks, withheld, guard }: Swept, { log, metrics }: RouteContext): readonly AccountId[] {
  const { tripped, ...numbers } = guard;
  if (tripped) log({ level: 'warn', event: 'guard', ...numbers, withheld });
  metrics.put({ GuardTripped: tripped ? 1 : 0 });
  const because: Partial<Record<Reason, number>> = {};
  for (const reason of looks.values()) because[reason] = (because[reason] ?? 0) + 1;
  log({ level: 'info', event: 'swept', accounts: looks.size, because });
  return [...looks.keys()];
}

export const handler: SQSHandler = routeEvent(openRouteContext());

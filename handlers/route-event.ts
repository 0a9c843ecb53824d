import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { SQSHandler, SQSRecord } from 'aws-lambda';
import { accountsMeant } from '../lib/look/whom.ts';
import { readTrigger } from '../lib/trigger/event.ts';
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
    const accountsOf = accountsMeant(context);
    const count = { nobody: 0, malformed: 0, requests: 0 };

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
      const requests = reconcileRequests(trigger, await accountsOf(whom));
      await context.requests.send(
        requests.map((request) => ({
          body: JSON.stringify(request),
          group: groupId(request),
          deduplicationId: deduplicationId(request),
        })),
      );
      count.requests += requests.length;
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
    return response;
  };

export const handler: SQSHandler = routeEvent(openRouteContext());

import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { SQSHandler, SQSRecord } from 'aws-lambda';
import { readTrigger } from '../lib/trigger/event.ts';
import { deduplicationIdOfTrigger } from '../lib/trigger/request.ts';
import { type BatchHandler, jsonOf, logged } from './batch.ts';
import type { RouteContext } from './context.ts';
import { openRouteContext } from './environment.ts';
import { sendRequests } from './requests.ts';

/** Sweeps are made one after the other, whoever asked for them. */
const sweepGroup = 'sweep';

/**
 * Turns events and Jetway's own triggers into requests to look at accounts, and passes on to `sweep` what means more
 * accounts than it names. It reads nothing of AWS, so that no event waits for a list. What names nobody is logged with
 * the reason and is done; what could not be sent is returned to the queue.
 */
export const routeEvent =
  (open: () => Promise<RouteContext>): BatchHandler =>
  async (event) => {
    const context = await open();
    const count = { routed: 0, nobody: 0, malformed: 0, requests: 0, sweeps: 0 };

    const route = async ({ messageId, body }: SQSRecord): Promise<void> => {
      const trigger = readTrigger(jsonOf(body), context.rules);
      const { id, source, name, actor, whom, sentence } = trigger;
      const about = { messageId, trigger: { id, source, name, actor }, sentence };
      switch (whom.kind) {
        case 'nobody': {
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
        case 'accounts': {
          const requests = await sendRequests(trigger, whom.accounts, context.requests);
          count.routed += 1;
          count.requests += requests;
          context.log({ level: 'info', event: 'routed', accounts: requests, ...about });
          return;
        }
        case 'organizational-unit':
        case 'organization':
          await context.sweeps.send([
            { body, group: sweepGroup, deduplicationId: deduplicationIdOfTrigger(trigger) },
          ]);
          count.sweeps += 1;
          context.log({ level: 'info', event: 'passed-on', ...about });
          return;
      }
    };

    const response = await processPartialResponse(
      event,
      logged(route, context.log),
      new BatchProcessor(EventType.SQS),
      { processInParallel: false, throwOnFullBatchFailure: false },
    );
    const failed = response.batchItemFailures.length;
    context.log({ level: 'info', event: 'batch', received: event.Records.length, failed, ...count });
    context.metrics.put({
      EventsRouted: count.routed + count.sweeps,
      EventsMalformed: count.malformed,
      EventsFailed: failed,
      RequestsSent: count.requests,
    });
    return response;
  };

export const handler: SQSHandler = routeEvent(openRouteContext());

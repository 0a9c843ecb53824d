import { Duration } from 'aws-cdk-lib';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { namesOf } from '../names.ts';
import { QueueWorker, type WorkerProps } from './queue-worker.ts';

/** Turns events and Jetway's own triggers into requests to look at accounts, and into sweeps. */
export class RouteEvent extends QueueWorker {
  static readonly timeout = Duration.minutes(1);

  constructor(
    scope: Construct,
    id: string,
    { triggers, requests, sweeps, ...props }: WorkerProps & { readonly sweeps: Queue },
  ) {
    const { configuration } = props;
    super(scope, id, {
      ...props,
      name: 'route-event',
      description: `Jetway ${configuration.name}: which accounts an event means`,
      queue: triggers,
      batchSize: 10,
      concurrency: 2,
      timeout: RouteEvent.timeout,
      memoryMegabytes: 256,
      environment: {
        JETWAY_REQUESTS_QUEUE_URL: requests.queueUrl,
        JETWAY_SWEEPS_QUEUE_URL: sweeps.queueUrl,
        JETWAY_RECONCILER_ROLE: namesOf(configuration).role('reconcile-account'),
      },
      grants: [
        { sid: 'RequestLooks', actions: ['sqs:SendMessage'], resources: [requests.queueArn] },
        { sid: 'RequestSweeps', actions: ['sqs:SendMessage'], resources: [sweeps.queueArn] },
      ],
    });
  }
}

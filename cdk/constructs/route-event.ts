import { Duration } from 'aws-cdk-lib';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { namesOf } from '../names.ts';
import { enterOrganization, readsOfOrganization } from './organization-reads.ts';
import { readsOfSweep } from './provider-grants.ts';
import { QueueWorker, type WorkerProps } from './queue-worker.ts';

/** Turns events and Jetway's own triggers into requests to look at accounts. */
export class RouteEvent extends QueueWorker {
  static readonly timeout = Duration.minutes(1);

  constructor(
    scope: Construct,
    id: string,
    { triggers, requests, ledger, ...props }: WorkerProps & { readonly ledger: TableV2 },
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
        JETWAY_RECONCILER_ROLE: namesOf(configuration).role('reconcile-account'),
        JETWAY_LEDGER_TABLE: ledger.tableName,
      },
      grants: [
        { sid: 'RequestLooks', actions: ['sqs:SendMessage'], resources: [requests.queueArn] },
        { sid: 'Recollect', actions: ['dynamodb:Query'], resources: [ledger.tableArn] },
        ...enterOrganization(configuration, readsOfOrganization(configuration)),
        ...readsOfSweep(configuration),
      ],
    });
  }
}

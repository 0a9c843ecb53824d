import { Duration } from 'aws-cdk-lib';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { holdsPartition } from '../../lib/model/ledger-store.ts';
import { namesOf } from '../names.ts';
import { enterOrganization, readsOfOrganization } from './organization-reads.ts';
import { readsOfSweep } from './provider-grants.ts';
import { QueueWorker, type WorkerProps } from './queue-worker.ts';

export interface SweepProps extends Omit<WorkerProps, 'triggers'> {
  readonly sweeps: Queue;
  readonly ledger: TableV2;
  /** Where it tells others that the guard has tripped. */
  readonly bus: EventBus;
}

/** Finds out which accounts are meant by a trigger that names none, from lists as long as the organization is large. */
export class Sweep extends QueueWorker {
  /** Organizations lists 160 accounts a second at most, so that even 50,000 take some five minutes. */
  static readonly timeout = Duration.minutes(15);

  constructor(scope: Construct, id: string, { requests, sweeps, ledger, bus, ...props }: SweepProps) {
    const { configuration } = props;
    super(scope, id, {
      ...props,
      name: 'sweep',
      description: `Jetway ${configuration.name}: which of all accounts are worth a look`,
      queue: sweeps,
      batchSize: 10,
      concurrency: 'one',
      timeout: Sweep.timeout,
      memoryMegabytes: 1024,
      environment: {
        JETWAY_REQUESTS_QUEUE_URL: requests.queueUrl,
        JETWAY_RECONCILER_ROLE: namesOf(configuration).role('reconcile-account'),
        JETWAY_LEDGER_TABLE: ledger.tableName,
        JETWAY_BUS_NAME: bus.eventBusName,
      },
      grants: [
        { sid: 'RequestLooks', actions: ['sqs:SendMessage'], resources: [requests.queueArn] },
        { sid: 'Recollect', actions: ['dynamodb:Query'], resources: [ledger.tableArn] },
        {
          sid: 'RememberHolds',
          actions: ['dynamodb:UpdateItem'],
          resources: [ledger.tableArn],
          conditions: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [holdsPartition] } },
        },
        { sid: 'TellOthers', actions: ['events:PutEvents'], resources: [bus.eventBusArn] },
        ...enterOrganization(configuration, readsOfOrganization(configuration)),
        ...readsOfSweep(configuration),
      ],
    });
  }
}

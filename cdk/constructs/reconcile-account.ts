import { Duration } from 'aws-cdk-lib';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import { ArnPrincipal } from 'aws-cdk-lib/aws-iam';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { partitionOf } from '../../lib/model/partition.ts';
import type { Grant } from './grant.ts';
import { enterOrganization, readsOfAccount, readsOfOrganization } from './organization-reads.ts';
import { reconciles } from './provider-grants.ts';
import { QueueWorker, type WorkerProps } from './queue-worker.ts';

export interface ReconcileAccountProps extends WorkerProps {
  readonly sweeps: Queue;
  readonly auditLog: LogGroup;
  readonly ledger: TableV2;
  /** Where it tells others what it did. */
  readonly bus: EventBus;
  /** What people may send back to the queues in front of the functions. */
  readonly deadLetters: readonly Queue[];
}

/**
 * Looks at accounts, and does what their plans say. People who may become its role (`roles.operators`) can run
 * `jetway plan` and `jetway apply`, which look at the whole organization, as Jetway itself.
 */
export class ReconcileAccount extends QueueWorker {
  static readonly timeout = Duration.minutes(5);

  constructor(
    scope: Construct,
    id: string,
    { triggers, sweeps, requests, auditLog, ledger, bus, deadLetters, ...props }: ReconcileAccountProps,
  ) {
    const { configuration } = props;
    const { organization, provider, roles } = configuration;
    super(scope, id, {
      ...props,
      name: 'reconcile-account',
      description: `Jetway ${configuration.name}: connects accounts and disconnects them`,
      queue: requests,
      batchSize: 1, // so that Lambda spreads the accounts of a burst
      concurrency: 10,
      timeout: ReconcileAccount.timeout,
      memoryMegabytes: 512,
      environment: {
        JETWAY_TRIGGERS_QUEUE_URL: triggers.queueUrl,
        JETWAY_REQUESTS_QUEUE_URL: requests.queueUrl,
        JETWAY_AUDIT_LOG_GROUP: auditLog.logGroupName,
        JETWAY_LEDGER_TABLE: ledger.tableName,
        JETWAY_BUS_NAME: bus.eventBusName,
      },
      operators: roles.operators.map((role) => new ArnPrincipal(role)),
      grants: [
        { sid: 'LookAgain', actions: ['sqs:SendMessage'], resources: [triggers.queueArn] },
        { sid: 'RequestNetworkPass', actions: ['sqs:SendMessage'], resources: [requests.queueArn] },
        {
          sid: 'WriteAuditLog',
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          resources: [auditLog.logGroupArn],
        },
        ...(roles.operators.length > 0
          ? [...asksAuditLog(auditLog), ...sendsBack(deadLetters, [triggers, sweeps, requests])]
          : []),
        {
          sid: 'Remember',
          actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem'],
          resources: [ledger.tableArn],
        },
        { sid: 'TellOthers', actions: ['events:PutEvents'], resources: [bus.eventBusArn] },
        ...enterOrganization(configuration, [
          ...readsOfOrganization(configuration),
          ...readsOfAccount(configuration),
        ]),
        ...reconciles(configuration),
        {
          sid: 'EnterConsumers',
          actions: ['sts:AssumeRole'],
          resources: [`arn:${partitionOf(provider.region).name}:iam::*:role/${roles.consumer}`],
          conditions: { StringEquals: { 'aws:ResourceOrgID': organization.id } },
          because:
            'Any account of the organization may become a consumer; the role has one name in all of them',
        },
      ],
    });
  }
}

/** `jetway audit`, which only people run. */
function asksAuditLog(auditLog: LogGroup): readonly Grant[] {
  return [
    { sid: 'AskAuditLog', actions: ['logs:StartQuery'], resources: [auditLog.logGroupArn] },
    {
      sid: 'ReadAnswers',
      actions: ['logs:GetQueryResults', 'logs:StopQuery'],
      resources: ['*'],
      because:
        'A query has no ARN; whoever knows the id of another query of this account and Region can read that one’s results too',
    },
  ];
}

/** `jetway redrive`, which only people run. */
function sendsBack(deadLetters: readonly Queue[], sources: readonly Queue[]): readonly Grant[] {
  return [
    {
      sid: 'TakeDeadLetters',
      actions: [
        'sqs:GetQueueUrl',
        'sqs:GetQueueAttributes',
        'sqs:ReceiveMessage',
        'sqs:ChangeMessageVisibility',
        'sqs:DeleteMessage',
      ],
      resources: deadLetters.map(({ queueArn }) => queueArn),
    },
    {
      sid: 'SendDeadLettersBack',
      actions: ['sqs:GetQueueUrl', 'sqs:SendMessage'],
      resources: sources.map(({ queueArn }) => queueArn),
    },
  ];
}

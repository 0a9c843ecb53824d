import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from '@jest/globals';
import { App, CfnResource, TagManager } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { busPattern } from '../../cdk/events/patterns.ts';
import { readTrigger } from '../../lib/trigger/event.ts';
import * as ids from '../unit/support/ids.ts';
import { controlPlane } from './support/control-plane.ts';
import { findings } from './support/findings.ts';
import { arnOf, the } from './support/resource.ts';
import { allowing, statementsOf } from './support/statements.ts';

const folder = mkdtempSync(join(tmpdir(), 'jetway-control-plane-'));
afterAll(() => rmSync(folder, { recursive: true }));

const configurationFile = join(folder, 'any name.yaml');
writeFileSync(
  configurationFile,
  `name: test
organization: { id: ${ids.organization}, managementAccount: "${ids.management}" }
provider: { account: "${ids.provider}" }
sites: { ${ids.region}: { addressSpace: [10.0.0.0/8] } }
services: { payments: { privateDnsName: payments.example.com, ports: [443] } }
profiles: { shared: { organizationalUnits: [${ids.consumers}] } }
`,
);

const outdir = join(folder, 'out');
const stack = controlPlane({}, { configurationFile }, new App({ outdir }));
const template = Template.fromStack(stack);

const triggers = the(template, 'AWS::SQS::Queue', { QueueName: 'jetway-test-triggers' });
const auditLog = the(template, 'AWS::Logs::LogGroup', { LogGroupName: '/jetway/test/audit' });
const ledger = the(template, 'AWS::DynamoDB::GlobalTable', { TableName: 'jetway-test-ledger' });
const sweeps = the(template, 'AWS::SQS::Queue', { QueueName: 'jetway-test-sweeps.fifo' });
const bus = the(template, 'AWS::Events::EventBus', { Name: 'jetway-test' });
const requests = the(template, 'AWS::SQS::Queue', { QueueName: 'jetway-test-requests.fifo' });

test('AwsSolutions has nothing against it', () => expect(findings(stack)).toEqual([]));

test('whatever can carry a tag says that it is Jetway’s, and which stack’s', () => {
  const taggable = stack.node
    .findAll()
    .filter(
      (node) => CfnResource.isCfnResource(node) && node.cfnResourceType !== 'AWS::CloudWatch::Dashboard',
    )
    .map((node) => TagManager.of(node)?.tagValues())
    .filter((tags) => tags !== undefined);
  expect(taggable.length).toBeGreaterThan(20);
  for (const tags of taggable)
    expect(tags).toEqual({ 'jetway:name': 'test', 'jetway:owner': 'jetway-test-control-plane' });
});

describe('events', () => {
  test('only accounts of the organization put them on the bus, and nothing else', () => {
    const { properties } = the(template, 'AWS::Events::EventBusPolicy');
    expect(properties.Statement).toEqual({
      Sid: expect.any(String),
      Effect: 'Allow',
      Principal: { AWS: '*' },
      Action: 'events:PutEvents',
      Resource: arnOf(bus),
      Condition: { StringEquals: { 'aws:PrincipalOrgID': ids.organization } },
    });
  });

  test('what Jetway listens to reaches the triggers queue as it was sent, or a dead-letter queue', () => {
    const { properties } = the(template, 'AWS::Events::Rule');
    expect(properties.EventPattern).toEqual(busPattern());
    expect(properties.Targets).toEqual([
      { Id: 'Target0', Arn: arnOf(triggers), DeadLetterConfig: { Arn: expect.anything() } },
    ]);
  });

  test('once an hour the schedule sends a trigger that means everybody', () => {
    const { ScheduleExpression, Target } = the(template, 'AWS::Scheduler::Schedule').properties;
    expect(ScheduleExpression).toBe('rate(1 hour)');
    expect(Target).toMatchObject({
      Arn: arnOf(triggers),
      DeadLetterConfig: { Arn: expect.anything() },
      RetryPolicy: { MaximumRetryAttempts: 10, MaximumEventAgeInSeconds: 3600 },
    });
    const rules = { managementAccount: ids.management, providerAccount: ids.provider, ownRoles: [] };
    const sent = Target.Input.replace('<aws.scheduler.execution-id>', 'd32c5kddcf5bb8c3').replace(
      '<aws.scheduler.scheduled-time>',
      '2026-11-28T10:00:00Z',
    );
    expect(readTrigger(JSON.parse(sent), rules)).toMatchObject({
      id: 'd32c5kddcf5bb8c3',
      time: '2026-11-28T10:00:00Z',
      whom: { kind: 'organization' },
    });
  });
});

describe('queues', () => {
  test.each([
    { queue: triggers, visibility: 6 * 60 },
    { queue: sweeps, visibility: 900, fifo: true },
    { queue: requests, visibility: 6 * 300, fifo: true },
  ])('$queue.properties.QueueName waits $visibility s for its function', (row) => {
    const { properties } = row.queue;
    expect(properties.VisibilityTimeout).toBe(row.visibility);
    expect(properties.FifoQueue).toBe(row.fifo);
    expect(properties.ContentBasedDeduplication).toBeUndefined();
    expect(properties.RedrivePolicy.maxReceiveCount).toBe(5);
    const [deadLetters] = properties.RedrivePolicy.deadLetterTargetArn['Fn::GetAtt'];
    const found = template.findResources('AWS::SQS::Queue')[deadLetters]?.Properties;
    expect(found.MessageRetentionPeriod).toBe(14 * 24 * 60 * 60);
    expect(found.FifoQueue).toBe(row.fifo);
  });

  test('each is encrypted, and refuses what does not come by TLS', () => {
    const queues = Object.keys(template.findResources('AWS::SQS::Queue'));
    template.resourcePropertiesCountIs('AWS::SQS::Queue', { SqsManagedSseEnabled: true }, queues.length);
    for (const id of queues)
      the(template, 'AWS::SQS::QueuePolicy', {
        Queues: [{ Ref: id }],
        PolicyDocument: {
          Statement: Match.arrayWith([
            Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
          ]),
        },
      });
  });
});

describe('functions', () => {
  const environment = {
    'route-event': {
      JETWAY_REQUESTS_QUEUE_URL: { Ref: requests.id },
      JETWAY_SWEEPS_QUEUE_URL: { Ref: sweeps.id },
      JETWAY_RECONCILER_ROLE: 'jetway-test-reconcile-account',
      JETWAY_CONCURRENCY: '2',
    },
    sweep: {
      JETWAY_REQUESTS_QUEUE_URL: { Ref: requests.id },
      JETWAY_RECONCILER_ROLE: 'jetway-test-reconcile-account',
      JETWAY_LEDGER_TABLE: { Ref: ledger.id },
      JETWAY_BUS_NAME: { Ref: bus.id },
      JETWAY_CONCURRENCY: '1',
    },
    'reconcile-account': {
      JETWAY_TRIGGERS_QUEUE_URL: { Ref: triggers.id },
      JETWAY_AUDIT_LOG_GROUP: { Ref: auditLog.id },
      JETWAY_LEDGER_TABLE: { Ref: ledger.id },
      JETWAY_BUS_NAME: { Ref: bus.id },
      JETWAY_CONCURRENCY: '10',
    },
  };

  test.each([
    { name: 'route-event', timeout: 60, queue: triggers, batch: 10, copies: 2, audits: [] },
    { name: 'sweep', timeout: 900, queue: sweeps, batch: 10, copies: 1, audits: [] },
    { name: 'reconcile-account', timeout: 300, queue: requests, batch: 1, copies: 10, audits: [auditLog] },
  ] as const)(
    '$name takes its messages from its queue',
    ({ name, timeout, queue, batch, copies, audits }) => {
      const found = the(template, 'AWS::Lambda::Function', { FunctionName: `jetway-test-${name}` });
      const role = the(template, 'AWS::IAM::Role', { RoleName: `jetway-test-${name}` });
      expect(found.properties).toMatchObject({
        Timeout: timeout,
        Role: arnOf(role),
        Environment: { Variables: { ...environment[name], JETWAY_CONFIG_FILE: 'jetway.yaml' } },
      });
      expect(
        the(template, 'AWS::Lambda::EventSourceMapping', { FunctionName: { Ref: found.id } }).properties,
      ).toMatchObject({
        EventSourceArn: arnOf(queue),
        BatchSize: batch,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        ...(copies > 1 && { ScalingConfig: { MaximumConcurrency: copies } }),
      });
      const own = statementsOf(template, role.id);
      expect(allowing(own, 'sqs:ReceiveMessage')).toMatchObject([
        {
          Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
          Resource: [arnOf(queue)],
        },
      ]);
      expect(allowing(own, 'logs:PutLogEvents').map(({ Resource }) => Resource)).toEqual(
        [{ id: found.properties.LoggingConfig.LogGroup.Ref }, ...audits].map((log) => [arnOf(log)]),
      );
    },
  );

  test.each(['route-event', 'sweep', 'reconcile-account'] as const)(
    '%s finds its jetway.yaml where it is packed',
    async (name) => {
      const { Code } = the(template, 'AWS::Lambda::Function', {
        FunctionName: `jetway-test-${name}`,
      }).properties;
      const script = `const { handler } = await import('./index.mjs');
      console.log(JSON.stringify(await handler({ Records: [] })));`;
      const env = {
        AWS_REGION: ids.region,
        JETWAY_CONFIG_FILE: 'jetway.yaml',
        JETWAY_AUDIT_LOG_GROUP: '/jetway/test/audit',
        JETWAY_LEDGER_TABLE: 'jetway-test-ledger',
        JETWAY_BUS_NAME: 'jetway-test',
        JETWAY_RECONCILER_ROLE: 'jetway-test-reconcile-account',
        JETWAY_REQUESTS_QUEUE_URL: 'https://sqs.example.com/requests.fifo',
        JETWAY_SWEEPS_QUEUE_URL: 'https://sqs.example.com/sweeps.fifo',
        JETWAY_TRIGGERS_QUEUE_URL: 'https://sqs.example.com/triggers',
      };
      const { stdout } = await promisify(execFile)(
        process.execPath,
        ['--input-type=module', '--eval', script],
        { cwd: join(outdir, `asset.${Code.S3Key.replace('.zip', '')}`), env },
      );
      expect(stdout).toContain('{"batchItemFailures":[]}');
    },
  );
});

describe('what is kept', () => {
  test('the ledger is recoverable, protected, and reconcile-account’s to write; a sweep remembers what the guard holds', () => {
    const table = {
      TableName: 'jetway-test-ledger',
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      Replicas: [
        Match.objectLike({
          DeletionProtectionEnabled: true,
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        }),
      ],
    };
    template.hasResource('AWS::DynamoDB::GlobalTable', { Properties: table, DeletionPolicy: 'Retain' });
    const policies = Object.values(template.findResources('AWS::IAM::Policy'));
    const may = policies.filter((policy) => JSON.stringify(policy).includes('dynamodb:'));
    const reconciler = the(template, 'AWS::IAM::Role', { RoleName: 'jetway-test-reconcile-account' }).id;
    const reader = the(template, 'AWS::IAM::Role', { RoleName: 'jetway-test-sweep' }).id;
    expect(
      new Set(may.flatMap(({ Properties }) => Properties.Roles.map(({ Ref }: { Ref: string }) => Ref))),
    ).toEqual(new Set([reader, reconciler]));
    const reads = statementsOf(template, reader).filter((one) => JSON.stringify(one).includes('dynamodb:'));
    expect(reads).toMatchObject([
      { Action: ['dynamodb:Query'], Resource: [arnOf(ledger)] },
      {
        Action: ['dynamodb:UpdateItem'],
        Resource: [arnOf(ledger)],
        Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['holds'] } },
      },
    ]);
    expect(allowing(statementsOf(template, reconciler), 'dynamodb:UpdateItem')).toMatchObject([
      {
        Action: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem'],
        Resource: [arnOf(ledger)],
      },
    ]);
  });

  test('the audit log is kept as long as the configuration says, with a key for this log group alone', () => {
    const log = { LogGroupName: '/jetway/test/audit' };
    const [keyId] = the(template, 'AWS::Logs::LogGroup', log).properties.KmsKeyId['Fn::GetAtt'];
    template.hasResource('AWS::Logs::LogGroup', {
      Properties: { ...log, RetentionInDays: 731 },
      DeletionPolicy: 'Retain',
    });
    const key = template.findResources('AWS::KMS::Key')[keyId];
    expect(key).toMatchObject({ DeletionPolicy: 'Retain', Properties: { EnableKeyRotation: true } });
    const logGroup = `:logs:${ids.region}:${ids.provider}:log-group:/jetway/test/audit`;
    expect(key?.Properties.KeyPolicy.Statement.slice(1)).toMatchObject([
      {
        Principal: { Service: `logs.${ids.region}.amazonaws.com` },
        Condition: {
          ArnEquals: {
            'kms:EncryptionContext:aws:logs:arn': {
              'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, logGroup]],
            },
          },
        },
      },
    ]);
  });
});

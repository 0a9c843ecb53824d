import {
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { createSimulator, type SimulatorCore } from '../../../../sim/server.ts';
import { mayServiceSend } from '../../../../sim/services/sqs/policy.ts';
import { addQueue } from '../../../../sim/services/sqs/queues.ts';
import type { SimulatedQueue } from '../../../../sim/services/sqs/state.ts';
import { World } from '../../../../sim/world.ts';
import { credentialsOf, document, region, settings, statement } from './clients.ts';

const owner = '222222222222';
const other = '333333333333';
const QueueUrl = `http://127.0.0.1/${owner}/jobs`;
let world: World;
let core: SimulatorCore;
let queue: SimulatedQueue;
beforeEach(() => {
  world = new World();
  core = createSimulator(world);
  queue = addQueue(world, { account: owner, region, name: 'jobs' });
});

const setPolicy = (...statements: readonly object[]) =>
  queue.attributes.set('Policy', JSON.stringify(document(...statements)));
const admits = (Principal: unknown, changes: object = {}) =>
  statement('sqs:SendMessage', { Principal, Resource: queue.arn, ...changes });
const send = (accessKeyId: string) =>
  new SQSClient(settings(core, accessKeyId)).send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }));
const mayOrNot = async (sending: Promise<unknown>, may: boolean) => {
  if (may) await expect(sending).resolves.toBeDefined();
  else await expect(sending).rejects.toMatchObject({ name: 'AccessDeniedException' });
};

describe('a role sends to a queue', () => {
  test.each([
    { account: owner, own: true, theirs: 'nobody', may: true },
    { account: owner, own: false, theirs: 'nobody', may: false },
    { account: owner, own: false, theirs: 'role', may: true },
    { account: owner, own: false, theirs: 'account', may: false },
    { account: owner, own: true, theirs: 'account', may: true },
    { account: other, own: true, theirs: 'nobody', may: false },
    { account: other, own: false, theirs: 'role', may: false },
    { account: other, own: true, theirs: 'role', may: true },
    { account: other, own: true, theirs: 'account', may: true },
    { account: other, own: false, theirs: 'account', may: false },
    { account: other, own: true, theirs: 'everybody', may: true },
  ])(
    'of $account, its own policy allows it $own, the queue admits $theirs: $may',
    async ({ account, own, theirs, may }) => {
      const key = credentialsOf(world, { account }, ...(own ? [statement('sqs:*')] : []));
      if (theirs === 'role') setPolicy(admits({ AWS: `arn:aws:iam::${account}:role/worker` }));
      if (theirs === 'account') setPolicy(admits({ AWS: account }));
      if (theirs === 'everybody') setPolicy(admits('*'));
      await mayOrNot(send(key), may);
    },
  );

  test('unless the queue denies it', async () => {
    setPolicy(admits('*'), admits('*', { Effect: 'Deny' }));
    await expect(send(credentialsOf(world, { account: owner }, statement('sqs:*')))).rejects.toMatchObject({
      message: expect.stringContaining(
        `sqs:SendMessage on resource: ${queue.arn} with an explicit deny in a resource-based policy`,
      ),
    });
  });
  test('of the organization, where that is whom it admits', async () => {
    setPolicy(admits('*', { Condition: { StringEquals: { 'aws:PrincipalOrgID': world.organization.id } } }));
    await mayOrNot(send(credentialsOf(world, { account: other }, statement('sqs:*'))), false);
    world.organization.managementAccountId = other;
    await mayOrNot(send(credentialsOf(world, { account: '111111111111' }, statement('sqs:*'))), true);
  });
});

test('an administrator needs the word of another account alone', async () => {
  await mayOrNot(send(owner), true);
  await mayOrNot(send(other), false);
  setPolicy(admits({ AWS: other }));
  await mayOrNot(send(other), true);
});

test('what a batch needs is what a message needs', async () => {
  const client = new SQSClient(
    settings(core, credentialsOf(world, { account: owner }, statement('sqs:SendMessage'))),
  );
  const Entries = [{ Id: '1', MessageBody: 'x' }];
  await mayOrNot(client.send(new SendMessageBatchCommand({ QueueUrl, Entries })), true);
  await mayOrNot(client.send(new ReceiveMessageCommand({ QueueUrl })), false);
});

test('what the simulator does not know of a policy fails the call, loudly', async () => {
  setPolicy(admits('*', { Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }));
  await expect(send(other)).rejects.toMatchObject({
    name: 'SimulatorFailure',
    message: expect.stringContaining('aws:SourceIp'),
    $metadata: { httpStatusCode: 501 },
  });
});

describe('a service sends', () => {
  const sourceArn = `arn:aws:events:${region}:${owner}:rule/bus/to-jobs`;
  const rule = { service: 'events.amazonaws.com', sourceArn, sourceAccount: owner };
  const events = { Service: 'events.amazonaws.com' };
  const from = (pattern: string) => ({ Condition: { ArnEquals: { 'aws:SourceArn': pattern } } });
  const insecure = { Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } };
  test.each([
    { given: 'no policy', statements: undefined, may: false },
    { given: 'a policy for the service', statements: [{ Principal: events }], may: true },
    { given: 'one for this rule', statements: [{ Principal: events, ...from(sourceArn) }], may: true },
    {
      given: 'one for another rule',
      statements: [{ Principal: events, ...from(`${sourceArn}2`) }],
      may: false,
    },
    {
      given: 'one for another service',
      statements: [{ Principal: { Service: 'sns.amazonaws.com' } }],
      may: false,
    },
    { given: 'one for the account', statements: [{ Principal: { AWS: owner } }], may: false },
    {
      given: 'one that denies plain HTTP as well',
      statements: [{ Principal: events }, { Principal: '*', ...insecure }],
      may: true,
    },
    {
      given: 'one for another account',
      statements: [{ Principal: events, Condition: { StringEquals: { 'aws:SourceAccount': other } } }],
      may: false,
    },
  ])('by $given: $may', ({ statements, may }) => {
    if (statements !== undefined)
      setPolicy(...statements.map(({ Principal, ...changes }) => admits(Principal, changes)));
    expect(mayServiceSend(world, queue, rule)).toBe(may);
  });
});

import {
  DescribeRuleCommand,
  EventBridgeClient,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  PutEventsCommand,
  type PutEventsRequestEntry,
} from '@aws-sdk/client-eventbridge';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Simulator, startSimulator } from '../../sim/server.ts';
import { addRole } from '../../sim/services/sts/roles.ts';
import type { World } from '../../sim/world.ts';
import {
  addOpenQueue,
  addSharedBus,
  bodies,
  consumer,
  newBusWorld,
  provider,
  region,
  rule,
  stranger,
} from '../unit/sim/events/bus-world.ts';
import { clientSettings } from './client-settings.ts';

let world: World;
let simulator: Simulator;
const clientOf = (accessKeyId: string) =>
  new EventBridgeClient(clientSettings(simulator.url, accessKeyId, region));
beforeEach(async () => {
  world = newBusWorld();
  simulator = await startSimulator(world);
});
afterEach(() => simulator.close());

const entry = { Source: 'jetway', DetailType: 'connected', Detail: '{"account":"1"}' };
const put = (accessKeyId: string, ...Entries: PutEventsRequestEntry[]) =>
  clientOf(accessKeyId).send(new PutEventsCommand({ Entries }));

test('puts what is put on a bus in front of its rules, in the name of the caller', async () => {
  addSharedBus(world);
  const queue = addOpenQueue(world, 'triggers');
  rule(world, { arn: queue.arn }, { bus: 'shared', pattern: { source: ['jetway'] } });
  const { Entries, FailedEntryCount } = await put(provider, { ...entry, EventBusName: 'shared' });
  expect(FailedEntryCount).toBe(0);
  world.clock.advance(1);
  expect(bodies(queue)).toMatchObject([
    { id: Entries?.[0]?.EventId, source: 'jetway', account: provider, region, detail: { account: '1' } },
  ]);
});

test.each([
  { given: 'a source of AWS', wrong: { Source: 'aws.ec2' }, code: 'NotAuthorizedForSourceException' },
  { given: 'a detail that is no object', wrong: { Detail: '[1]' }, code: 'MalformedDetail' },
  { given: 'a detail that is no JSON', wrong: { Detail: 'x' }, code: 'MalformedDetail' },
  { given: 'no detail type', wrong: { DetailType: '' }, code: 'InvalidArgument' },
  { given: 'too much', wrong: { Detail: `{"x":"${'x'.repeat(262_144)}"}` }, code: 'InvalidArgument' },
])('refuses an entry with $given and takes the other', async ({ wrong, code }) => {
  const { Entries, FailedEntryCount } = await put(provider, { ...entry, ...wrong }, entry);
  expect(FailedEntryCount).toBe(1);
  expect(Entries).toMatchObject([{ ErrorCode: code }, { EventId: expect.any(String) }]);
});

test('swallows what is put on a bus that does not exist', async () => {
  const { Entries } = await put(provider, { ...entry, EventBusName: 'nowhere' });
  expect(Entries).toMatchObject([{ EventId: expect.any(String) }]);
});

test('refuses more than ten entries', async () => {
  const entries = Array.from({ length: 11 }, () => entry);
  await expect(put(provider, ...entries)).rejects.toMatchObject({ name: 'ValidationException' });
});

test("lets another account put events where the bus' policy admits it", async () => {
  const EventBusName = addSharedBus(world);
  await expect(put(consumer, { ...entry, EventBusName })).resolves.toMatchObject({ FailedEntryCount: 0 });
  await expect(put(stranger, { ...entry, EventBusName })).rejects.toMatchObject({
    name: 'AccessDeniedException',
  });
});

test('judges a role by the bus that it puts events on', async () => {
  const EventBusName = addSharedBus(world);
  const policies = [{ Statement: { Effect: 'Allow', Action: 'events:PutEvents', Resource: EventBusName } }];
  const trustPolicy = { Statement: [] };
  addRole(world, { account: provider, name: 'speaker', trustPolicy, policies });
  world.identity.issued.set('ASIASPEAKER', { account: provider, role: 'speaker', session: 'test' });
  await expect(put('ASIASPEAKER', { ...entry, EventBusName })).resolves.toMatchObject({
    FailedEntryCount: 0,
  });
  await expect(put('ASIASPEAKER', entry)).rejects.toMatchObject({ name: 'AccessDeniedException' });
});

test('lists and describes rules and their targets', async () => {
  const queue = addOpenQueue(world, 'triggers');
  const { arn } = rule(world, {
    arn: queue.arn,
    deadLetterArn: queue.arn,
    retry: { maximumAttempts: 3 },
    input: { kind: 'constant', text: '{}' },
  });
  const client = clientOf(provider);
  const { Rules } = await client.send(new ListRulesCommand({ NamePrefix: 'i' }));
  expect(Rules).toMatchObject([{ Name: 'it', Arn: arn, State: 'ENABLED', EventBusName: 'default' }]);
  expect(await client.send(new DescribeRuleCommand({ Name: 'it' }))).toMatchObject({
    EventPattern: '{"source":["aws.ec2"]}',
  });
  const { Targets } = await client.send(new ListTargetsByRuleCommand({ Rule: 'it' }));
  expect(Targets).toEqual([
    {
      Id: 'Target0',
      Arn: queue.arn,
      Input: '{}',
      DeadLetterConfig: { Arn: queue.arn },
      RetryPolicy: { MaximumRetryAttempts: 3 },
    },
  ]);
  await expect(client.send(new DescribeRuleCommand({ Name: 'other' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
  await expect(client.send(new ListRulesCommand({ EventBusName: 'other' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

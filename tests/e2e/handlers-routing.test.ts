import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { queueUrl } from '../../sim/services/sqs/queues.ts';
import {
  addConsumer,
  addConsumerVpc,
  consumersOu,
  newTestWorld,
  otherOu,
  reconciler,
  type TestWorld,
} from '../support/world.ts';
import { eventAbout, type Loop, openLoop } from './handlers-loop.ts';

const tagged = '333333333333';
const untagged = '444444444444';
const elsewhere = '555555555555';
const attached = '666666666666';
const departed = '777777777777';

let world: TestWorld;
let loop: Loop;
beforeEach(async () => {
  world = newTestWorld();
  addConsumer(world, { id: tagged });
  addConsumer(world, { id: untagged, tags: {} });
  addConsumer(world, { id: elsewhere, ou: otherOu });
  for (const account of [attached, departed]) addConsumer(world, { id: account, ou: otherOu });
  addConsumerVpc(world, attached, '10.6.0.0/16', { attached: 'available' });
  addConsumerVpc(world, departed, '10.7.0.0/16', { attached: 'available' });
  world.world.organization.accounts.delete(departed);
  loop = await openLoop(world, (account) => account === tagged);
});
afterEach(() => loop.close());

const logged = (event: string) => loop.logs.filter((line) => line.event === event);
const requestsUrl = () => queueUrl(world.world, loop.requests);
/** The accounts of the requests that were sent, as the FIFO queue was asked to take them. */
const requested = () =>
  loop.simulator.journal.records
    .filter(({ operation, input }) => operation === 'SendMessageBatch' && input.QueueUrl === requestsUrl())
    .flatMap(({ input }) => (Array.isArray(input.Entries) ? input.Entries : []))
    .map((entry) => String(entry.MessageGroupId))
    .sort();

test('an event about an account is a request to look at it, and nothing is read to send it', async () => {
  await loop.send(eventAbout(elsewhere, 'org-move-account'));
  await loop.route();
  expect(requested()).toEqual([elsewhere]);
  expect(loop.simulator.journal.records.filter(({ service }) => service !== 'sqs')).toEqual([]);
});

test('an event about an OU means every account under it, whatever the tags are said to be', async () => {
  const event = JSON.stringify(eventAbout(tagged, 'org-tag-resource-ou'));
  await loop.send(event.replaceAll(/ou-ab12-[0-9]{8}/g, consumersOu));
  await loop.route();
  expect(requested()).toEqual([tagged, untagged]);
});

test('a sweep means whoever differs or has something on the provider’s side that a look may clear', async () => {
  await loop.send({ source: 'jetway', 'detail-type': 'Sweep', id: 'sweep-1' });
  await loop.route();
  expect(requested()).toEqual([tagged, attached, departed]);
  expect(logged('routed')).toMatchObject([{ accounts: 3, trigger: { source: 'jetway', name: 'Sweep' } }]);
});

test('what means many is passed on as it came, and nothing is read to do that', async () => {
  loop.simulator.faults.inject('accessDenied', { service: 'organizations', operation: 'ListAccounts' });
  const sweep = { source: 'jetway', 'detail-type': 'Sweep', id: 'sweep-1' };
  await loop.send(sweep);
  await loop.route();
  expect(logged('passed-on')).toMatchObject([{ trigger: { source: 'jetway', name: 'Sweep' } }]);
  expect(loop.triggers.messages).toEqual([]);
  expect(loop.sweeps.messages.map(({ body }) => JSON.parse(body))).toEqual([sweep]);
});

test('two sweeps in one batch are one look at the organization', async () => {
  for (const id of ['sweep-1', 'sweep-2']) await loop.send({ source: 'jetway', 'detail-type': 'Sweep', id });
  await loop.route();
  expect(loop.simulator.journal.counts()).toMatchObject({ 'organizations:ListAccounts': 1 });
  expect(requested()).toHaveLength(6);
});

test('a sweep that cannot read all of the provider’s side leaves nobody out: it is tried again', async () => {
  const mend = loop.simulator.faults.inject('internalError', {
    operation: 'GetManagedPrefixListEntries',
  });
  await loop.send({ source: 'jetway', 'detail-type': 'Sweep', id: 'sweep-1' });
  await loop.route();
  expect(requested()).toEqual([]);
  expect(logged('failed')).toMatchObject([{ code: 'unavailable' }]);
  mend();
  world.world.clock.advance(60);
  await loop.route();
  expect(requested()).toEqual([tagged, attached, departed]);
});

test('a sweep that cannot read the ledger leaves nobody out that differs', async () => {
  loop.simulator.faults.inject('internalError', { service: 'dynamodb', operation: 'Query' });
  await loop.send({ source: 'jetway', 'detail-type': 'Sweep', id: 'sweep-1' });
  await loop.route();
  expect(logged('failed')).toEqual([]);
  expect(requested()).toEqual([tagged, attached, departed]);
});

describe('what names nobody is logged with the reason and sends nothing', () => {
  test.each([
    ['org-create-account', 'irrelevant'],
    ['org-move-account-failed', 'failed-call'],
    ['ec2-create-route-igw', 'irrelevant'],
  ])('%s: %s', async (sample, reason) => {
    await loop.send(eventAbout(tagged, sample));
    await loop.route();
    expect(requested()).toEqual([]);
    expect(logged('nobody')).toMatchObject([{ level: 'info', reason, sentence: expect.any(String) }]);
    expect(loop.triggers.messages).toEqual([]);
  });

  test('a change that Jetway made itself', async () => {
    const event = JSON.stringify(eventAbout(tagged, 'org-move-account'));
    await loop.send(event.replace('"userName":"Admin"', `"userName":"${reconciler}"`));
    await loop.route();
    expect(requested()).toEqual([]);
    expect(logged('nobody')).toMatchObject([{ reason: 'own-change' }]);
  });
});

test.each(['not JSON', '{"source":', '[]', '{}', '"text"', '{"source":"jetway","detail-type":"Look Again"}'])(
  'a poisonous body is counted and gone, and the others of its batch are routed: %s',
  async (body) => {
    await loop.send(body);
    await loop.send(eventAbout(tagged, 'org-move-account'));
    await loop.route();
    expect(logged('nobody')).toMatchObject([{ level: 'warn', reason: 'malformed', body }]);
    expect(logged('batch')).toMatchObject([{ received: 2, malformed: 1, requests: 1, failed: 0 }]);
    expect(requested()).toEqual([tagged]);
    expect(loop.triggers.messages).toEqual([]);
  },
);

test('a request that the queue does not take fails its own message only, which comes back', async () => {
  loop.simulator.faults.inject('internalError', {
    operation: 'SendMessageBatch',
    when: ({ input }) => JSON.stringify(input).includes(tagged),
    times: 1,
  });
  await loop.send(eventAbout(tagged, 'org-move-account'));
  await loop.send(eventAbout(untagged, 'org-move-account'));
  await loop.route();
  expect(loop.requests.messages.map(({ fifo }) => fifo?.groupId)).toEqual([untagged]);
  expect(loop.triggers.messages).toHaveLength(1);
  expect(logged('failed')).toMatchObject([{ level: 'error', code: 'unavailable', aws: { service: 'SQS' } }]);
  world.world.clock.advance(60);
  await loop.route();
  expect(loop.requests.messages.map(({ fifo }) => fifo?.groupId)).toEqual([untagged, tagged]);
});

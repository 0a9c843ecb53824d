import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mostIdleLooks } from '../../handlers/next-look.ts';
import { AccountId } from '../../lib/model/ids.ts';
import { lookAgain } from '../../lib/trigger/look-again.ts';
import { removeRole } from '../../sim/services/sts/roles.ts';
import { addConsumer, addConsumerVpc, newTestWorld, type TestWorld } from '../support/world.ts';
import { eventAbout, type Loop, openLoop, resolves } from './handlers-loop.ts';

const first = '333333333333';
const second = '444444444444';

let world: TestWorld;
let vpcs: readonly [string, string];
let loop: Loop;
beforeEach(async () => {
  world = newTestWorld();
  for (const id of [first, second]) addConsumer(world, { id });
  vpcs = [addConsumerVpc(world, first, '10.1.0.0/16'), addConsumerVpc(world, second, '10.2.0.0/16')];
  loop = await openLoop(world, (account) => account === first || account === second);
});
afterEach(() => loop.close());

const logged = (event: string) => loop.logs.filter((line) => line.event === event);
const dead = () => loop.deadLetters.messages.map(({ fifo }) => fifo?.groupId);

test('an account that fails goes to the dead letters in the end, and holds up no other', async () => {
  loop.simulator.faults.inject('accessDenied', {
    operation: 'AssociateResourceShare',
    when: ({ input }) => JSON.stringify(input).includes(first),
  });
  await loop.send(eventAbout(first, 'org-move-account'));
  await loop.send(eventAbout(second, 'org-move-account'));
  await loop.deliver();
  const refused = { level: 'error', account: first, attempt: 1, code: 'access-denied' };
  expect(logged('failed')).toMatchObject([refused, refused]); // its two shares
  expect(logged('reconciled')).toMatchObject([{ account: first }, { account: second }]);
  await loop.drain();
  expect(resolves(world, vpcs[0])).toBe(false);
  expect(resolves(world, vpcs[1])).toBe(true);
  expect(dead()).toEqual([first]);
  expect(logged('failed').at(-1)).toMatchObject({
    received: 3,
    errors: [
      { code: 'access-denied', aws: { operation: 'AssociateResourceShare' } },
      { code: 'access-denied' },
    ],
  });
  expect(loop.broken).toEqual([]);
});

test('after a failure, the later requests of the same account in the batch are not tried before it', async () => {
  const allow = loop.simulator.faults.inject('accessDenied', {
    when: ({ mutating, service }) => mutating && service !== 'sqs',
  });
  await loop.send(eventAbout(first, 'org-move-account', 'one'));
  await loop.send(eventAbout(first, 'org-move-account', 'two'));
  await loop.deliver();
  allow();
  expect(logged('reconciled')).toHaveLength(1);
  expect(loop.requests.messages).toHaveLength(2);
  await loop.drain();
  expect(resolves(world, vpcs[0])).toBe(true);
  expect(dead()).toEqual([]);
});

test('a failed call does not keep the account’s next look waiting where something else goes on', async () => {
  loop.simulator.faults.inject('accessDenied', { operation: 'AssociateResourceShare', times: 1 });
  await loop.send(eventAbout(first, 'org-move-account'));
  await loop.deliver();
  expect(loop.requests.messages).toEqual([]);
  await loop.drain();
  expect(resolves(world, vpcs[0])).toBe(true);
  expect(logged('failed')).toMatchObject([
    { level: 'error', account: first, attempt: 1, code: 'access-denied' },
  ]);
  expect(loop.deadLetters.messages).toEqual([]);
});

test('what passes by itself is looked at again and is no failure', async () => {
  loop.simulator.faults.inject('throttle', { operation: 'DescribeAccount', times: 2 });
  loop.simulator.faults.inject('internalError', { operation: 'GetParameter', nth: 3 });
  await loop.send(eventAbout(first, 'org-move-account'));
  await loop.drain();
  expect(resolves(world, vpcs[0])).toBe(true);
  expect(logged('failed')).toEqual([]);
  expect(logged('look-again').slice(0, 3)).toMatchObject([
    { because: expect.stringContaining('DescribeAccount') },
    { because: expect.stringContaining('DescribeAccount') },
    { because: expect.stringContaining('GetParameter') },
  ]);
});

test('what cannot be read is looked at again, and nothing is removed meanwhile', async () => {
  loop.simulator.faults.inject('internalError', { operation: 'DescribeRouteTables', times: 1 });
  await loop.send(eventAbout(first, 'org-move-account'));
  await loop.drain();
  expect(resolves(world, vpcs[0])).toBe(true);
  expect(logged('failed')).toEqual([]);
});

test('the last look that is not enough is a dead letter that says what it waited for', async () => {
  removeRole(world.world, first, 'jetway-consumer');
  const cause = { id: 'event-1', source: 'aws.organizations', name: 'MoveAccount' };
  await loop.send(lookAgain(AccountId.parse(first), { attempt: 30, idle: mostIdleLooks - 1 }, cause));
  await loop.drain();
  expect(dead()).toEqual([first]);
  expect(logged('failed')[0]).toMatchObject({
    code: 'not-ready',
    message: expect.stringContaining('the role jetway-consumer in account 333333333333'),
  });
  expect(loop.triggers.messages).toEqual([]);
});

test('a poisonous request is a dead letter and holds up no other account', async () => {
  await loop.sendRequest(first, '{"version":2}');
  await loop.send(eventAbout(second, 'org-move-account'));
  await loop.drain();
  expect(dead()).toEqual([first]);
  expect(resolves(world, vpcs[1])).toBe(true);
});

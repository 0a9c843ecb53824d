import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { moveAccount } from '../../sim/services/organizations/tree.ts';
import {
  addConnectedVpc,
  addConsumer,
  consumersOu,
  newTestWorld,
  otherOu,
  type TestWorld,
} from '../support/world.ts';
import { eventAbout, type Loop, openLoop, resolves } from './handlers-loop.ts';

const limit = 5;
const consumers = Array.from({ length: 10 }, (_, index) => String(300_000_000_000 + index));
const day = 24 * 3600;

let world: TestWorld;
let loop: Loop;
let vpcs: ReadonlyMap<string, string>;
beforeEach(async () => {
  world = newTestWorld();
  vpcs = new Map(
    consumers.map((id, index) => {
      addConsumer(world, { id });
      return [id, addConnectedVpc(world, id, `10.1.${index}.0/24`)] as const;
    }),
  );
  loop = await openLoop(world, (account) => consumers.includes(account));
});
afterEach(() => loop.close());

const connected = () => consumers.filter((account) => resolves(world, vpcs.get(account) ?? ''));

/** Moves accounts, and tells of each by an event of its own. */
async function move(accounts: readonly string[], ou: string, id: string): Promise<void> {
  for (const account of accounts) {
    moveAccount(world.world, account, ou);
    await loop.send(eventAbout(account, 'org-move-account', `${id} ${account}`));
  }
  await loop.drain();
}

test('a mass move out of the OU, event by event, is stopped at the limit', async () => {
  await move(consumers, otherOu, 'away');
  expect(connected().length).toBeGreaterThanOrEqual(consumers.length - limit);
  const held = loop.logs.filter(({ event, state }) => event === 'reconciled' && state === 'blocked');
  expect(new Set(held.map(({ account }) => account)).size).toBeGreaterThanOrEqual(consumers.length - limit);
  expect(held.at(-1)).toMatchObject({
    findings: expect.arrayContaining([expect.objectContaining({ kind: 'blast-radius' })]),
  });

  const left = connected();
  world.world.clock.advance(600);
  await move(consumers, consumersOu, 'back');
  expect(connected()).toEqual(expect.arrayContaining(left));
  const [one = ''] = left;
  world.world.clock.advance(600);
  await move([one], otherOu, 'alone');
  expect(connected()).not.toContain(one);
});

test('as many as the limit lose access, one more does not, and does when a day has passed', async () => {
  const leaving = consumers.slice(0, limit);
  const [last = ''] = consumers.slice(limit);
  await move(leaving, otherOu, 'away');
  expect(connected()).toEqual(consumers.slice(limit));
  await move([last], otherOu, 'away');
  expect(connected()).toContain(last);
  world.world.clock.advance(day);
  await loop.send({ source: 'jetway', 'detail-type': 'Sweep', id: 'the-next-day' });
  await loop.drain();
  expect(connected()).not.toContain(last);
});

test('nobody loses access while the ledger does not say how many do', async () => {
  const mend = loop.simulator.faults.inject('internalError', { service: 'dynamodb', operation: 'Query' });
  const [one = ''] = consumers;
  moveAccount(world.world, one, otherOu);
  await loop.send(eventAbout(one, 'org-move-account'));
  for (let round = 0; round < 4; round += 1) {
    await loop.deliver();
    world.world.clock.advance(60);
  }
  expect(connected()).toContain(one);
  expect(loop.mutations()).toEqual([]);
  mend();
  await loop.drain();
  expect(connected()).not.toContain(one);
});

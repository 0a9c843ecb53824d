import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { moveAccount } from '../../sim/services/organizations/tree.ts';
import { addConnectedVpc, addConsumer, newTestWorld, otherOu, type TestWorld } from '../support/world.ts';
import { type Loop, openLoop } from './handlers-loop.ts';

const consumers = Array.from({ length: 40 }, (_, index) => String(300_000_000_000 + index));
const turnsASweep = 2;
const hour = 3600;

/** Forty connected consumers of whom nothing is remembered, and as many that are none. */
let world: TestWorld;
let loop: Loop;
beforeEach(async () => {
  world = newTestWorld();
  for (const [index, id] of consumers.entries()) {
    addConsumer(world, { id });
    addConnectedVpc(world, id, `10.1.${index}.0/24`);
    addConsumer(world, { id: String(400_000_000_000 + index), ou: otherOu });
  }
  loop = await openLoop(world, (account) => consumers.includes(account));
});
afterEach(() => loop.close());

const logged = (event: string) => loop.logs.filter((line) => line.event === event);
const lookedAt = () => logged('reconciled').map(({ account }) => String(account));

/** Whom the shares name. */
const shared = () =>
  [...world.world.ram.shares.values()]
    .flatMap(({ associations }) => associations)
    .filter(({ status }) => status === 'ASSOCIATED')
    .map(({ entity }) => entity);

async function sweepAndDrain(id: string): Promise<readonly string[]> {
  const before = lookedAt().length;
  await loop.send({ source: 'jetway', 'detail-type': 'Sweep', id });
  await loop.drain();
  return lookedAt().slice(before);
}

test('of an unchanged organization everybody has been looked at from inside within twenty hourly sweeps', async () => {
  const all: string[] = [];
  for (let round = 0; round < 20; round += 1) {
    all.push(...(await sweepAndDrain(`tick-${round}`)));
    world.world.clock.advance(hour);
  }
  expect([...new Set(all)].sort()).toEqual(consumers);

  const turns = await sweepAndDrain('the-next-day');
  expect(turns).toHaveLength(turnsASweep);
  expect(logged('swept').at(-1)).toMatchObject({ accounts: turnsASweep, because: { turn: turnsASweep } });
  expect(loop.mutations()).toEqual([]);
  expect(logged('failed')).toEqual([]);
});

test('over the limit, nobody who would lose access is looked at, and whoever gains it is', async () => {
  const leaving = consumers.slice(0, 6);
  for (const account of leaving) moveAccount(world.world, account, otherOu);
  const newcomer = '500000000000';
  addConsumer(world, { id: newcomer });
  const looked = await sweepAndDrain('tick-1');
  expect(looked).toContain(newcomer);
  expect(looked.filter((account) => leaving.includes(account))).toEqual([]);
  expect(logged('guard')).toMatchObject([
    { level: 'warn', losing: 6, consumers: 40, limit: 5, withheld: leaving },
  ]);
  expect(shared()).toEqual(expect.arrayContaining(leaving));
});

test('up to the limit, whoever would lose access is looked at and loses it', async () => {
  const leaving = consumers.slice(0, 5);
  for (const account of leaving) moveAccount(world.world, account, otherOu);
  expect(await sweepAndDrain('tick-1')).toEqual(expect.arrayContaining(leaving));
  expect(logged('guard')).toEqual([]);
  expect(shared().filter((principal) => leaving.includes(principal))).toEqual([]);
});

import { afterEach, describe, expect, test } from '@jest/globals';
import { busPattern } from '../../cdk/events/patterns.ts';
import { compilePattern } from '../../sim/services/events/pattern.ts';
import { moveAccount } from '../../sim/services/organizations/tree.ts';
import {
  addConsumer,
  addConsumerVpc,
  consumersOu,
  newTestWorld,
  otherOu,
  provider,
  region,
  type TestSite,
  type TestWorld,
} from '../support/world.ts';
import { eventAbout, type Loop, openLoop } from './handlers-loop.ts';

const consumer = '333333333333';
const sweep = (id: string) => ({ source: 'jetway', 'detail-type': 'Sweep', id });
const none = '{ gracePeriodHours: 0, limit: { accounts: 0, percent: 0 } }';

let loop: Loop;
let test_: TestWorld;
afterEach(() => loop.close());

async function start(site: TestSite = {}): Promise<TestWorld> {
  test_ = newTestWorld({}, site);
  addConsumer(test_, { id: consumer });
  addConsumerVpc(test_, consumer, '10.1.0.0/16');
  loop = await openLoop(test_, (account) => account === consumer);
  return test_;
}

/** The account is looked at because it was moved. */
async function look(id: string): Promise<void> {
  await loop.send(eventAbout(consumer, 'org-move-account', id));
  await loop.drain();
}
const heard = () => loop.heard().map(({ detail }) => detail);
const types = () => heard().map(({ type }) => type);

describe('others are told', () => {
  test('once that an account is connected, and once that it is not any more', async () => {
    const { world } = await start();
    await look('in');
    await look('again');
    const [connected, ...more] = loop.heard();
    expect(more).toEqual([]);
    expect(connected).toMatchObject({
      account: provider,
      'detail-type': 'jetway.consumer.connected',
      detail: {
        installation: 'test',
        account: consumer,
        accountName: `account ${consumer}`,
        sites: [region],
        profiles: ['shared'],
        from: 'onboarding',
        to: 'connected',
        reason: 'shared: jetway=on on the account itself',
        cause: { id: 'in', source: 'aws.organizations', name: 'MoveAccount' },
      },
    });
    expect(compilePattern(busPattern())(connected ?? {})).toBe(false); // or it would wake Jetway itself
    moveAccount(world, consumer, otherOu);
    await look('out');
    expect(heard().at(-1)).toMatchObject({
      type: 'jetway.consumer.disconnected',
      profiles: [],
      from: 'offboarding',
      to: 'disconnected',
      cause: { id: 'out' },
    });
    expect(types()).toHaveLength(2);
    expect(new Set(heard().map(({ id }) => id)).size).toBe(2);
  });

  test('that something stands in the way, and that nothing does any more', async () => {
    const { world } = await start();
    const [table] = [...world.ec2.routeTables.values()].filter(({ account }) => account === consumer);
    table?.routes.push({
      destination: '10.255.0.0/16',
      target: { kind: 'GatewayId', id: 'igw-0123456789abcdef0' },
    });
    await look('in');
    expect(heard()).toMatchObject([
      { type: 'jetway.consumer.blocked', to: 'blocked', reason: expect.stringContaining(table?.id ?? '') },
    ]);
    table?.routes.pop();
    await look('mended');
    expect(types()).toEqual(['jetway.consumer.blocked', 'jetway.consumer.connected']);
  });

  test('of what a sweep found and mended of a connected account', async () => {
    const { world } = await start();
    await look('in');
    for (const table of world.ec2.routeTables.values())
      if (table.account === consumer) table.routes.length = 0;
    await loop.send(sweep('tick'));
    await loop.drain();
    const changes = loop.counts.reduce((sum, { DriftRepaired = 0 }) => sum + DriftRepaired, 0);
    expect(changes).toBeGreaterThan(0);
    expect(heard().slice(1)).toMatchObject([
      {
        type: 'jetway.drift.repaired',
        account: consumer,
        changes,
        repaired: Array(changes).fill({ site: region, does: expect.any(String) }),
        cause: { source: 'jetway', name: 'Sweep' },
      },
    ]);
  });

  test('of nothing in observe mode', async () => {
    await start({ mode: 'observe' });
    await look('in');
    await loop.send(sweep('tick'));
    await loop.drain();
    expect(loop.logs.filter(({ event }) => event === 'reconciled').length).toBeGreaterThan(0);
    expect(loop.simulator.journal.records.filter(({ service }) => service === 'events')).toEqual([]);
  });
});

describe('that removals are held back is told', () => {
  const tripped = (scope: string) =>
    heard().filter((detail) => detail.type === 'jetway.guard.tripped' && detail.scope === scope);

  test('once for each hold, whoever looks, and again when it lasts for a day', async () => {
    const { world } = await start({ offboarding: none });
    await look('in');
    moveAccount(world, consumer, otherOu);
    await look('out');
    await look('out again');
    expect(tripped('accounts')).toMatchObject([
      { losing: 1, limit: 0, accounts: [consumer], cause: { id: 'out' } },
    ]);
    await loop.send(sweep('tick 1'));
    await loop.drain();
    await loop.send(sweep('tick 2'));
    await loop.drain();
    expect(tripped('organization')).toMatchObject([
      { losing: 1, consumers: 1, limit: 0, accounts: [consumer] },
    ]);
    world.clock.advance(25 * 3600);
    await look('a day later');
    expect(tripped('accounts')).toHaveLength(2);
  });

  test('anew where an earlier hold is over', async () => {
    const { world } = await start({ offboarding: none });
    await look('in');
    for (const round of ['once', 'twice']) {
      moveAccount(world, consumer, otherOu);
      await look(`out ${round}`);
      await loop.send(sweep(`out ${round}`));
      await loop.drain();
      world.clock.advance(60);
      moveAccount(world, consumer, consumersOu);
      await look(`in ${round}`);
      await loop.send(sweep(`in ${round}`));
      await loop.drain();
      world.clock.advance(60);
    }
    expect(tripped('accounts').map(({ cause }) => cause.id)).toEqual(['out once', 'out twice']);
    expect(tripped('organization').map(({ cause }) => cause.id)).toEqual(['out once', 'out twice']);
    expect(new Set(heard().map(({ id }) => id)).size).toBe(heard().length);
  });

  test('by the next look, where the bus does not take it', async () => {
    const { world } = await start({ offboarding: none });
    await look('in');
    moveAccount(world, consumer, otherOu);
    loop.simulator.faults.inject('internalError', { operation: 'PutEvents', times: 1 });
    await look('out');
    expect(tripped('accounts')).toHaveLength(1);
    loop.simulator.faults.inject('internalError', { operation: 'PutEvents', times: 1 });
    await loop.send(sweep('tick 1'));
    await loop.drain();
    expect(tripped('organization')).toEqual([]);
    expect(loop.logs.filter(({ event }) => event === 'untold')).toHaveLength(2);
    await loop.send(sweep('tick 2'));
    await loop.drain();
    expect(tripped('organization')).toHaveLength(1);
  });
});

describe('nothing is lost, and what is repeated says so,', () => {
  test('where the ledger does not take what was told', async () => {
    await start();
    let refused = 0;
    loop.simulator.faults.intercept(({ operation, input }) => {
      if (operation !== 'PutItem' || !JSON.stringify(input).includes('\\"to\\":\\"connected\\"'))
        return undefined;
      refused += 1;
      return refused === 1 ? 'internalError' : undefined;
    });
    await look('in');
    expect(refused).toBe(2);
    expect(types()).toEqual(['jetway.consumer.connected', 'jetway.consumer.connected']);
    const [first, second] = heard();
    expect(second?.id).toBe(first?.id);
  });

  test('where the bus takes nothing for long: the work is done, and a sweep tells', async () => {
    await start();
    const end = loop.simulator.faults.inject('accessDenied', { operation: 'PutEvents' });
    await look('in');
    expect(types()).toEqual([]);
    expect(loop.logs.findLast(({ event }) => event === 'reconciled')).toMatchObject({ state: 'converged' });
    expect(loop.logs.find(({ event }) => event === 'untold')).toMatchObject({
      code: 'access-denied',
      message: expect.stringContaining('jetway-test'),
    });
    expect(new Set(loop.failures)).toEqual(new Set(['access-denied'])); // a person is called
    expect(loop.deadLetters.messages).toEqual([]);
    end();
    await loop.send(sweep('tick'));
    await loop.drain();
    expect(types()).toEqual(['jetway.consumer.connected']);
    await look('again');
    expect(types()).toHaveLength(1);
  });
});

import { afterEach, describe, expect, test } from '@jest/globals';
import { AccountId } from '../../lib/model/ids.ts';
import type { Ledger } from '../../lib/record/ledger.ts';
import type { LedgerEntry } from '../../lib/record/ledger-entry.ts';
import { moveAccount } from '../../sim/services/organizations/tree.ts';
import { ledgerTableOf, openLedger } from '../support/ledger.ts';
import {
  addConsumer,
  addConsumerVpc,
  consumersOu,
  newTestWorld,
  otherOu,
  type TestSite,
  type TestWorld,
} from '../support/world.ts';
import { eventAbout, type Loop, openLoop, resolves } from './handlers-loop.ts';

const consumer = AccountId.parse('333333333333');
const hour = 3600;
const aDay = '{ gracePeriodHours: 24 }';

let loop: Loop;
let ledger: Ledger;
afterEach(() => loop.close());

async function start(site: TestSite = {}): Promise<{ test: TestWorld; vpc: string }> {
  const test = newTestWorld({}, { offboarding: aDay, ...site });
  addConsumer(test, { id: consumer });
  const vpc = addConsumerVpc(test, consumer, '10.1.0.0/16');
  loop = await openLoop(test, (account) => account === consumer);
  ledger = openLedger(test.world, { endpoint: loop.simulator.url });
  return { test, vpc };
}

let events = 0;
/** An event about the consumer, and everything that follows from it at once. */
async function look(): Promise<void> {
  events += 1;
  loop.simulator.world.clock.advance(1);
  await loop.send(eventAbout(consumer, 'org-move-account', `event-${events}`));
  await loop.drain();
}

async function connected(site: TestSite = {}) {
  const { test, vpc } = await start(site);
  await look();
  expect(resolves(test, vpc)).toBe(true);
  return { test, vpc };
}

async function entry(): Promise<LedgerEntry> {
  const memory = await ledger.entry(consumer);
  if (memory.state !== 'read' || memory.value === undefined) throw new Error('nothing is remembered');
  return memory.value;
}

const phases = async () => (await ledger.history(consumer, 20)).map(({ to }) => to).reverse();
const logged = (event: string) => loop.logs.filter((line) => line.event === event);

describe('what is remembered of an account', () => {
  test('is where it stands, since when and why, and what set off the last look', async () => {
    const { test } = await connected();
    const before = await entry();
    expect(before).toMatchObject({
      phase: 'connected',
      decisions: [{ profile: 'shared', member: true, rule: 'tag' }],
      conditions: [
        { type: 'Member', status: 'True', reason: 'tag', message: 'jetway=on on the account itself' },
        { type: 'Converged', status: 'True' },
        { type: 'Reachable', status: 'True' },
      ],
      plan: { add: 0, remove: 0, settling: 0, findings: 0 },
      trigger: { source: 'aws.organizations', name: 'MoveAccount' },
    });
    expect(before).not.toHaveProperty('error');
    expect(before).not.toHaveProperty('nextLookAt');
    expect(await phases()).toEqual(['onboarding', 'connected']);
    test.world.clock.advance(hour);
    await look();
    const { since, lookedAt, conditions } = await entry();
    expect({ since, conditions }).toEqual({ since: before.since, conditions: before.conditions });
    expect(Date.parse(lookedAt) - Date.parse(before.lookedAt)).toBeGreaterThanOrEqual(hour * 1000);
    expect(await phases()).toEqual(['onboarding', 'connected']);
  });

  test('is what failed, with AWS’s code and request id, until it succeeds', async () => {
    const { test } = await start();
    const end = loop.simulator.faults.inject('accessDenied', {
      operation: 'AcceptTransitGatewayVpcAttachment',
    });
    await loop.send(eventAbout(consumer, 'org-move-account'));
    await loop.deliver();
    expect(await entry()).toMatchObject({
      phase: 'onboarding',
      error: {
        code: 'access-denied',
        aws: { operation: 'AcceptTransitGatewayVpcAttachment', requestId: expect.any(String) },
      },
      conditions: expect.arrayContaining([
        expect.objectContaining({ type: 'Converged', status: 'False', reason: 'access-denied' }),
      ]),
      nextLookAt: expect.any(String),
    });
    end();
    test.world.clock.advance(60);
    await loop.drain();
    expect(await entry()).toMatchObject({ phase: 'connected' });
    expect(await entry()).not.toHaveProperty('error');
  });

  test('is nothing, where it was never a consumer and has nothing', async () => {
    const { test } = await start();
    addConsumer(test, { id: '444444444444', ou: otherOu });
    await loop.send(eventAbout('444444444444', 'org-move-account'));
    await loop.drain();
    expect(await ledger.entry(AccountId.parse('444444444444'))).toEqual({ state: 'read', value: undefined });
    expect([...(await ledger.entries()).keys()]).toEqual([]);
  });
});

describe('an account that moves out of the OU', () => {
  test('keeps everything for its grace period, and is disconnected by the first look after it', async () => {
    const { test, vpc } = await connected();
    const before = loop.mutations().length;
    moveAccount(test.world, consumer, otherOu);
    const leftAt = test.world.clock.nowMs + 1000; // when it is seen
    await look();
    expect(await entry()).toMatchObject({
      phase: 'grace',
      graceEndsAt: new Date(leftAt + 24 * hour * 1000).toISOString(),
      nextLookAt: new Date(leftAt + 24 * hour * 1000).toISOString(),
      decisions: [{ profile: 'shared', member: false, rule: 'ou', since: new Date(leftAt).toISOString() }],
    });
    test.world.clock.advance(23 * hour);
    await look();
    expect(resolves(test, vpc)).toBe(true);
    expect(loop.mutations().length).toBe(before);
    test.world.clock.advance(hour);
    await look();
    expect(resolves(test, vpc)).toBe(false);
    expect(await entry()).toMatchObject({ phase: 'disconnected' });
    expect(await phases()).toEqual(['onboarding', 'connected', 'grace', 'offboarding', 'disconnected']);
    expect([...ledgerTableOf(test.world).items.values()][0]).toHaveProperty('expiresAt');
  });

  test('and comes back is as if it had never left, and its next leave starts anew', async () => {
    const { test, vpc } = await connected();
    moveAccount(test.world, consumer, otherOu);
    await look();
    test.world.clock.advance(20 * hour);
    moveAccount(test.world, consumer, consumersOu);
    await look();
    expect(await entry()).toMatchObject({ phase: 'connected', decisions: [{ member: true }] });
    expect(await entry()).not.toHaveProperty('graceEndsAt');
    moveAccount(test.world, consumer, otherOu);
    await look();
    test.world.clock.advance(20 * hour);
    await look();
    expect(resolves(test, vpc)).toBe(true);
    test.world.clock.advance(5 * hour);
    await look();
    expect(resolves(test, vpc)).toBe(false);
  });

  test('and comes back is remembered before anything is done, so a look that is killed shortens no grace period', async () => {
    const { test, vpc } = await connected();
    moveAccount(test.world, consumer, otherOu);
    await look();
    test.world.clock.advance(20 * hour);
    moveAccount(test.world, consumer, consumersOu);
    const alive = loop.simulator.faults.inject('cutBefore', {
      when: ({ input }) => String(input.UpdateExpression).includes('REMOVE #owner'),
    });
    await loop.send(eventAbout(consumer, 'org-move-account', 'back'));
    await loop.deliver();
    alive();
    loop.triggers.messages.length = 0; // nor does its message come again
    test.world.clock.advance(600);
    moveAccount(test.world, consumer, otherOu);
    await look();
    test.world.clock.advance(5 * hour);
    await look();
    expect(resolves(test, vpc)).toBe(true);
  });

  test('is looked at again when a grace period ends that SQS can outlast', async () => {
    const { test, vpc } = await connected({ offboarding: '{ gracePeriodHours: 0.2 }' });
    moveAccount(test.world, consumer, otherOu);
    await look();
    expect(resolves(test, vpc)).toBe(false);
    expect(logged('look-again').map(({ because }) => String(because))).toContainEqual(
      expect.stringContaining('its grace period ends'),
    );
  });

  test('has what breaks in the meantime mended, and nothing new connected', async () => {
    const { test, vpc } = await connected();
    moveAccount(test.world, consumer, otherOu);
    await look();
    const another = addConsumerVpc(test, consumer, '10.2.0.0/16');
    for (const table of test.world.ec2.routeTables.values())
      if (table.account === consumer) table.routes.length = 0;
    await look();
    const routed = [...test.world.ec2.routeTables.values()]
      .filter(({ routes }) => routes.length > 0)
      .map(({ vpcId }) => vpcId);
    expect(routed).toContain(vpc);
    expect(routed).not.toContain(another);
    expect(resolves(test, another)).toBe(false);
    expect(loop.broken).toEqual([]);
  });

  test('with a grace period of 0 hours is disconnected at once', async () => {
    const { test, vpc } = await connected({ offboarding: '{ gracePeriodHours: 0 }' });
    moveAccount(test.world, consumer, otherOu);
    await look();
    expect(resolves(test, vpc)).toBe(false);
    expect(await phases()).toEqual(['onboarding', 'connected', 'offboarding', 'disconnected']);
  });
});

describe('a ledger', () => {
  test('that is lost costs one look, and a grace period begins anew', async () => {
    const { test, vpc } = await connected();
    ledgerTableOf(test.world).items.clear();
    await look();
    expect(await entry()).toMatchObject({ phase: 'connected' });
    moveAccount(test.world, consumer, otherOu);
    await look();
    test.world.clock.advance(23 * hour);
    ledgerTableOf(test.world).items.clear();
    await look();
    test.world.clock.advance(23 * hour);
    await look();
    expect(resolves(test, vpc)).toBe(true);
    expect(await entry()).toMatchObject({ phase: 'grace' });
  });

  test('that does not answer lets nothing be changed, and the account is looked at when it does', async () => {
    const { test, vpc } = await start();
    const end = loop.simulator.faults.inject('internalError', { service: 'dynamodb' });
    await loop.send(eventAbout(consumer, 'org-move-account'));
    for (let round = 0; round < 5; round += 1) {
      await loop.deliver();
      test.world.clock.advance(40);
    }
    expect(loop.mutations()).toEqual([]);
    expect(logged('look-again').length).toBeGreaterThan(2);
    expect(loop.deadLetters.messages).toEqual([]);
    end();
    await loop.drain();
    expect(resolves(test, vpc)).toBe(true);
  });

  test('that takes leases and nothing else stops no onboarding, and cuts nobody off', async () => {
    const { test, vpc } = await start();
    const end = loop.simulator.faults.inject('internalError', {
      service: 'dynamodb',
      when: ({ operation, input }) =>
        operation === 'PutItem' || String(input.UpdateExpression).includes('#entry'),
    });
    await loop.send(eventAbout(consumer, 'org-move-account'));
    for (let round = 0; round < 40 && !resolves(test, vpc); round += 1) {
      await loop.deliver();
      test.world.clock.advance(30);
    }
    expect(resolves(test, vpc)).toBe(true);
    expect(logged('unrecorded').length).toBeGreaterThan(0);
    moveAccount(test.world, consumer, otherOu);
    test.world.clock.advance(100 * hour);
    await loop.send(eventAbout(consumer, 'org-move-account', 'left'));
    await loop.deliver();
    await loop.deliver();
    expect(resolves(test, vpc)).toBe(true);
    end();
    await loop.drain();
    expect(await entry()).toMatchObject({ phase: 'grace' });
  });

  test('whose entry cannot be read any more has it written anew', async () => {
    const { test, vpc } = await connected();
    moveAccount(test.world, consumer, otherOu);
    const { items } = ledgerTableOf(test.world);
    for (const [key, item] of items) items.set(key, { ...item, entry: { S: '{"version":9}' } });
    await look();
    expect(resolves(test, vpc)).toBe(true);
    expect(await entry()).toMatchObject({ phase: 'grace' });
  });
});

describe('an account that others are at work on', () => {
  const claim = (untilMs: number) => ({ owner: 'run 1 (apply by alice)', endedBeforeMs: 0, untilMs });

  test('is left alone and looked at again, until they have ended', async () => {
    const { test, vpc } = await start();
    const taken = await ledger.take(consumer, claim(test.world.clock.nowMs + 300_000));
    if (taken.state !== 'taken') throw new Error('the lease was not taken');
    await loop.send(eventAbout(consumer, 'org-move-account'));
    await loop.deliver();
    await loop.deliver();
    expect(loop.simulator.journal.records.filter(({ service }) => service === 'ec2')).toEqual([]);
    expect(logged('look-again').at(-1)).toMatchObject({
      because: expect.stringContaining('run 1 (apply by alice) is at work on it'),
    });
    await ledger.giveBack(taken.lease, undefined, test.world.clock.nowMs);
    await loop.drain();
    expect(resolves(test, vpc)).toBe(true);
  });

  test('is taken over from one that was killed, once its lease has ended', async () => {
    const { test, vpc } = await start();
    const endsMs = test.world.clock.nowMs + 300_000;
    await ledger.take(consumer, claim(endsMs));
    await loop.send(eventAbout(consumer, 'org-move-account'));
    await loop.drain();
    expect(resolves(test, vpc)).toBe(true);
    expect(loop.mutations()[0]?.atMs).toBeGreaterThan(endsMs);
  });
});

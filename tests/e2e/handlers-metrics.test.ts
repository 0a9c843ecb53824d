import { afterEach, expect, test } from '@jest/globals';
import type { Counts } from '../../handlers/metrics.ts';
import { moveAccount } from '../../sim/services/organizations/tree.ts';
import {
  addConsumer,
  addConsumerVpc,
  newTestWorld,
  otherOu,
  type TestSite,
  type TestWorld,
} from '../support/world.ts';
import { eventAbout, type Loop, openLoop } from './handlers-loop.ts';

const consumer = '333333333333';
const sweep = { source: 'jetway', 'detail-type': 'Sweep', id: 'tick', time: '2026-11-28T10:00:00Z' };

let loop: Loop;
afterEach(() => loop.close());

async function start(site: TestSite = {}): Promise<TestWorld> {
  const world = newTestWorld({}, site);
  addConsumer(world, { id: consumer });
  addConsumerVpc(world, consumer, '10.1.0.0/16');
  loop = await openLoop(world, (account) => account === consumer);
  return world;
}

const sum = (name: keyof Counts) => loop.counts.reduce((total, counts) => total + (counts[name] ?? 0), 0);
const done = () =>
  loop.timeline.filter((happened) => 'audit' in happened && happened.audit.outcome === 'done').length;

test('an onboarding counts its event, its looks, and each change that the audit log has as done', async () => {
  await start();
  await loop.send(eventAbout(consumer, 'org-move-account'));
  await loop.send('no event');
  await loop.drain();
  const looks = loop.logs.filter(({ event }) => event === 'reconciled');
  expect(sum('EventsMalformed')).toBe(1);
  expect(sum('EventsRouted')).toBe(looks.length); // the event, and each look again
  expect(sum('RequestsSent')).toBe(looks.length);
  expect(sum('Looks')).toBe(looks.length);
  expect(sum('LooksWaiting')).toBe(looks.filter(({ state }) => state === 'waiting').length);
  expect(sum('LooksWaiting')).toBeGreaterThan(0);
  expect(sum('ChangesMade')).toBe(done());
  expect(done()).toBeGreaterThan(3);
  for (const name of [
    'DriftRepaired',
    'SweepsRouted',
    'EventsFailed',
    'LooksBlocked',
    'GuardTripped',
  ] as const)
    expect(sum(name)).toBe(0);
  expect(loop.failures).toEqual([]);
});

test('what a sweep finds and mends of a connected account is drift', async () => {
  const { world } = await start();
  await loop.send(sweep);
  await loop.drain();
  expect(sum('SweepsRouted')).toBe(1);
  expect(done()).toBeGreaterThan(3);
  expect(sum('DriftRepaired')).toBe(0); // it was not connected before, so nothing of it has drifted
  const before = done();
  for (const table of world.ec2.routeTables.values()) if (table.account === consumer) table.routes.length = 0;
  await loop.send({ ...sweep, id: 'another tick' });
  await loop.drain();
  expect(done()).toBeGreaterThan(before);
  expect(sum('DriftRepaired')).toBe(done() - before);
});

test('a failure counts under its cause as often as the log has it', async () => {
  await start();
  loop.simulator.faults.inject('accessDenied', { operation: 'AssociateResourceShare' });
  await loop.send(eventAbout(consumer, 'org-move-account'));
  await loop.drain();
  const logged = loop.logs
    .filter(({ event }) => event === 'failed')
    .flatMap((line) => (Array.isArray(line.errors) ? line.errors : [line]));
  expect(loop.failures).toEqual(logged.map(({ code }) => code));
  expect(new Set(loop.failures)).toEqual(new Set(['access-denied']));
});

test('an event that could not be routed counts as failed, each time', async () => {
  await start();
  loop.simulator.faults.inject('accessDenied', { operation: 'SendMessageBatch', times: 1 });
  await loop.send(eventAbout(consumer, 'org-move-account'));
  await loop.route();
  expect(loop.counts).toEqual([{ EventsRouted: 0, EventsMalformed: 0, EventsFailed: 1, RequestsSent: 0 }]);
});

test('a request that is none is a defect', async () => {
  await start();
  await loop.sendRequest(consumer, '{"version":2}');
  await loop.deliver();
  expect(loop.failures).toEqual(['defect']);
  expect(loop.counts).toEqual([]);
});

test('a look that could not begin is a look, and nothing more is claimed of it', async () => {
  await start();
  loop.simulator.faults.inject('throttle', { operation: 'GetParameter', times: 1 });
  await loop.send(eventAbout(consumer, 'org-move-account'));
  await loop.deliver();
  expect(loop.counts.at(-1)).toEqual({ Looks: 1 });
  expect(loop.failures).toEqual([]);
});

test('in observe mode nothing counts as changed', async () => {
  await start({ mode: 'observe' });
  await loop.send(sweep);
  await loop.drain();
  expect(sum('Looks')).toBeGreaterThan(0);
  expect(sum('ChangesMade')).toBe(0);
});

test('a limit of none trips the guard at the first loss, and the look is blocked', async () => {
  const { world } = await start({
    offboarding: '{ gracePeriodHours: 0, limit: { accounts: 0, percent: 0 } }',
  });
  await loop.send(eventAbout(consumer, 'org-move-account', 'in'));
  await loop.drain();
  expect(sum('GuardTripped')).toBe(0);
  const before = sum('ChangesMade');
  moveAccount(world, consumer, otherOu);
  await loop.send(eventAbout(consumer, 'org-move-account', 'out'));
  await loop.drain();
  expect(sum('GuardTripped')).toBe(1);
  expect(sum('LooksBlocked')).toBe(1);
  expect(sum('ChangesMade')).toBe(before);
  await loop.send(sweep);
  await loop.drain();
  expect(sum('GuardTripped')).toBe(2);
});

test('from the first event to the look that finds it connected, each onboarding is measured once', async () => {
  const { world } = await start();
  const event = eventAbout(consumer, 'org-move-account', 'in');
  const time = `${new Date(world.clock.nowMs - 90_000).toISOString().slice(0, 19)}Z`;
  await loop.send({ ...event, time });
  await loop.drain();
  const connected = loop.logs.findLast(({ event: what }) => what === 'reconciled');
  expect(connected).toMatchObject({ state: 'converged', cause: { time } });
  expect(loop.waits).toEqual([(world.clock.nowMs - Date.parse(time)) / 1000]);
  await loop.send(eventAbout(consumer, 'org-move-account', 'again'));
  await loop.drain();
  expect(loop.waits).toHaveLength(1);
});

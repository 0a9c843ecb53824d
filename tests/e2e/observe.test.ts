import { afterEach, describe, expect, test } from '@jest/globals';
import { AccountId } from '../../lib/model/ids.ts';
import { tag } from '../../sim/services/organizations/tree.ts';
import { openTerminal, type Terminal } from '../support/cli.ts';
import { ledgerTableOf, openLedger } from '../support/ledger.ts';
import {
  addConnectedVpc,
  addConsumer,
  addConsumerVpc,
  consumersOu,
  newTestWorld,
  otherOu,
  type TestSite,
  type TestWorld,
} from '../support/world.ts';
import { eventAbout, type Loop, openLoop, resolves } from './handlers-loop.ts';

const joining = '333333333333';
const leaving = '444444444444';
const others = '555555555555';

const watched = `  watched:
    mode: observe
    organizationalUnits: [${consumersOu}]
    optIn: { tag: jetway }`;
const shared = `  shared:
    organizationalUnits: [${otherOu}]
    optIn: { tag: jetway }`;
const oneProfile: TestSite = { profiles: ['watched', 'shared'], profilesYaml: `${watched}\n${shared}` };

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** Of one profile an account that is to be connected and one that has just left it; of the other, one to be connected. */
function worldOf(site: TestSite): TestWorld {
  const world = newTestWorld({}, site);
  ledgerTableOf(world.world);
  for (const id of [joining, leaving]) addConsumer(world, { id });
  addConsumer(world, { id: others, ou: otherOu });
  addConsumerVpc(world, joining, '10.1.0.0/16');
  addConsumerVpc(world, others, '10.3.0.0/16');
  addConnectedVpc(world, leaving, '10.2.0.0/16');
  tag(world.world, leaving, { jetway: 'off' });
  world.world.clock.advance(600); // the tagging API hears of it
  return world;
}

async function terminalOf(world: TestWorld): Promise<Terminal> {
  const terminal = await openTerminal(world);
  closing.push(() => terminal.simulator.close());
  return terminal;
}

async function loopOf(world: TestWorld): Promise<Loop> {
  const loop = await openLoop(world, () => true);
  closing.push(() => loop.close());
  return loop;
}

const command =
  (...argv: readonly string[]) =>
  async (world: TestWorld) => {
    const { changes, jetway } = await terminalOf(world);
    await jetway(argv);
    return changes();
  };

async function sweep(world: TestWorld) {
  const loop = await loopOf(world);
  await loop.send({ source: 'jetway', 'detail-type': 'Sweep', id: 'tick-1' });
  await loop.drain();
  return changesOf(loop);
}

async function events(world: TestWorld) {
  const loop = await loopOf(world);
  for (const account of [joining, leaving, others]) await loop.send(eventAbout(account, 'org-move-account'));
  await loop.drain();
  return changesOf(loop);
}

/** What the functions changed of the world, their own notes aside. */
const changesOf = (loop: Loop) =>
  loop.mutations().flatMap(({ service, operation }) => (service === 'dynamodb' ? [] : [operation]));

describe('nothing at all is changed', () => {
  const system: TestSite = { mode: 'observe' };
  test.each([
    { mode: 'of all', by: 'plan', site: system, changes: command('plan', '--deep') },
    { mode: 'of all', by: 'apply', site: system, changes: command('apply', '--yes') },
    { mode: 'of all', by: 'a sweep', site: system, changes: sweep },
    { mode: 'of all', by: 'events', site: system, changes: events },
    { mode: 'of one run', by: 'plan', site: {}, changes: command('plan', '--deep') },
    { mode: 'of one run', by: 'apply', site: {}, changes: command('apply', '--observe') },
  ])('$mode, by $by', async ({ site, changes }) => expect(await changes(worldOf(site))).toEqual([]));
});

describe('of a profile in observe mode nothing is changed, and of the other all', () => {
  test.each([
    { by: 'apply', run: command('apply', '--yes', '--wait', '1800') },
    { by: 'a sweep', run: sweep },
    { by: 'events', run: events },
  ])('by $by', async ({ run }) => {
    const world = worldOf({ ...oneProfile });
    const vpcOf = (account: string) =>
      [...world.world.ec2.vpcs.values()].find((vpc) => vpc.account === account)?.id ?? '';
    await run(world);
    expect(resolves(world, vpcOf(others))).toBe(true);
    expect(resolves(world, vpcOf(leaving))).toBe(true);
    const touched = [...world.world.ram.shares.values()].flatMap(({ associations }) =>
      associations.map(({ entity }) => entity),
    );
    expect(touched).toEqual(expect.arrayContaining([leaving, others]));
    expect(touched).not.toContain(joining);
  });
});

test('what is not done of it is on record as such, and does not come again by itself', async () => {
  const world = worldOf(oneProfile);
  const loop = await loopOf(world);
  await loop.send(eventAbout(joining, 'org-move-account'));
  await loop.drain();
  const audit = loop.timeline.flatMap((one) => ('audit' in one ? [one.audit] : []));
  expect(audit.length).toBeGreaterThan(2);
  for (const one of audit) expect(one).toMatchObject({ dryRun: true, account: joining });
  const outcomes = audit.filter(({ phase }) => phase === 'outcome');
  expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(new Set(['observed']));
  expect(new Set(outcomes.map(({ step, key }) => `${step} ${key}`)).size).toBe(audit.length / 2);
  expect(loop.logs).toContainEqual(expect.objectContaining({ event: 'reconciled', state: 'observed' }));
  const ledger = openLedger(world.world, { endpoint: loop.simulator.url });
  const entry = await ledger.entry(AccountId.parse(joining));
  expect(entry).toMatchObject({ state: 'read', value: { phase: 'onboarding' } });
});

test('the plan and the run say why', async () => {
  const terminal = await terminalOf(worldOf(oneProfile));
  const { out } = await terminal.jetway(['plan', '--account', joining]);
  expect(out).toContain('not done: its profile is in observe mode');
  const applied = await terminal.jetway(['apply', '--account', joining, '--yes']);
  expect(applied).toMatchObject({
    code: 0,
    out: expect.stringContaining('its profiles are in observe mode'),
  });
});

test('who leaves it is no loss that the limit counts', async () => {
  const world = worldOf({
    ...oneProfile,
    offboarding: '{ gracePeriodHours: 0, limit: { accounts: 0, percent: 0 } }',
  });
  const terminal = await terminalOf(world);
  const { out } = await terminal.jetway(['plan', '--json']);
  expect(JSON.parse(out).guard).toMatchObject({ losing: 0, tripped: false });
});

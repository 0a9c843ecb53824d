import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { AccountId } from '../../lib/model/ids.ts';
import { moveAccount } from '../../sim/services/organizations/tree.ts';
import { openTerminal, type Terminal } from '../support/cli.ts';
import { ledgerTableOf, openLedger } from '../support/ledger.ts';
import {
  addConsumer,
  addConsumerVpc,
  consumersOu,
  newTestWorld,
  otherOu,
  type TestWorld,
  workloadsOu,
} from '../support/world.ts';
import { eventAbout, type Loop, openLoop, resolves } from './handlers-loop.ts';

const near = '333333333333';
const far = '444444444444';
const unread = 'eu-central-1';

const profilesYaml = `  shared:
    sites: [eu-west-1]
    organizationalUnits: [${consumersOu}]
    optIn: { tag: jetway }
  distant:
    sites: [${unread}]
    organizationalUnits: [${otherOu}]
    optIn: { tag: jetway }`;

let world: TestWorld;
let vpc: string;
const closing: (() => Promise<void>)[] = [];
/** Two sites, of which one cannot be read; a consumer of each. */
beforeEach(() => {
  const made = newTestWorld({}, { profilesYaml });
  const sites = `sites:\n  ${unread}: { addressSpace: [172.16.0.0/12] }\n`;
  const configurationYaml = made.configurationYaml
    .replace('sites:\n', sites)
    .replace(/provider: \{(.*) \}/, 'provider: {$1, region: eu-west-1 }');
  world = { ...made, configurationYaml };
  ledgerTableOf(world.world);
  addConsumer(world, { id: near });
  addConsumer(world, { id: far, ou: otherOu });
  vpc = addConsumerVpc(world, near, '10.1.0.0/16');
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function terminalOf(): Promise<Terminal> {
  const terminal = await openTerminal(world);
  closing.push(() => terminal.simulator.close());
  breakSite(terminal.simulator);
  return terminal;
}

async function loopOf(): Promise<Loop> {
  const loop = await openLoop(world, (account) => account === near);
  closing.push(() => loop.close());
  breakSite(loop.simulator);
  return loop;
}

function breakSite({ faults }: Terminal['simulator']): void {
  faults.inject('internalError', { operation: 'GetParameter', when: ({ region }) => region === unread });
}

const logged = ({ logs }: Loop, event: string) => logs.filter((line) => line.event === event);

test('the other site is planned and applied, and the run says that it has not seen all', async () => {
  const terminal = await terminalOf();
  const planned = await terminal.jetway(['plan']);
  expect(planned).toMatchObject({ code: 1, out: expect.stringContaining(`nothing is done in ${unread}`) });
  expect(planned.out).toContain(far);
  const applied = await terminal.jetway(['apply', '--yes', '--wait', '1800']);
  expect(applied.code).toBe(1);
  expect(resolves(world, vpc)).toBe(true);
  const { out, code } = await terminal.jetway(['explain', far]);
  expect({ code, out }).toEqual({ code: 1, out: expect.stringContaining(unread) });
  expect((await terminal.jetway(['explain', near])).out).toContain('shared');
});

test('whom it does not concern is connected by events, and called so', async () => {
  const loop = await loopOf();
  await loop.send(eventAbout(near, 'org-move-account'));
  await loop.drain();
  expect(resolves(world, vpc)).toBe(true);
  expect(logged(loop, 'reconciled').at(-1)).toMatchObject({ account: near, state: 'converged' });
});

test('whom it concerns is looked at again, and nothing of it is changed', async () => {
  const loop = await loopOf();
  await loop.send(eventAbout(far, 'org-move-account'));
  for (let round = 0; round < 4; round += 1) {
    await loop.deliver();
    world.world.clock.advance(60);
  }
  expect(logged(loop, 'look-again').length).toBeGreaterThan(1);
  expect(logged(loop, 'reconciled').at(-1)).toMatchObject({
    state: 'failed',
    findings: [expect.objectContaining({ kind: 'unreadable', site: unread })],
  });
  expect(loop.mutations().filter(({ service }) => service !== 'dynamodb')).toEqual([]);
});

test('who leaves is disconnected where that is known, and not called disconnected', async () => {
  const loop = await loopOf();
  await loop.send(eventAbout(near, 'org-move-account', 'in'));
  await loop.drain();
  moveAccount(world.world, near, workloadsOu);
  await loop.send(eventAbout(near, 'org-move-account', 'out'));
  for (let round = 0; round < 40; round += 1) {
    await loop.deliver();
    world.world.clock.advance(30);
  }
  expect(resolves(world, vpc)).toBe(false);
  const entry = await openLedger(world.world, { endpoint: loop.simulator.url }).entry(AccountId.parse(near));
  expect(entry).toMatchObject({ state: 'read', value: { phase: 'offboarding' } });
});

test('a sweep goes on without it, asks for nobody’s look there, and says so', async () => {
  const loop = await loopOf();
  await loop.send({ source: 'jetway', 'detail-type': 'Sweep', id: 'tick-1' });
  await loop.route();
  expect(loop.requests.messages.map(({ fifo }) => fifo?.groupId)).toEqual([near]);
  expect(logged(loop, 'unread-site')).toMatchObject([{ site: unread, code: 'unavailable' }]);
  expect(loop.failures).toEqual(['unavailable']);
});

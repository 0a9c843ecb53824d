import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { moveAccount } from '../../sim/services/organizations/tree.ts';
import { openTerminal, operator, type Ran, type Terminal } from '../support/cli.ts';
import { ledgerTableOf } from '../support/ledger.ts';
import {
  addConnectedVpc,
  addConsumer,
  consumersOu,
  newTestWorld,
  otherOu,
  type TestSite,
  type TestWorld,
} from '../support/world.ts';
import { eventAbout, type Loop, openLoop, resolves } from './handlers-loop.ts';

const limit = 2;
const offboarding = `{ gracePeriodHours: 0, limit: { accounts: ${limit}, percent: 0 } }`;
const consumers = Array.from({ length: 8 }, (_, index) => String(300_000_000_000 + index));
const leaving = consumers.slice(0, 4);
const [another = ''] = consumers.slice(4);

let world: TestWorld;
let vpcs: ReadonlyMap<string, string>;
let terminal: Terminal;
const closing: (() => Promise<void>)[] = [];
beforeEach(() => start());
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** Eight connected consumers, of which two may lose access. */
async function start(site: TestSite = {}): Promise<void> {
  world = newTestWorld({}, { offboarding, ...site });
  ledgerTableOf(world.world);
  vpcs = new Map(
    consumers.map((id, index) => {
      addConsumer(world, { id });
      return [id, addConnectedVpc(world, id, `10.1.${index}.0/24`)] as const;
    }),
  );
  terminal = await openTerminal(world);
  closing.push(() => terminal.simulator.close());
}

const connected = () => consumers.filter((account) => resolves(world, vpcs.get(account) ?? ''));
const jetway = (...argv: readonly string[]): Promise<Ran> => terminal.jetway(argv);

function move(accounts: readonly string[], ou: string): void {
  for (const account of accounts) moveAccount(world.world, account, ou);
}

/** Moves accounts, and tells the functions of each by an event of its own. */
async function moveAndTell(loop: Loop, accounts: readonly string[], ou: string, id: string): Promise<void> {
  move(accounts, ou);
  for (const account of accounts)
    await loop.send(eventAbout(account, 'org-move-account', `${id} ${account}`));
  await loop.drain();
}

async function openFunctions(): Promise<Loop> {
  const loop = await openLoop(world, (account) => consumers.includes(account));
  closing.push(() => loop.close());
  return loop;
}

describe('a plan that takes access from more accounts than may', () => {
  test('is done by approve, and by nothing else', async () => {
    move(leaving, otherOu);
    const planned = await jetway('plan', '--out', 'plan.json');
    expect(planned.out.replaceAll(/\s+/g, ' ')).toContain('jetway approve plan.json');
    const applied = await jetway('apply', 'plan.json', '--yes');
    expect(applied.code).toBe(3);
    expect(terminal.changes()).toEqual([]);

    const questions: string[] = [];
    const asked = { ask: async (question: string) => questions.push(question) > 0 };
    const { code, out } = await terminal.jetway(['approve', 'plan.json'], asked);
    expect(questions).toEqual([
      expect.stringMatching(/^\nLet 4 accounts lose access, and make these \d+ changes\?$/),
    ]);
    expect({ code, left: connected() }).toEqual({ code: 0, left: consumers.slice(4) });
    expect(out).toContain('Converged');
    const lines = readFileSync(join(terminal.directory, 'jetway-audit.jsonl'), 'utf8').trim().split('\n');
    for (const line of lines)
      expect(JSON.parse(line).cause).toEqual({
        id: expect.stringMatching(/^plan [0-9a-f]{64}$/),
        source: 'jetway',
        name: 'approve',
        actor: operator,
      });
  });

  test('is left alone where a person says no, and where there is nobody to ask', async () => {
    move(leaving, otherOu);
    await jetway('plan', '--out', 'plan.json');
    expect(await terminal.jetway(['approve', 'plan.json'], { ask: async () => false })).toMatchObject({
      code: 1,
    });
    const unasked = await jetway('approve', 'plan.json');
    expect(unasked).toMatchObject({ code: 1, err: expect.stringContaining('--yes') });
    expect(terminal.changes()).toEqual([]);
    expect((await jetway('apply', '--yes')).code).toBe(3);
    expect(terminal.changes()).toEqual([]);
  });

  test('is not done where one more account would lose access by now', async () => {
    move(leaving, otherOu);
    await jetway('plan', '--out', 'plan.json');
    move([another], otherOu);
    const moved = await jetway('approve', 'plan.json', '--yes');
    expect(moved).toMatchObject({ code: 1, err: expect.stringContaining(another) });
    expect(terminal.changes()).toEqual([]);
  });

  test('is for its own accounts: others that leave later are counted anew', async () => {
    move(leaving, otherOu);
    await jetway('plan', '--out', 'plan.json');
    expect((await jetway('approve', 'plan.json', '--yes', '--wait', '0')).code).toBe(3);
    move(consumers.slice(4, 7), otherOu);
    expect((await jetway('apply', '--yes')).code).toBe(3);
    expect(connected()).toEqual(consumers.slice(4));
  });
});

test('what events were held at is approved, finished by the functions, and counts no more', async () => {
  const loop = await openFunctions();
  await moveAndTell(loop, leaving, otherOu, 'away');
  const held = leaving.slice(limit);
  expect(connected()).toEqual([...held, ...consumers.slice(4)]);

  const named = held.flatMap((account) => ['--account', account]);
  const planned = await jetway('plan', ...named, '--out', 'plan.json');
  expect(planned.out).toContain('held back: blast radius');
  expect((await jetway('approve', 'plan.json', '--yes', '--wait', '0')).code).toBe(3);
  world.world.clock.advance(600);
  for (const account of held) await loop.send(eventAbout(account, 'org-move-account', `again ${account}`));
  await loop.drain();
  expect(connected()).toEqual(consumers.slice(4));

  await moveAndTell(loop, [another], otherOu, 'one more');
  expect(connected()).toContain(another);
});

test('an account that has come back is approved no more', async () => {
  const loop = await openFunctions();
  await moveAndTell(loop, leaving, otherOu, 'away');
  const [back = ''] = leaving.slice(limit);
  await jetway('plan', '--account', back, '--out', 'plan.json');
  await terminal.jetway(['approve', 'plan.json', '--yes', '--wait', '0']);
  world.world.clock.advance(600);
  await moveAndTell(loop, [back], consumersOu, 'back');
  expect(connected()).toContain(back);
  world.world.clock.advance(600);
  await moveAndTell(loop, [back], otherOu, 'away again');
  expect(connected()).toContain(back);
});

describe('nothing is approved', () => {
  test('of a plan that holds nothing back', async () => {
    move(leaving.slice(0, limit), otherOu);
    await jetway('plan', '--out', 'plan.json');
    const { code, err } = await jetway('approve', 'plan.json', '--yes');
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('jetway apply') });
  });

  test('in observe mode', async () => {
    move(leaving, otherOu);
    await jetway('plan', '--out', 'plan.json');
    const file = join(terminal.directory, 'jetway.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('mode: enforce', 'mode: observe'));
    const { code, err } = await jetway('approve', 'plan.json', '--yes');
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('observe') });
  });

  test('where no ledger would remember it', async () => {
    world.world.dynamodb.tables.clear();
    move(leaving, otherOu);
    await jetway('plan', '--out', 'plan.json');
    const { code, err } = await jetway('approve', 'plan.json', '--yes');
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('Deploy the control plane') });
    expect(terminal.changes()).toEqual([]);
  });
});

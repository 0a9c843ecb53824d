import { afterEach, describe, expect, test } from '@jest/globals';
import { AccountId } from '../../lib/model/ids.ts';
import { LedgerEntry } from '../../lib/record/ledger-entry.ts';
import { moveAccount } from '../../sim/services/organizations/tree.ts';
import { openTerminal, operator, type Terminal } from '../support/cli.ts';
import { ledgerTableOf, openLedger } from '../support/ledger.ts';
import {
  addConnectedVpc,
  addConsumer,
  addConsumerVpc,
  newTestWorld,
  otherOu,
  type TestWorld,
} from '../support/world.ts';

const consumer = AccountId.parse('333333333333');
const neighbour = AccountId.parse('444444444444');
const networks = [
  [consumer, '10.1.0.0/16'],
  [neighbour, '10.2.0.0/16'],
] as const;
const hour = 3600;

let terminal: Terminal;
afterEach(() => terminal.simulator.close());

/** Two consumers that are to be connected, a grace period of a day, and a ledger unless there is to be none. */
async function start({ ledger = true } = {}): Promise<TestWorld> {
  const test = newTestWorld({}, { offboarding: '{ gracePeriodHours: 24 }' });
  for (const [id, cidr] of networks) {
    addConsumer(test, { id });
    addConsumerVpc(test, id, cidr);
  }
  if (ledger) ledgerTableOf(test.world);
  terminal = await openTerminal(test);
  return test;
}

const flat = (text: string) => text.replaceAll(/\s+/g, ' ');
const ledgerOf = ({ world }: TestWorld) => openLedger(world, { endpoint: terminal.simulator.url });

async function connected(): Promise<TestWorld> {
  const test = await start();
  expect(await terminal.jetway(['apply', '--yes', '--wait', '3600'])).toMatchObject({ code: 0 });
  return test;
}

async function left(): Promise<TestWorld> {
  const test = await connected();
  moveAccount(test.world, consumer, otherOu);
  test.world.clock.advance(600);
  return test;
}

describe('a run over the whole organization', () => {
  const phases = async (test: TestWorld) =>
    [...(await ledgerOf(test).entries()).values()].map((memory) =>
      memory.state === 'read' ? memory.value?.phase : memory.state,
    );

  test('writes down that accounts are disconnected, whoever loses the last thing first', async () => {
    const test = newTestWorld();
    for (const [id, cidr] of networks) {
      addConsumer(test, { id });
      addConnectedVpc(test, id, cidr);
    }
    addConsumerVpc(test, neighbour, '10.3.0.0/16', { attached: 'available' });
    ledgerTableOf(test.world);
    terminal = await openTerminal(test);
    expect(await terminal.jetway(['apply', '--yes', '--wait', '3600'])).toMatchObject({ code: 0 });
    for (const id of [consumer, neighbour]) moveAccount(test.world, id, otherOu);
    expect(await terminal.jetway(['apply', '--yes', '--wait', '3600'])).toMatchObject({ code: 0 });
    expect(await phases(test)).toEqual(['disconnected', 'disconnected']);
  });

  test('mends what an earlier one left in the ledger as unfinished', async () => {
    const test = await connected();
    const ledger = ledgerOf(test);
    const claim = { owner: 'a run that was killed', endedBeforeMs: 0, untilMs: 1 };
    const taken = await ledger.take(consumer, claim);
    if (taken.state !== 'taken' || taken.memory.state !== 'read' || taken.memory.value === undefined)
      throw new Error('it is connected');
    await ledger.giveBack(taken.lease, { ...taken.memory.value, phase: 'onboarding' }, 0);
    expect(await terminal.jetway(['apply', '--yes'])).toMatchObject({ code: 0 });
    expect(await phases(test)).toEqual(['connected', 'connected']);
  });

  test('that only observes leaves the ledger as it is, and begins no grace period', async () => {
    const test = await left();
    const before = await ledgerOf(test).entries();
    const { code, out } = await terminal.jetway(['apply', '--observe']);
    expect(code).toBe(0);
    expect(out).toContain('this run only observes');
    expect(await ledgerOf(test).entries()).toEqual(before);
  });
});

describe('others are told', () => {
  const put = () =>
    terminal.simulator.journal.records.flatMap(({ operation, input: { Entries } }) =>
      operation === 'PutEvents' && Array.isArray(Entries) ? Entries : [],
    );

  test('of what apply did, as of what the functions do', async () => {
    await connected();
    expect(
      put().map(({ EventBusName, DetailType, Detail }) => [EventBusName, DetailType, JSON.parse(Detail)]),
    ).toMatchObject(
      [consumer, neighbour].map((account) => [
        'jetway-test',
        'jetway.consumer.connected',
        { account, to: 'connected', cause: { id: 'cli', source: 'jetway', name: 'apply' } },
      ]),
    );
  });

  test('later, where the bus does not take it: apply says so, and it is done all the same', async () => {
    const test = await start();
    terminal.simulator.faults.inject('accessDenied', { operation: 'PutEvents' });
    const applied = await terminal.jetway(['apply', '--yes', '--wait', '3600']);
    expect(applied.code).toBe(0);
    expect(flat(applied.out)).toContain('Others have not been told of all of this on the bus');
    expect(await ledgerOf(test).entry(consumer)).toMatchObject({
      value: { phase: 'connected', untold: [{ type: 'jetway.consumer.connected', account: consumer }] },
    });
  });

  test('of nothing where no ledger is deployed', async () => {
    await start({ ledger: false });
    await terminal.jetway(['apply', '--yes', '--wait', '3600']);
    expect(put()).toEqual([]);
  });
});

describe('a grace period', () => {
  test('begins with apply, is told by plan and explain, and is over for whoever applies after it', async () => {
    const test = await left();
    const shown = await terminal.jetway(['plan']);
    expect(shown.code).toBe(2);
    expect(flat(shown.out)).toContain('keeps what it has of shared for 24 h, its grace period');
    const before = terminal.changes().length;
    expect(await terminal.jetway(['apply', '--yes'])).toMatchObject({ code: 0 });
    for (const argv of [['plan'], ['plan', '--account', consumer], ['explain', consumer]])
      expect(flat((await terminal.jetway(argv)).out)).toContain(
        'waits until 2026-09-15 08:', // a day after the worlds of the tests begin
      );
    test.world.clock.advance(23 * hour);
    expect(await terminal.jetway(['apply', '--yes'])).toMatchObject({ code: 0 });
    expect(terminal.changes().length).toBe(before);
    test.world.clock.advance(hour);
    expect(await terminal.jetway(['apply', '--yes', '--wait', '3600'])).toMatchObject({ code: 0 });
    expect(terminal.changes().length).toBeGreaterThan(before);
    expect((await terminal.jetway(['status', consumer])).out).toContain('disconnected');
  });

  test('is the same in two plans of the same world, so that a plan can be applied', async () => {
    await left();
    await terminal.jetway(['plan', '--out', 'plan.json']);
    expect(await terminal.jetway(['apply', 'plan.json', '--yes'])).toMatchObject({ code: 0 });
    const [one, two] = [await terminal.jetway(['plan', '--json']), await terminal.jetway(['plan', '--json'])];
    expect(one.out).toBe(two.out);
    expect(JSON.parse(one.out).accounts[0].sites[0].grace).toMatchObject({ state: 'running' });
  });

  test('is not known without a ledger, so nothing is taken away, and both are said', async () => {
    const test = await left();
    test.world.dynamodb.tables.clear();
    test.world.clock.advance(100 * hour);
    const before = terminal.changes().length;
    const { out, code } = await terminal.jetway(['plan']);
    expect(flat(out)).toContain('it is not known whether its grace period is over: there is no ledger');
    expect(code).toBe(2);
    const applied = await terminal.jetway(['apply', '--yes']);
    expect(applied.code).toBe(3);
    expect(flat(applied.err)).toContain('No ledger is deployed');
    expect(flat(applied.out)).toContain('it is not known whether its grace period is over');
    expect(terminal.changes().length).toBe(before);
  });
});

describe('without a ledger', () => {
  test('whoever is a consumer is connected all the same', async () => {
    await start({ ledger: false });
    const { code, err } = await terminal.jetway(['apply', '--yes', '--wait', '3600']);
    expect(code).toBe(0);
    expect(flat(err)).toContain('nothing keeps another run from working on the same accounts');
  });

  test('status says what makes one', async () => {
    await start({ ledger: false });
    const { code, err } = await terminal.jetway(['status']);
    expect(code).toBe(1);
    expect(flat(err)).toContain('there is no such table');
  });
});

describe('accounts that others are at work on', () => {
  const claim = (test: TestWorld) => ({
    owner: 'run 7 (MoveAccount by alice)',
    endedBeforeMs: 0,
    untilMs: test.world.clock.nowMs + 600_000,
  });

  test('are left alone by apply, which connects the others, says who it is, and exits with 3', async () => {
    const test = await start();
    await ledgerOf(test).take(consumer, claim(test));
    const { code, out } = await terminal.jetway(['apply', '--yes', '--wait', '300']);
    expect(code).toBe(3);
    expect(flat(out)).toContain(`${consumer} run 7 (MoveAccount by alice) is at work on it, until`);
    const status = await terminal.jetway(['status', '--json']);
    expect(JSON.parse(status.out).accounts).toMatchObject([{ account: neighbour, phase: 'connected' }]);
  });

  test('are waited for by an apply of them alone, and not longer than it may', async () => {
    const test = await start();
    await ledgerOf(test).take(consumer, claim(test));
    const short = await terminal.jetway(['apply', '--yes', '--account', consumer, '--wait', '60']);
    expect(short).toMatchObject({ code: 3 });
    expect(flat(short.out)).toContain('run 7 (MoveAccount by alice) is at work on it');
    expect(terminal.changes()).toEqual([]);
    const long = await terminal.jetway(['apply', '--yes', '--account', consumer, '--wait', '3600']);
    expect(long).toMatchObject({ code: 0 });
  });

  test('are free again after Ctrl-C', async () => {
    const test = await start();
    let interrupt = () => {};
    let endProcess = () => {};
    const running = await terminal.jetway(['apply', '--yes', '--account', consumer, '--wait', '3600'], {
      onInterrupt(listener) {
        interrupt = listener;
        return () => {};
      },
      clock: {
        nowMs: () => test.world.clock.nowMs,
        sleep: () =>
          new Promise((_, reject) => {
            endProcess = () => reject(new Error('the process has ended'));
            interrupt();
          }),
      },
    });
    expect(running.code).toBe(130);
    const taken = await ledgerOf(test).take(consumer, claim(test));
    expect(taken.state).toBe('taken');
    endProcess();
  });
});

test('apply changes nothing while the ledger does not answer', async () => {
  await start();
  terminal.simulator.faults.inject('internalError', { service: 'dynamodb' });
  const { code, err } = await terminal.jetway(['apply', '--yes']);
  expect(code).toBe(1);
  expect(err).toContain('jetway-test-ledger');
  expect(terminal.changes()).toEqual([]);
});

describe('status', () => {
  test('is a table of accounts, or all that is known of one', async () => {
    const test = await connected();
    const { code, out } = await terminal.jetway(['status']);
    expect(code).toBe(0);
    expect(out).toContain('ACCOUNT       NAME                  PHASE      SINCE');
    expect(out).toMatch(/333333333333 {2}account 333333333333 {2}connected {2}2026-09-14 08:\d\d UTC/);
    expect(out).toContain('2 accounts.');
    moveAccount(test.world, consumer, otherOu);
    test.world.clock.advance(600);
    await terminal.jetway(['apply', '--yes', '--account', consumer]);
    const one = flat((await terminal.jetway(['status', consumer])).out);
    expect(one).toContain('no consumer since 2026-09-14');
    expect(one).toContain('it keeps what it has until 2026-09-15');
    expect(one).toContain('plan nothing to do');
    expect(one).toContain(
      `connected → grace: shared: it is under none of the OUs of shared (apply by ${operator})`,
    );
    expect(one).toContain('last look 2026-09-14');
  });

  test('is by its schema as JSON, with the history of one account', async () => {
    await connected();
    const { accounts } = JSON.parse((await terminal.jetway(['status', '--json'])).out);
    expect(accounts.map((entry: unknown) => LedgerEntry.parse(entry).account)).toEqual([consumer, neighbour]);
    const one = JSON.parse((await terminal.jetway(['status', consumer, '--json'])).out);
    expect(one).toMatchObject({
      account: consumer,
      history: [{ to: 'connected', trigger: { name: 'apply' } }],
    });
  });

  test('of an account that was never looked at says so', async () => {
    await start();
    expect((await terminal.jetway(['status'])).out).toContain('remembers no account yet');
    const { code, out } = await terminal.jetway(['status', consumer]);
    expect(code).toBe(0);
    expect(flat(out)).toContain('The ledger remembers nothing of it');
  });

  test('of an entry that cannot be read says so, and tells the others', async () => {
    const test = await connected();
    const { items } = ledgerTableOf(test.world);
    const [key = '', item] = [...items].find(([one]) => one.includes(consumer)) ?? [];
    items.set(key, { ...item, entry: { S: 'nonsense' } });
    const { out } = await terminal.jetway(['status']);
    expect(out).toMatch(/333333333333 .* \? .*what the ledger has of it cannot be read/);
    expect(out).toMatch(/444444444444 .* connected/);
  });

  test('shows with --watch what has changed, until Ctrl-C', async () => {
    const test = await connected();
    let interrupt = () => {};
    const sleeps = [() => {}, () => ledgerTableOf(test.world).items.clear(), () => {}, () => interrupt()];
    const { code, out } = await terminal.jetway(['status', '--watch', '--json'], {
      onInterrupt(listener) {
        interrupt = listener;
        return () => {};
      },
      clock: { nowMs: () => test.world.clock.nowMs, sleep: async () => sleeps.shift()?.() },
    });
    expect(code).toBe(130);
    const lines = out.trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).accounts.length)).toEqual([2, 0]);
  });
});

test('explain ends with what the ledger has of the account', async () => {
  await connected();
  const { out } = await terminal.jetway(['explain', consumer]);
  expect(flat(out)).toContain('history');
  expect(flat(out)).toContain(`connected: shared: jetway=on on the account itself (apply by ${operator})`);
  terminal.simulator.faults.inject('internalError', { service: 'dynamodb', operation: 'Query' });
  const without = await terminal.jetway(['explain', consumer]);
  expect(without.code).toBe(0);
  expect(without.out).not.toContain('history');
});

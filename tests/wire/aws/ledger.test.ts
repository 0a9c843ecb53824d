import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { AccountId } from '../../../lib/model/ids.ts';
import type { Lease, LedgerStore } from '../../../lib/model/ledger-store.ts';
import { type Simulator, startSimulator } from '../../../sim/server.ts';
import type { Table } from '../../../sim/services/dynamodb/state.ts';
import { ledgerTableOf, openLedgerStore } from '../../support/ledger.ts';
import { newTestWorld } from '../../support/world.ts';

const account = AccountId.parse('333333333333');
const neighbour = AccountId.parse('444444444444');

let simulator: Simulator;
let table: Table;
let store: LedgerStore;
beforeEach(async () => {
  const { world } = newTestWorld();
  simulator = await startSimulator(world);
  table = ledgerTableOf(world);
  store = openLedgerStore(world, { endpoint: simulator.url });
});
afterEach(() => simulator.close());

const claim = (owner: string, { endedBeforeMs = 0, untilMs = 1000 } = {}) => ({
  owner,
  endedBeforeMs,
  untilMs,
});

async function leaseOf(owner: string, of = account): Promise<Lease> {
  const taken = await store.take(of, claim(owner));
  if (taken.state !== 'taken') throw new Error(`${owner} did not get the lease`);
  return taken.lease;
}

describe('a lease', () => {
  test('is one run’s until it is given back, and whoever comes learns whose', async () => {
    const lease = await leaseOf('one');
    expect(lease).toEqual({ account, owner: 'one', fence: 1, untilMs: 1000 });
    expect(await store.take(account, claim('two'))).toEqual({
      state: 'held',
      by: { account, owner: 'one', untilMs: 1000 },
    });
    expect(await leaseOf('two', neighbour)).toMatchObject({ owner: 'two', fence: 1 });
    await store.giveBack(lease, {});
    expect(await leaseOf('two')).toMatchObject({ owner: 'two', fence: 2 });
  });

  test('is taken over only once it has ended', async () => {
    await leaseOf('one');
    expect(await store.take(account, claim('two', { endedBeforeMs: 1000 }))).toMatchObject({ state: 'held' });
    expect(await store.take(account, claim('two', { endedBeforeMs: 1001 }))).toMatchObject({
      state: 'taken',
    });
  });

  test('is kept for longer, even after its end, as long as nobody has taken it over', async () => {
    const lease = await leaseOf('one');
    const kept = await store.keep(lease, 5000);
    expect(kept).toEqual({ ...lease, untilMs: 5000 });
    expect(await store.take(account, claim('two', { endedBeforeMs: 4000 }))).toMatchObject({
      state: 'held',
      by: { untilMs: 5000 },
    });
    await store.take(account, claim('two', { endedBeforeMs: 6000 }));
    const busy = { code: 'busy', problem: { what: expect.stringContaining('two has taken it over') } };
    await expect(store.keep(kept, 9000)).rejects.toMatchObject(busy);
    await expect(store.write(kept, 'late')).rejects.toMatchObject(busy);
    await expect(store.giveBack(kept, { text: 'late' })).rejects.toMatchObject(busy);
    expect(await store.read(account)).toEqual({ account, text: undefined });
  });

  test('that was lost says so where nobody has it any more either', async () => {
    const lease = await leaseOf('one');
    await store.take(account, claim('two', { endedBeforeMs: 2000 }));
    table.items.clear();
    await expect(store.keep(lease, 9000)).rejects.toMatchObject({
      code: 'busy',
      problem: { what: expect.stringContaining('given up') },
    });
  });

  test.each([
    { call: 'taking', again: async () => expect(await leaseOf('one')).toMatchObject({ owner: 'one' }) },
    {
      call: 'giving back',
      again: async (lease: Lease) => {
        await store.giveBack(lease, { text: 'said' });
        expect((await store.read(account)).text).toBe('said');
      },
    },
  ])('survives an answer to $call that was lost', async ({ call, again }) => {
    const lease = call === 'taking' ? undefined : await leaseOf('one');
    simulator.faults.inject('cutAfter', { operation: 'UpdateItem', times: 1 });
    const first = lease === undefined ? leaseOf('one') : store.giveBack(lease, { text: 'said' });
    await expect(first).rejects.toMatchObject({ code: 'unavailable' });
    await again(lease ?? { account, owner: 'one', fence: 1, untilMs: 1000 });
  });
});

describe('what is remembered', () => {
  test('is written by whoever has the lease, read by anybody, and stays when the lease is given back', async () => {
    const lease = await leaseOf('one');
    await store.write(lease, 'first');
    expect(await store.read(account)).toEqual({ account, text: 'first' });
    await store.giveBack(lease, {});
    expect(await store.take(account, claim('two'))).toMatchObject({ text: 'first' });
  });

  test('is forgotten when it may be, and not while somebody works on the account', async () => {
    await store.giveBack(await leaseOf('one'), { text: 'old', forgetAtMs: 12_345 });
    const item = () => [...table.items.values()][0];
    expect(item()).toMatchObject({ entry: { S: 'old' }, expiresAt: { N: '13' } });
    await leaseOf('two');
    expect(item()).not.toHaveProperty('expiresAt');
  });

  test('is listed for every account, in as many pages as it takes', async () => {
    const ids = Array.from({ length: 5 }, (_, index) => AccountId.parse(`${index}33333333333`));
    for (const id of ids) await store.giveBack(await leaseOf('one', id), { text: 'x'.repeat(300_000) });
    await store.addHistory(account, { at: '2026', run: 'r', text: 'not an account', forgetAtMs: 9e12 });
    expect((await store.all()).map(({ account: id }) => id)).toEqual(ids);
    const queries = simulator.journal.records.filter(({ operation }) => operation === 'Query');
    expect(queries.length).toBeGreaterThan(1);
  });

  test('has a history, the newest first', async () => {
    for (const at of ['2026-01-02', '2026-01-03', '2026-01-01'])
      await store.addHistory(account, { at, run: 'r', text: at, forgetAtMs: 9e12 });
    expect(await store.history(account, 2)).toEqual(['2026-01-03', '2026-01-02']);
    expect(await store.history(neighbour, 2)).toEqual([]);
  });
});

test.each([
  { fault: 'throttle', code: 'throttled' },
  { fault: 'internalError', code: 'unavailable' },
  { fault: 'accessDenied', code: 'access-denied' },
  { fault: 'cutBefore', code: 'unavailable' },
] as const)('$fault is $code, by the name of the table', async ({ fault, code }) => {
  simulator.faults.inject(fault, { service: 'dynamodb' });
  const failure = { code, problem: { resource: 'jetway-test-ledger', aws: { service: 'DynamoDB' } } };
  await expect(store.take(account, claim('one'))).rejects.toMatchObject(failure);
  await expect(store.read(account)).rejects.toMatchObject(failure);
  await expect(store.all()).rejects.toMatchObject(failure);
  await expect(store.history(account, 1)).rejects.toMatchObject(failure);
});

test('a table that is not there is not found', async () => {
  simulator.world.dynamodb.tables.clear();
  await expect(store.read(account)).rejects.toMatchObject({ code: 'not-found' });
  await expect(store.take(account, claim('one'))).rejects.toMatchObject({ code: 'not-found' });
});

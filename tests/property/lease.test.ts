import { describe, expect, test } from '@jest/globals';
import type { HttpHandler } from '@smithy/core/protocols';
import fc from 'fast-check';
import { JetwayError } from '../../lib/model/errors.ts';
import { type Context, reconcile } from '../../lib/reconcile.ts';
import { violations } from '../../sim/invariant.ts';
import type { CallRecord } from '../../sim/journal.ts';
import { createSimulator, type SimulatorCore } from '../../sim/server.ts';
import { inProcess } from '../../sim/wire/in-process.ts';
import { ledgerTableOf, openLedger } from '../support/ledger.ts';
import { expectationOf } from '../support/oracle.ts';
import { account, stories } from '../support/stories.ts';
import { contextFor, type TestWorld } from '../support/world.ts';

const ways = stories.filter(({ name }) => /pending attachment|after a move/.test(name));
const runs = Number(process.env.JETWAY_PROPERTY_RUNS ?? 30);

/** Several processes in one world, whose calls can be told apart and held up. */
interface Yard {
  readonly test: TestWorld;
  readonly core: SimulatorCore;
  /** Calls that changed something, and whose lease the account was under. */
  readonly changes: { readonly by: string; readonly owner: string; readonly call: CallRecord }[];
  /** @param before waited for before each call, which it may hold up for as long as it likes */
  worker(name: string, before?: (target: string | undefined) => Promise<void>): Context;
}

function yardOf(test: TestWorld): Yard {
  const core = createSimulator(test.world);
  const table = ledgerTableOf(test.world);
  const changes: Yard['changes'] = [];
  let calling = '';
  core.onCall((call) => {
    if (!call.mutating) return;
    const item = [...table.items.values()].find(({ sk }) => sk?.S === account);
    changes.push({ by: calling, owner: item?.owner?.S ?? 'nobody', call });
  });
  const world = inProcess(core);
  return {
    test,
    core,
    changes,
    worker(name, before = async () => {}) {
      const requestHandler: HttpHandler = {
        ...world,
        async handle(request) {
          await before(request.headers['x-amz-target']);
          calling = name;
          return world.handle(request);
        },
      };
      const context = contextFor(test, { requestHandler }, []);
      return {
        ...context,
        ledger: openLedger(test.world, { requestHandler }),
        run: { ...context.run, id: name },
      };
    },
  };
}

const scope = { accounts: [account], deep: true };
const work = (context: Context) => reconcile(scope, context, { waitSeconds: 1800 });

/** How a run ends for whoever finds others at work. */
async function orBusy(run: Promise<unknown>): Promise<'done' | 'busy'> {
  try {
    await run;
    return 'done';
  } catch (error) {
    if (error instanceof JetwayError && error.code === 'busy') return 'busy';
    throw error;
  }
}

const ownerOf = (name: string) => `run ${name} (test)`;

describe.each(ways)('$name', ({ begin }) => {
  test('two runs are never both at work, in whatever order their calls are made', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const { changes, worker, test } = yardOf(begin());
        const inTurn = (name: string) => () => scheduler.schedule(Promise.resolve(), name);
        const both = ['one', 'two'].map((name) => orBusy(work(worker(name, inTurn(name)))));
        const ends = await scheduler.waitFor(Promise.all(both));
        expect(ends).toContain('done');
        for (const { by, owner } of changes) expect(owner).toBe(ownerOf(by));
        expect(await orBusy(work(worker('three')))).toBe('done');
        expect(violations(test.world, expectationOf(test))).toEqual([]);
      }),
      { numRuns: runs },
    );
  }, 120_000);

  test('a look at everybody looks again once it has the lease, and finds what others have done', async () => {
    const { changes, worker } = yardOf(begin());
    let others = 0;
    const sweep = worker('sweep', async (target) => {
      if (target !== 'DynamoDB_20120810.UpdateItem' || others > 0) return;
      others += 1;
      await work(worker('quick'));
    });
    const everybody = { accounts: 'organization', deep: true } as const;
    expect(await reconcile(everybody, sweep, { waitSeconds: 1800 })).toMatchObject({ state: 'converged' });
    expect(others).toBe(1);
    expect(new Set(changes.map(({ by }) => by))).toEqual(new Set(['quick']));
  });

  /** How many calls a run makes that nobody disturbs. */
  async function callsOf(): Promise<number> {
    const { core, worker } = yardOf(begin());
    await work(worker('alone'));
    return core.journal.records.length;
  }

  test('a run that was held up until another took over makes no call but the one it was at', async () => {
    const count = await callsOf();
    for (let at = 2; at < count; at += 3) {
      const { changes, worker, test } = yardOf(begin());
      let calls = 0;
      const slow = orBusy(
        work(
          worker('slow', async () => {
            calls += 1;
            if (calls !== at) return;
            test.world.clock.advance(600);
            await orBusy(work(worker('quick')));
            changes.length = 0;
          }),
        ),
      );
      await slow;
      const late = changes.filter(({ by, owner }) => by === 'slow' && owner !== ownerOf('slow'));
      expect({ at, late: late.slice(1).map(({ call }) => call.operation) }).toEqual({ at, late: [] });
    }
  }, 120_000);

  test('the lease of a run that was killed is respected, and taken over once it has ended', async () => {
    const count = await callsOf();
    for (let at = 2; at < count; at += 5) {
      const { core, worker, test, changes } = yardOf(begin());
      let calls = 0;
      const alive = core.faults.intercept(({ sequence }) => {
        calls = sequence;
        return sequence > at ? 'cutBefore' : undefined;
      });
      await work(worker('killed')).catch((error: unknown) => error);
      alive();
      expect(calls).toBeGreaterThan(at);
      const before = changes.length;
      expect({ at, next: await orBusy(work(worker('early'))) }).toEqual({ at, next: 'busy' });
      expect(changes.length).toBe(before);
      test.world.clock.advance(6 * 60 + 1);
      expect(await work(worker('late'))).toMatchObject({ state: 'converged' });
      expect(violations(test.world, expectationOf(test))).toEqual([]);
    }
  }, 120_000);
});

test('a run never changes an account whose lease it did not get, in a look at everybody either', async () => {
  const begun = ways.find(({ name }) => /after a move/.test(name))?.begin();
  if (begun === undefined) throw new Error('there is no such story');
  const { worker, changes, test } = yardOf(begun);
  const ledger = openLedger(test.world, { requestHandler: inProcess(createSimulator(test.world)) });
  await ledger.take(account, { owner: 'another', endedBeforeMs: 0, untilMs: test.world.clock.nowMs + 9e6 });
  const everybody = { accounts: 'organization', deep: true } as const;
  const result = await reconcile(everybody, worker('sweep'), { waitSeconds: 600 });
  expect(result).toMatchObject({ state: 'waiting', busy: [{ account, owner: 'another' }] });
  expect(changes).toEqual([]);
});

import { expect, test } from '@jest/globals';
import { JetwayError } from '../../lib/model/errors.ts';
import { violations } from '../../sim/invariant.ts';
import { expectationOf } from '../support/oracle.ts';
import { reconcileAccount, stories } from '../support/stories.ts';
import { summarize } from '../support/summary.ts';
import { watch } from '../support/watch.ts';
import { openInProcess } from '../support/world.ts';

/** The state that an undisturbed run ends in, and how many calls it takes. */
async function undisturbed(begin: (typeof stories)[number]['begin']) {
  const world = begin();
  const { core, context } = openInProcess(world);
  const { state } = await reconcileAccount(context());
  world.world.clock.advance(7200);
  return { calls: core.journal.records, state, summary: summarize(world) };
}

test.each(stories)(
  '$name: a process cut off before or after any call leaves a world that the next one finishes alike',
  async ({ begin }) => {
    const expected = await undisturbed(begin);
    expect(expected.state).toBe('converged');
    for (const [index, { sequence: cut, mutating }] of expected.calls.entries()) {
      // A read changes nothing, so of reads in a row the first is as good a place to end as any: cut after a read is cut
      // before the call that follows it.
      const isFirst = expected.calls[index - 1]?.mutating ?? true;
      if (!mutating && !isFirst) continue;
      for (const fault of mutating ? (['cutBefore', 'cutAfter'] as const) : (['cutBefore'] as const)) {
        const world = begin();
        const { core, context } = openInProcess(world);
        const watched = watch(core, world);
        let calls = 0;
        // From this call on the process is gone: none of its later calls arrives either.
        const stop = core.faults.intercept(() => {
          calls += 1;
          if (calls === cut) return fault;
          return calls > cut ? 'cutBefore' : undefined;
        });
        await reconcileAccount(context()).catch((error: unknown) =>
          expect(error).toBeInstanceOf(JetwayError),
        );
        stop();
        const { state } = await reconcileAccount(context());
        // What a call set going has shown by now; the rest is for lists to forget what ended.
        await context().clock.sleep(400);
        world.world.clock.advance(7200);
        expect({ cut, fault, state, summary: summarize(world) }).toEqual({
          cut,
          fault,
          state: expected.state,
          summary: expected.summary,
        });
        expect(watched.harms).toEqual([]);
        expect(violations(world.world, expectationOf(world))).toEqual([]);
      }
    }
  },
  600_000,
);

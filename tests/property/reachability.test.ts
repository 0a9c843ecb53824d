import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { AccountId } from '../../lib/model/ids.ts';
import { planFor, type Result, reconcile } from '../../lib/reconcile.ts';
import { violations } from '../../sim/invariant.ts';
import { expectationOf, isConsumer } from '../support/oracle.ts';
import { accountIds, anyChange, type Change } from '../support/outside-world.ts';
import { anyUnknowns } from '../support/unknowns.ts';
import { watch } from '../support/watch.ts';
import { newTestWorld, openInProcess } from '../support/world.ts';

/** What happens, in order: the outside world changes something, or Jetway looks at one account or at all. */
type Act =
  | { readonly kind: 'change'; readonly change: Change }
  | { readonly kind: 'reconcile'; readonly account: string }
  | { readonly kind: 'sweep'; readonly deep: boolean }
  /** A change in the middle of a look, right after Jetway's nth call. */
  | {
      readonly kind: 'interleaved';
      readonly account: string;
      readonly after: number;
      readonly change: Change;
    }
  | { readonly kind: 'pass'; readonly seconds: number };

const anyAct: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: anyChange.map((change): Act => ({ kind: 'change', change })) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(...accountIds).map((account): Act => ({ kind: 'reconcile', account })),
  },
  { weight: 2, arbitrary: fc.boolean().map((deep): Act => ({ kind: 'sweep', deep })) },
  {
    weight: 3,
    arbitrary: fc
      .record({
        account: fc.constantFrom(...accountIds),
        after: fc.integer({ min: 1, max: 40 }),
        change: anyChange,
      })
      .map((one): Act => ({ kind: 'interleaved', ...one })),
  },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 1, max: 300 }).map((seconds): Act => ({ kind: 'pass', seconds })),
  },
);

const describeAct = (act: Act): string => {
  switch (act.kind) {
    case 'change':
      return act.change.name;
    case 'reconcile':
      return `look at ${act.account}`;
    case 'sweep':
      return act.deep ? 'sweep, deep' : 'sweep';
    case 'interleaved':
      return `look at ${act.account}; after ${act.after} calls ${act.change.name}`;
    case 'pass':
      return `${act.seconds} s pass`;
  }
};

const anyStory = fc
  .array(anyAct, { minLength: 3, maxLength: 12 })
  .map((acts) => ({ acts, toString: () => acts.map(describeAct).join('\n') }));

const runs = Number(process.env.JETWAY_PROPERTY_RUNS ?? 60);

test.each(['exact', 'aggregate'] as const)(
  'with %s return routes, no call of Jetway breaks the invariant, whatever happens around it, and a converged sweep has restored it',
  async (returnRoutes) => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), anyUnknowns, anyStory, async (seed, unknowns, { acts }) => {
        const world = newTestWorld({ seed, unknowns }, { returnRoutes });
        const { core, context } = openInProcess(world);
        const watched = watch(core, world);
        const everybody = { accounts: 'organization' as const, deep: true };
        for (const act of acts) {
          switch (act.kind) {
            case 'change':
              watched.outside(() => act.change.make(world));
              break;
            case 'reconcile':
              await reconcile({ accounts: [AccountId.parse(act.account)], deep: true }, context(), {
                waitSeconds: 600,
              });
              break;
            case 'sweep':
              await reconcile({ accounts: 'organization', deep: act.deep }, context(), { waitSeconds: 600 });
              break;
            case 'interleaved': {
              let left = act.after;
              core.onCall(() => {
                left -= 1;
                if (left === 0) watched.outside(() => act.change.make(world));
              });
              await reconcile({ accounts: [AccountId.parse(act.account)], deep: true }, context(), {
                waitSeconds: 600,
              });
              left = -1;
              break;
            }
            case 'pass':
              await context().clock.sleep(act.seconds);
              break;
          }
          expect(watched.harms).toEqual([]);
        }
        const results: Result[] = [];
        for (let round = 0; round < 4; round += 1) {
          await context().clock.sleep(600);
          results.push(await reconcile(everybody, context(), { waitSeconds: 3600 }));
        }
        expect(watched.harms).toEqual([]);
        const last = results.at(-1);
        if (last?.state === 'converged') expect(violations(world.world, expectationOf(world))).toEqual([]);
        expect(
          violations(world.world, expectationOf(world)).filter(
            ({ rule }) => rule === 'pathWithoutMembership',
          ),
        ).toEqual([]);

        const before = watched.mutations.length;
        const again = await reconcile(everybody, context(), { waitSeconds: 3600 });
        expect(again.applied.filter(({ outcome }) => outcome.state === 'done')).toEqual([]);
        expect(watched.mutations.slice(before)).toEqual([]);
        const [one, two] = [await planFor(everybody, context()), await planFor(everybody, context())];
        expect(JSON.stringify(one)).toBe(JSON.stringify(two));
      }),
      { numRuns: runs },
    );
  },
  600_000,
);

test('the oracle and Jetway agree on who is a consumer', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer(),
      anyUnknowns,
      fc.array(anyChange, { minLength: 4, maxLength: 14 }),
      async (seed, unknowns, changes) => {
        const world = newTestWorld({ seed, unknowns });
        for (const change of changes) change.make(world);
        world.world.clock.advance(600);
        const { context } = openInProcess(world);
        for (const id of accountIds) {
          const plan = await planFor({ accounts: [AccountId.parse(id)], deep: true }, context());
          const member = plan.accounts[0]?.sites[0]?.decisions[0]?.member;
          expect({ id, member }).toEqual({ id, member: isConsumer(world.world, id) });
        }
      },
    ),
    { numRuns: runs },
  );
}, 300_000);

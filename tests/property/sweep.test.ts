import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { violations } from '../../sim/invariant.ts';
import type { CallRecord } from '../../sim/journal.ts';
import { closeAccount, moveAccount, removeAccount, tag } from '../../sim/services/organizations/tree.ts';
import { anyUnknowns } from '../support/unknowns.ts';
import { otherOu } from '../support/world.ts';
import { anyAct, describeAct, stageOf } from './support/acts.ts';
import { people } from './support/peopled.ts';
import { anyDeployment, expectationUnder, profileSets } from './support/rules.ts';

const runs = Number(process.env.JETWAY_PROPERTY_RUNS ?? 4);

const leaves = {
  moves: moveAwayFrom,
  'is tagged off': (world: Parameters<typeof tag>[0], id: string) => tag(world, id, { jetway: 'off' }),
  'is closed': closeAccount,
  'is removed': removeAccount,
};

function moveAwayFrom(world: Parameters<typeof moveAccount>[0], id: string): void {
  moveAccount(world, id, otherOu);
}

const anyDeparture = fc.constantFrom<keyof typeof leaves>(
  'moves',
  'is tagged off',
  'is closed',
  'is removed',
);

test('a sweep over which more than the limit would lose access removes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer(),
      anyUnknowns,
      anyDeployment,
      fc.constantFrom('accept' as const, 'create' as const),
      fc.boolean(),
      fc.array(anyDeparture, { minLength: 6, maxLength: 8 }),
      async (seed, unknowns, deployment, attachments, deep, departures) => {
        const stage = stageOf({ seed, unknowns }, deployment, { attachments });
        const ids = people(stage.test, 8, { attached: 'pendingAcceptance' });
        await stage.run(['sweep']);
        stage.test.world.clock.advance(900);
        await stage.run(['deep sweep']);
        for (const [index, how] of departures.entries()) leaves[how](stage.test.world, ids[index] ?? '');
        stage.test.world.clock.advance(900);
        const before = stage.watched.mutations.length;
        const [result] = await stage.run([deep ? 'deep sweep' : 'sweep']);
        expect(result?.plan.guard.tripped).toBe(true);
        const made = stage.watched.mutations.slice(before);
        expect(made.filter(isRemoval).map(({ operation }) => operation)).toEqual([]);
      },
    ),
    { numRuns: Math.ceil(runs / 4) },
  );
}, 3_600_000);

test('an account that cannot be read yet counts as one that would lose access', async () => {
  const stage = stageOf({}, { returnRoutes: 'exact', resourceSharing: 'organization' });
  const ids = people(stage.test, 8, { attached: 'pendingAcceptance' });
  await stage.run(['sweep']);
  stage.test.world.clock.advance(900);
  await stage.run(['deep sweep']);
  for (const id of ids.slice(0, 6)) moveAwayFrom(stage.test.world, id);
  const before = stage.watched.mutations.length;
  const takeOut = stage.core.faults.inject('throttle', { account: ids[0] ?? '', times: 3 });
  const [result] = await stage.run(['sweep']);
  takeOut();
  const removals = stage.watched.mutations.slice(before).filter(isRemoval);
  expect({ guard: result?.plan.guard.tripped, removals: removals.map(({ operation }) => operation) }).toEqual(
    {
      guard: true,
      removals: [],
    },
  );
});

test.each([
  { name: 'isolation: consumers', begin: { isolation: 'none' }, after: { isolation: 'consumers' } },
  {
    name: 'principals: organizationalUnits',
    begin: { profiles: profileSets.all },
    after: { profiles: profileSets.units },
  },
  {
    name: 'principals: accounts',
    begin: { profiles: profileSets.units },
    after: { profiles: profileSets.all },
  },
] as const)(
  'a change of jetway.yaml by which nobody loses access is not held back: $name',
  async ({ name, begin, after }) => {
    const stage = stageOf({}, { returnRoutes: 'exact', resourceSharing: 'organization' }, begin);
    people(stage.test, 7, { attached: 'pendingAcceptance' });
    await stage.run(['sweep']);
    await stage.play({ kind: 'rules', change: { name, rules: after } });
    const [result] = await stage.run(['deep sweep']);
    expect({ state: result?.state, losing: result?.plan.guard.losing }).toEqual({
      state: 'converged',
      losing: 0,
    });
  },
);

test('the limit is a part of all consumers, whatever their principals are', async () => {
  const stage = stageOf(
    {},
    { returnRoutes: 'exact', resourceSharing: 'organization' },
    { profiles: profileSets.units },
  );
  people(stage.test, 3, { attached: 'pendingAcceptance' });
  await stage.run(['sweep']);
  const [result] = await stage.run(['deep sweep']);
  expect(result?.plan.guard.consumers).toBe(3);
});

test.each(['tagged', 'units'] as const)(
  'runs at the same time break nothing, and all of them end: %s',
  async (profiles) => {
    const story = anyDeployment
      .filter(({ resourceSharing }) => profiles === 'tagged' || resourceSharing === 'organization')
      .chain((deployment) =>
        fc.array(anyAct(deployment, { atOnce: 2 }), { minLength: 4, maxLength: 12 }).map((acts) => ({
          deployment,
          acts,
          toString: () => `${deployment}\n${acts.map(describeAct).join('\n')}`,
        })),
      );
    await fc.assert(
      fc.asyncProperty(fc.integer(), anyUnknowns, story, async (seed, unknowns, { deployment, acts }) => {
        const stage = stageOf({ seed, unknowns }, deployment, {
          attachments: 'create',
          profiles: profileSets[profiles],
        });
        people(stage.test, 2);
        await stage.run(['sweep']);
        stage.watched.rebase(stage.rules);
        for (const act of acts) {
          await stage.play(act);
          expect([...stage.watched.harms, ...stage.watched.trespasses]).toEqual([]);
        }
        for (let round = 0; round < 3; round += 1) {
          stage.test.world.clock.advance(900);
          await stage.run(['deep sweep']);
        }
        stage.test.world.clock.advance(900);
        const before = stage.watched.mutations.length;
        const [last] = await stage.run(['deep sweep']);
        expect(stage.watched.harms).toEqual([]);
        expect(stage.watched.mutations.slice(before).map(({ operation }) => operation)).toEqual([]);
        if (last?.state === 'converged')
          expect(violations(stage.test.world, expectationUnder(stage.test, stage.rules))).toEqual([]);
      }),
      { numRuns: runs },
    );
  },
  3_600_000,
);

function isRemoval({ operation, input }: CallRecord): boolean {
  return /^(Disassociate|Disable|Delete)/.test(operation) || 'RemoveEntries' in input;
}

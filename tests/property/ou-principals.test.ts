import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { violations } from '../../sim/invariant.ts';
import { startDeleting } from '../../sim/services/ec2/gateway/lifecycle.ts';
import { moveAccount } from '../../sim/services/organizations/tree.ts';
import { removeRole } from '../../sim/services/sts/roles.ts';
import { accountIds } from '../support/outside-world.ts';
import { anyUnknowns } from '../support/unknowns.ts';
import {
  addConsumer,
  addConsumerVpc,
  consumersOu,
  deployConsumerRole,
  otherOu,
  type TestWorld,
} from '../support/world.ts';
import { anyStory, type Stage, stageOf } from './support/acts.ts';
import { people } from './support/peopled.ts';
import { expectationUnder, profileSets } from './support/rules.ts';

const runs = Number(process.env.JETWAY_PROPERTY_RUNS ?? 4);
const deployment = { returnRoutes: 'exact', resourceSharing: 'organization' } as const;

test.each(['units', 'unitsThenUnits', 'accountsThenUnits'] as const)(
  'beginning with the profiles %s, no call breaks anything, then or later, and sweeps end',
  async (begin) => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), anyUnknowns, anyStory(deployment), async (seed, unknowns, { acts }) => {
        const stage = stageOf({ seed, unknowns }, deployment, {
          profiles: profileSets[begin],
          attachments: 'create',
        });
        const { watched, test: world } = stage;
        people(world, 2);
        await stage.run(['sweep']);
        for (const act of acts) {
          await stage.play(act);
          expect([...watched.harms, ...watched.trespasses]).toEqual([]);
        }
        for (let round = 0; round < 3; round += 1) {
          world.world.clock.advance(900);
          await stage.run(['deep sweep']);
        }
        world.world.clock.advance(900);
        watched.check('at the end');
        expect([...watched.harms, ...watched.trespasses]).toEqual([]);
        const before = watched.mutations.length;
        const [last] = await stage.run(['deep sweep']);
        expect(watched.mutations.slice(before).map(({ operation }) => operation)).toEqual([]);
        const broken = violations(world.world, expectationUnder(world, stage.rules));
        if (last?.state === 'converged') expect(broken).toEqual([]);
        const held = last?.plan.accounts.some(({ findings }) =>
          findings.some(({ kind }) => kind === 'held-by-ou'),
        );
        if (last?.plan.guard.tripped !== true && held !== true)
          expect(broken.filter(({ rule }) => rule === 'pathWithoutMembership')).toEqual([]);
      }),
      { numRuns: runs },
    );
  },
  3_600_000,
);

const [first, second] = accountIds;

/** The first account has been connected, has left with its role gone, and still has its profile association. */
async function leftBehind(begin: Stage, leave: (test: TestWorld) => void): Promise<void> {
  const change = (name: string, make: (test: TestWorld) => void) =>
    begin.play({ kind: 'change', change: { name, make } });
  await change('joins', (test) => {
    addConsumer(test, { id: first });
    addConsumerVpc(test, first, '10.1.0.0/16');
    addConsumer(test, { id: second });
  });
  await begin.run([first]);
  await change('leaves and takes the role away', (test) => {
    leave(test);
    removeRole(test.world, first, 'jetway-consumer');
  });
  await begin.run([first]);
}

test('an association that was left behind does not come to life before the path of its VPC', async () => {
  const stage = stageOf({}, deployment);
  await leftBehind(stage, ({ world }) => moveAccount(world, first, otherOu));
  await stage.play({
    kind: 'change',
    change: {
      name: 'comes back without its attachment',
      make(test) {
        for (const one of test.world.ec2.gateway.attachments.values())
          if (one.vpcAccount === first) startDeleting(test.world, one);
        moveAccount(test.world, first, consumersOu);
        deployConsumerRole(test, first);
      },
    },
  });
  await stage.run([first]);
  stage.test.world.clock.advance(900);
  stage.watched.check('at the end');
  expect(stage.watched.harms).toEqual([]);
});

test.each([
  { profiles: 'all', returnRoutes: 'exact' },
  { profiles: 'all', returnRoutes: 'aggregate' },
  { profiles: 'units', returnRoutes: 'exact' },
  { profiles: 'units', returnRoutes: 'aggregate' },
] as const)(
  'an account that leaves without its attachment leaves nothing of Jetway behind: $profiles, $returnRoutes',
  async ({ profiles, returnRoutes }) => {
    const stage = stageOf({}, { ...deployment, returnRoutes }, { profiles: profileSets[profiles] });
    await stage.play({
      kind: 'change',
      change: {
        name: 'joins',
        make(test) {
          addConsumer(test, { id: first });
          addConsumerVpc(test, first, '10.1.0.0/16');
        },
      },
    });
    await stage.run([first]);
    await stage.play({
      kind: 'change',
      change: {
        name: 'leaves without its attachment',
        make({ world }) {
          for (const one of world.ec2.gateway.attachments.values())
            if (one.vpcAccount === first) startDeleting(world, one);
          moveAccount(world, first, otherOu);
        },
      },
    });
    await stage.run([first]);
    await stage.run(['deep sweep']);
    stage.test.world.clock.advance(900);
    expect([...stage.test.world.profiles.associations.values()].map(({ name }) => name)).toEqual([]);
  },
);

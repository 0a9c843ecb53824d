import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { violations } from '../../sim/invariant.ts';
import { anyUnknowns } from '../support/unknowns.ts';
import { anyStory, stageOf } from './support/acts.ts';
import { type Deployment, expectationUnder } from './support/rules.ts';

const runs = Number(process.env.JETWAY_PROPERTY_RUNS ?? 8);

const deployments: readonly Deployment[] = [
  { returnRoutes: 'exact', resourceSharing: 'organization' },
  { returnRoutes: 'aggregate', resourceSharing: 'organization' },
  { returnRoutes: 'exact', resourceSharing: 'invitations' },
];

test.each(deployments)(
  'with $returnRoutes return routes and $resourceSharing, no call breaks anything, then or later, and sweeps end',
  async (deployment) => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), anyUnknowns, anyStory(deployment), async (seed, unknowns, { acts }) => {
        const stage = stageOf({ seed, unknowns }, deployment, { attachments: 'create' });
        const { watched, test: world } = stage;
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
        if (last?.plan.guard.tripped !== true)
          expect(broken.filter(({ rule }) => rule === 'pathWithoutMembership')).toEqual([]);
      }),
      { numRuns: runs },
    );
  },
  3_600_000,
);

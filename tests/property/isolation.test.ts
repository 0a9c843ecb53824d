import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { consumersReachEachOther } from '../../sim/invariant.ts';
import { anyUnknowns } from '../support/unknowns.ts';
import { anyStory, stageOf } from './support/acts.ts';
import { people } from './support/peopled.ts';
import { anyDeployment, expectationUnder } from './support/rules.ts';

const runs = Number(process.env.JETWAY_PROPERTY_RUNS ?? 4);

test.each(['consumers', 'none'] as const)(
  'beginning with isolation %s, no call lets consumers reach one another where they must not, and a sweep ends it',
  async (isolation) => {
    const story = anyDeployment.chain((deployment) =>
      anyStory(deployment).map((told) => ({
        deployment,
        acts: told.acts,
        toString: () => `${deployment}${told}`,
      })),
    );
    await fc.assert(
      fc.asyncProperty(fc.integer(), anyUnknowns, story, async (seed, unknowns, { deployment, acts }) => {
        const stage = stageOf({ seed, unknowns }, deployment, { isolation, attachments: 'create' });
        people(stage.test, 2);
        await stage.run(['sweep']);
        for (const act of acts) {
          await stage.play(act);
          expect(stage.watched.leaks).toEqual([]);
        }
        await stage.play({
          kind: 'rules',
          change: { name: 'isolation: consumers', rules: { isolation: 'consumers' } },
        });
        for (let round = 0; round < 3; round += 1) {
          stage.test.world.clock.advance(900);
          await stage.run(['sweep']);
        }
        stage.test.world.clock.advance(900);
        stage.watched.check('at the end');
        expect(stage.watched.leaks).toEqual([]);
        const [last] = await stage.run(['sweep']);
        if (last?.state === 'converged')
          expect(
            consumersReachEachOther(stage.test.world, expectationUnder(stage.test, stage.rules)),
          ).toEqual([]);
      }),
      { numRuns: runs },
    );
  },
  3_600_000,
);

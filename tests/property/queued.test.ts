import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { actionsOf } from '../../lib/plan/plan.ts';
import { planFor } from '../../lib/reconcile.ts';
import { sweep } from '../../lib/sweep.ts';
import { inProcess } from '../../sim/wire/in-process.ts';
import { openLedger } from '../support/ledger.ts';
import { anyUnknowns } from '../support/unknowns.ts';
import { contextFor, sweeper } from '../support/world.ts';
import { anyStory, stageOf } from './support/acts.ts';
import { people } from './support/peopled.ts';
import { anyDeployment, profileSets, ruledBy } from './support/rules.ts';

const runs = Number(process.env.JETWAY_PROPERTY_RUNS ?? 8);

const anyTold = anyDeployment.chain((deployment) =>
  anyStory(deployment).map((story) => ({ deployment, story, toString: () => `${deployment}${story}` })),
);

test.each(['tagged', 'units'] as const)(
  'whoever gets an action from a plan of everybody is queued by a sweep, and a sweep changes nothing: %s',
  async (profiles) => {
    const told =
      profiles === 'tagged'
        ? anyTold
        : anyTold.filter(({ deployment }) => deployment.resourceSharing === 'organization');
    await fc.assert(
      fc.asyncProperty(fc.integer(), anyUnknowns, told, async (seed, unknowns, { deployment, story }) => {
        const stage = stageOf({ seed, unknowns }, deployment, { profiles: profileSets[profiles] });
        people(stage.test, 3);
        for (const act of story.acts) {
          await stage.play(act);
          const ruled = ruledBy(stage.test, stage.rules, deployment, {});
          const options = { requestHandler: inProcess(stage.core) };
          const ledger = openLedger(stage.test.world, options, sweeper);
          const plan = await planFor(
            { accounts: 'organization', deep: false },
            { ...contextFor(ruled, options, []), ledger },
          );
          const before = stage.watched.mutations.length;
          const { looks, withheld } = await sweep({ ...contextFor(ruled, options, [], sweeper), ledger });
          expect(stage.watched.mutations).toHaveLength(before);
          const queued = new Set([...looks.keys(), ...withheld]);
          const missed = actionsOf(plan).filter(({ account }) => !queued.has(account));
          expect(missed).toEqual([]);
        }
      }),
      { numRuns: runs },
    );
  },
  3_600_000,
);

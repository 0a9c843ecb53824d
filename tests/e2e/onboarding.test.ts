import { expect, test } from '@jest/globals';
import { reconcile } from '../../lib/reconcile.ts';
import { violations } from '../../sim/invariant.ts';
import { resolvingProfiles } from '../../sim/services/profiles/resolving.ts';
import { expectationOf } from '../support/oracle.ts';
import { account, stories } from '../support/stories.ts';
import { summarize } from '../support/summary.ts';
import { open, region } from '../support/world.ts';

test.each(stories)(
  '$name, through the real SDK over HTTP: it ends, and a second look changes nothing',
  async (story) => {
    const world = story.begin();
    const { simulator, context, audit } = await open(world);
    try {
      const scope = { accounts: [account], deep: true };
      const result = await reconcile(scope, context, { waitSeconds: 1800 });
      expect({ state: result.state, errors: result.errors }).toEqual({ state: 'converged', errors: [] });
      expect(violations(world.world, expectationOf(world))).toEqual([]);

      const vpcs = [...world.world.ec2.vpcs.values()].filter((vpc) => vpc.account === account);
      const resolving = vpcs.filter(({ id }) => resolvingProfiles(world.world, region, id).length > 0);
      expect(resolving.length).toBe(story.name.startsWith('onboarding') ? 1 : 0);

      const changes = simulator.journal.records.filter(({ mutating }) => mutating).length;
      expect(audit.filter(({ phase }) => phase === 'intent').length).toBe(changes);
      const before = summarize(world);
      const again = await reconcile(scope, context, { waitSeconds: 1800 });
      expect({ state: again.state, applied: again.applied }).toEqual({ state: 'converged', applied: [] });
      expect(simulator.journal.records.filter(({ mutating }) => mutating).length).toBe(changes);
      expect(summarize(world)).toEqual(before);
    } finally {
      await simulator.close();
    }
  },
);

import { expect, test } from '@jest/globals';
import { AccountId } from '../../lib/model/ids.ts';
import { reconcile } from '../../lib/reconcile.ts';
import { violations } from '../../sim/invariant.ts';
import { addConsumer, addConsumerVpc, newTestWorld, open } from '../support/world.ts';

const consumer = AccountId.parse('333333333333');

test('an account with a pending attachment is connected, and then nothing is left to do', async () => {
  const world = newTestWorld();
  addConsumer(world, { id: consumer });
  addConsumerVpc(world, consumer, '10.1.0.0/16');
  const { simulator, context } = await open(world);
  try {
    const scope = { accounts: [consumer], deep: true };
    const result = await reconcile(scope, context, { waitSeconds: 900 });
    console.log(
      JSON.stringify(
        result.applied.map(({ action, outcome }) => [
          action.verb,
          action.does,
          outcome.state,
          'error' in outcome ? outcome.error.message : '',
        ]),
        null,
        1,
      ),
      JSON.stringify(result.plan, null, 1),
      simulator.journal.counts(),
    );
    expect(result.state).toBe('converged');
    expect(
      violations(world.world, { ...world.site.expectation, isConsumer: (id) => id === consumer }),
    ).toEqual([]);
  } finally {
    await simulator.close();
  }
});

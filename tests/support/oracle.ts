import type { Expectation } from '../../sim/invariant.ts';
import { accountOf, ancestorsOf, isUnder, tagsOf } from '../../sim/services/organizations/tree.ts';
import type { World } from '../../sim/world.ts';
import { consumersOu, type TestWorld } from './world.ts';

/** Who is a consumer, worked out from the simulated organization alone: the test's own reading of the rules. */
export function isConsumer(world: World, account: string): boolean {
  if (accountOf(world, account)?.state !== 'ACTIVE' || !isUnder(world, account, consumersOu)) return false;
  const ous = ancestorsOf(world, account).filter(({ id }) => id.startsWith('ou-'));
  const value = [account, ...ous.map(({ id }) => id)]
    .map((id) => tagsOf(world, id).get('jetway'))
    .find((one) => one !== undefined);
  return value === 'on';
}

/** What the invariant holds the test's world to. */
export function expectationOf({ world, site }: TestWorld): Expectation {
  return { ...site.expectation, isConsumer: (account) => isConsumer(world, account) };
}

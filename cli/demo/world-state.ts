import { violations } from '../../sim/invariant.ts';
import { isAttached } from '../../sim/services/ec2/route-tables.ts';
import { resolvingProfiles } from '../../sim/services/profiles/resolving.ts';
import type { Stage } from './stage.ts';

/** The VPCs of an account that resolve the shared names and reach them, as the world itself has it. */
export function connectedVpcs(
  { world, site }: Pick<Stage, 'world' | 'site'>,
  account: string,
): readonly string[] {
  const { expectation } = site;
  const unreachable = violations(world, { ...expectation, isConsumer: () => true }).map(({ vpcId }) => vpcId);
  return [...world.ec2.vpcs.values()]
    .filter(
      (vpc) =>
        vpc.account === account &&
        isAttached(world, vpc.id, expectation.gatewayId) &&
        resolvingProfiles(world, expectation.region, vpc.id).some((id) =>
          expectation.profileIds.includes(id),
        ) &&
        !unreachable.includes(vpc.id),
    )
    .map(({ id }) => id);
}

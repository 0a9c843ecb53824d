import type { World } from '../../world.ts';
import { privateDnsName } from '../ec2/endpoints.ts';
import type { SimulatedEndpoint } from '../ec2/state.ts';
import { isUsable } from './associations.ts';

/**
 * The ids of the profiles whose names a VPC resolves right now. An association that is still being made or ended
 * counts: nobody knows at which moment in between it begins or ceases to work.
 */
export function resolvingProfiles(world: World, region: string, vpcId: string): readonly string[] {
  const ids: string[] = [];
  for (const association of world.profiles.associations.values()) {
    if (association.vpcId !== vpcId || association.region !== region || association.status === 'FAILED')
      continue;
    if (isUsable(world, association)) ids.push(association.profileId);
  }
  return ids;
}

/**
 * The addresses that a VPC's resolver answers for a name that endpoints have; none where it knows no such name. The
 * VPC's own endpoint comes before that of a profile, and an association answers once it is COMPLETE.
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/profiles.html
 */
export function addressesOf(world: World, vpcId: string, name: string): readonly string[] {
  const { ec2, profiles } = world;
  if (ec2.vpcs.get(vpcId)?.dnsSupport !== true) return [];
  const own = [...ec2.endpoints.values()].filter((endpoint) => endpoint.vpcId === vpcId);
  const associated = [...profiles.associations.values()]
    .filter((one) => one.vpcId === vpcId && one.status === 'COMPLETE' && isUsable(world, one))
    .map(({ profileId }) => profileId);
  const shared = [...profiles.resourceAssociations.values()]
    .filter(({ profileId, status }) => associated.includes(profileId) && status === 'COMPLETE')
    .flatMap(({ resourceArn }) => ec2.endpoints.get(resourceArn.split('/').at(-1) ?? '') ?? []);
  return [...own, ...shared].find((endpoint) => answersTo(world, endpoint, name))?.addresses ?? [];
}

function answersTo(world: World, endpoint: SimulatedEndpoint, name: string): boolean {
  const known = endpoint.state === 'Available' ? privateDnsName(world, endpoint) : undefined;
  return known !== undefined && (known.startsWith('*.') ? name.endsWith(known.slice(1)) : known === name);
}

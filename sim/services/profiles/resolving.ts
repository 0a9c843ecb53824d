import type { World } from '../../world.ts';
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

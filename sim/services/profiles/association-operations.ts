import type { Call } from '../../call.ts';
import type { Operations } from '../../operation.ts';
import { refuse } from '../../refusal.ts';
import {
  beginAssociation,
  beginDisassociation,
  describeAssociation,
  forgetUnshared,
  visibleAssociations,
} from './associations.ts';
import { listPage, notFound, validId, validName } from './checks.ts';
import { tagRecord } from './profile-operations.ts';
import { visibleProfile } from './profiles.ts';

/** Associations of profiles with VPCs, each seen by the account that made it. */
export const associationOperations: Operations<typeof import('@aws-sdk/client-route53profiles')> = {
  AssociateProfile: {
    takes: ['ProfileId', 'ResourceId', 'Name', 'Tags'],
    answer(input, call) {
      const { world } = call;
      const name = validName(input.Name);
      const profile = visibleProfile(call, input.ProfileId);
      const vpcId = ownVpcId(call, input.ResourceId);
      forgetUnshared(world);
      mayAssociate(call, profile.id, vpcId);
      const association = beginAssociation(world, {
        profileId: profile.id,
        vpcId,
        name,
        tags: tagRecord(input.Tags),
      });
      return { ProfileAssociation: describeAssociation(association) };
    },
  },
  DisassociateProfile: {
    takes: ['ProfileId', 'ResourceId'],
    answer(input, call) {
      const profileId = validId(input.ProfileId, 'profileId');
      const vpcId = validId(input.ResourceId, 'resourceId');
      const association =
        visibleAssociations(call).find(
          (one) => one.account === call.caller.account && one.profileId === profileId && one.vpcId === vpcId,
        ) ?? notFound('PROFILE_ASSOCIATION', vpcId);
      beginDisassociation(call.world, association);
      return { ProfileAssociation: describeAssociation(association) };
    },
  },
  GetProfileAssociation: {
    takes: ['ProfileAssociationId'],
    answer(input, call) {
      const id = validId(input.ProfileAssociationId, 'profileAssociationId');
      const association =
        visibleAssociations(call).find((one) => one.id === id) ?? notFound('PROFILE_ASSOCIATION', id);
      return { ProfileAssociation: describeAssociation(association) };
    },
  },
  ListProfileAssociations: {
    takes: ['ProfileId', 'ResourceId', 'MaxResults', 'NextToken'],
    answer(input, call) {
      const kept = visibleAssociations(call).filter(
        ({ profileId, vpcId }) =>
          (input.ProfileId === undefined || profileId === input.ProfileId) &&
          (input.ResourceId === undefined || vpcId === input.ResourceId),
      );
      const { items, nextToken } = listPage(kept, input, call.world);
      return { ProfileAssociations: items.map(describeAssociation), NextToken: nextToken };
    },
  },
};

function ownVpcId({ world, caller, region }: Call, resourceId: string | undefined): string {
  const vpc = world.ec2.vpcs.get(validId(resourceId, 'resourceId'));
  return vpc?.account === caller.account && vpc.region === region ? vpc.id : notFound('VPC', resourceId);
}

function mayAssociate({ world }: Call, profileId: string, vpcId: string): void {
  const { associations, quotas } = world.profiles;
  const all = [...associations.values()];
  const earlier = all.find((one) => one.vpcId === vpcId && one.status !== 'FAILED');
  if (earlier !== undefined && earlier.status !== 'COMPLETE')
    refuse('ConflictException', `An association of the VPC ${vpcId} is ${earlier.status}; try again later`);
  if (earlier !== undefined)
    refuse(
      world.unknowns.profileExistsError,
      `The VPC ${vpcId} has already been associated with the profile ${earlier.profileId}`,
      400,
      world.unknowns.profileExistsError === 'ResourceExistsException'
        ? { ResourceType: 'PROFILE_ASSOCIATION' }
        : {},
    );
  if (all.filter((one) => one.profileId === profileId).length >= quotas.vpcsPerProfile)
    refuse('LimitExceededException', `The profile ${profileId} has reached its quota of VPCs`, 400, {
      ResourceType: 'PROFILE_ASSOCIATION',
    });
}

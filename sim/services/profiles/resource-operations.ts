import type { Call } from '../../call.ts';
import type { Operations } from '../../operation.ts';
import { refuse } from '../../refusal.ts';
import type { World } from '../../world.ts';
import { listPage, notFound, validId, validName } from './checks.ts';
import { ownProfile, visibleProfile } from './profiles.ts';
import { addResourceAssociation, describeResource } from './resources.ts';
import type { SimulatedResourceAssociation } from './state.ts';

/** The resources of profiles; consumers see them and only the owner changes them. */
export const resourceOperations: Operations<typeof import('@aws-sdk/client-route53profiles')> = {
  AssociateResourceToProfile: {
    takes: ['ProfileId', 'ResourceArn', 'Name', 'ResourceProperties'],
    answer(input, call) {
      const { world, caller } = call;
      const name = validName(input.Name);
      const profile = ownProfile(call, input.ProfileId);
      const arn = input.ResourceArn ?? '';
      if (resourcesOf(world, profile.id).some(({ resourceArn }) => resourceArn === arn))
        refuse(
          'ConflictException',
          `The resource ${arn} is already associated with the profile ${profile.id}`,
        );
      mustExist(call, arn);
      const association = addResourceAssociation(world, {
        profileId: profile.id,
        resourceArn: arn,
        name,
        account: caller.account,
        ...(input.ResourceProperties === undefined ? {} : { properties: input.ResourceProperties }),
      });
      update(world, association);
      return { ProfileResourceAssociation: describeResource(association) };
    },
  },
  DisassociateResourceFromProfile: {
    takes: ['ProfileId', 'ResourceArn'],
    answer(input, call) {
      const { world } = call;
      const profile = ownProfile(call, input.ProfileId);
      const association =
        resourcesOf(world, profile.id).find(({ resourceArn }) => resourceArn === input.ResourceArn) ??
        notFound('PROFILE_RESOURCE_ASSOCIATION', input.ResourceArn);
      association.status = 'DELETING';
      association.modifiedAtMs = world.clock.nowMs;
      world.clock.after(world.latencies.profileDisassociates, () => {
        world.profiles.resourceAssociations.delete(association.id);
      });
      return { ProfileResourceAssociation: describeResource(association) };
    },
  },
  GetProfileResourceAssociation: {
    takes: ['ProfileResourceAssociationId'],
    answer: (input, call) => ({
      ProfileResourceAssociation: describeResource(
        visibleResource(call, input.ProfileResourceAssociationId, visibleProfile),
      ),
    }),
  },
  ListProfileResourceAssociations: {
    takes: ['ProfileId', 'ResourceType', 'MaxResults', 'NextToken'],
    answer(input, call) {
      const profile = visibleProfile(call, input.ProfileId);
      const kept = resourcesOf(call.world, profile.id).filter(
        ({ resourceType }) => input.ResourceType === undefined || resourceType === input.ResourceType,
      );
      const { items, nextToken } = listPage(kept, input, call.world);
      return { ProfileResourceAssociations: items.map(describeResource), NextToken: nextToken };
    },
  },
  UpdateProfileResourceAssociation: {
    takes: ['ProfileResourceAssociationId', 'Name', 'ResourceProperties'],
    answer(input, call) {
      const association = visibleResource(call, input.ProfileResourceAssociationId, ownProfile);
      if (association.status !== 'COMPLETE')
        refuse('ConflictException', `The association ${association.id} is ${association.status}`);
      association.name = input.Name === undefined ? association.name : validName(input.Name);
      association.properties = input.ResourceProperties ?? association.properties;
      update(call.world, association);
      return { ProfileResourceAssociation: describeResource(association) };
    },
  },
};

function resourcesOf({ profiles }: World, profileId: string): SimulatedResourceAssociation[] {
  return [...profiles.resourceAssociations.values()].filter((one) => one.profileId === profileId);
}

function visibleResource(
  call: Call,
  wanted: string | undefined,
  profileOf: typeof visibleProfile,
): SimulatedResourceAssociation {
  const id = validId(wanted, 'profileResourceAssociationId');
  const association = call.world.profiles.resourceAssociations.get(id);
  if (association === undefined) return notFound('PROFILE_RESOURCE_ASSOCIATION', id);
  profileOf(call, association.profileId);
  return association;
}

/** Of all resources that a profile may have, the simulator knows interface endpoints. */
function mustExist({ world, caller, region }: Call, arn: string): void {
  const endpointId = /:vpc-endpoint\/(vpce-[0-9a-f]+)$/.exec(arn)?.[1];
  if (endpointId === undefined) return;
  const endpoint = world.ec2.endpoints.get(endpointId);
  if (endpoint?.account !== caller.account || endpoint.region !== region) notFound('VPC_ENDPOINT', arn);
}

function update(world: World, association: SimulatedResourceAssociation): void {
  association.status = 'UPDATING';
  association.modifiedAtMs = world.clock.nowMs;
  world.clock.after(world.latencies.profileAssociates, () => {
    if (association.status !== 'UPDATING') return;
    association.status = 'COMPLETE';
    association.modifiedAtMs = world.clock.nowMs;
  });
}

import type { Principal } from '@aws-sdk/client-ram';
import type { Operations } from '../../operation.ts';
import { refuse } from '../../refusal.ts';
import type { World } from '../../world.ts';
import {
  currentAssociation,
  describeAssociation,
  hasEnded,
  isInEffect,
  listedAssociations,
  statusOf,
} from './association.ts';
import { listed, ownShare, required, resourceTypeOf, sharesOf } from './request.ts';
import { isUsable } from './shares.ts';
import type { SimulatedShare } from './state.ts';

export const listOperations = {
  GetResourceShareAssociations: {
    takes: [
      'associationType',
      'resourceShareArns',
      'resourceArn',
      'principal',
      'associationStatus',
      'nextToken',
      'maxResults',
    ],
    answer({ resourceArn, principal, associationStatus, resourceShareArns, ...input }, call) {
      const { world } = call;
      const type = required(input.associationType, 'associationType');
      if (principal !== undefined && type !== 'PRINCIPAL') onlyWith('principal', 'PRINCIPAL');
      if (resourceArn !== undefined && type !== 'RESOURCE') onlyWith('resourceArn', 'RESOURCE');
      const shares = resourceShareArns?.map((arn) => ownShare(call, arn)) ?? sharesOf(call, 'SELF');
      const entity = principal ?? resourceArn;
      const found = shares.flatMap((share) =>
        listedAssociations(world, share)
          .filter((each) => each.type === type && each.entity === (entity ?? each.entity))
          .filter(
            (each) => statusOf(world, share, each) === (associationStatus ?? statusOf(world, share, each)),
          )
          .map((association) => describeAssociation(world, share, association)),
      );
      const { items, nextToken } = listed(call, found, input);
      return { resourceShareAssociations: items, nextToken };
    },
  },
  ListPrincipals: {
    takes: [
      'resourceOwner',
      'resourceArn',
      'principals',
      'resourceType',
      'resourceShareArns',
      'nextToken',
      'maxResults',
    ],
    answer({ resourceArn, principals, resourceType, resourceShareArns, ...input }, call) {
      const { world } = call;
      const owner = required(input.resourceOwner, 'resourceOwner');
      const shares = sharesOf(call, owner, resourceShareArns)
        .filter(
          (share) => resourceArn === undefined || currentAssociation(world, share, 'RESOURCE', resourceArn),
        )
        .filter(
          ({ associations }) =>
            resourceType === undefined ||
            associations.some(
              ({ type, entity }) => type === 'RESOURCE' && resourceTypeOf(entity) === resourceType,
            ),
        );
      const found = shares.flatMap((share) => principalsOf(world, share, owner));
      const wanted = found.filter(({ id }) => id !== undefined && (principals?.includes(id) ?? true));
      const { items, nextToken } = listed(call, wanted, input);
      return { principals: items, nextToken };
    },
  },
  ListResources: {
    takes: [
      'resourceOwner',
      'principal',
      'resourceType',
      'resourceArns',
      'resourceShareArns',
      'resourceRegionScope',
      'nextToken',
      'maxResults',
    ],
    answer({ principal, resourceType, resourceArns, resourceShareArns, ...input }, call) {
      const { world, caller } = call;
      const owner = required(input.resourceOwner, 'resourceOwner');
      const shares = sharesOf(call, owner, resourceShareArns).filter(
        (share) =>
          principal === undefined ||
          (owner === 'SELF'
            ? currentAssociation(world, share, 'PRINCIPAL', principal)
            : share.owner === principal),
      );
      const found = shares.flatMap((share) =>
        share.associations
          .filter((each) => each.type === 'RESOURCE' && isInEffect(world, share, each))
          .map(({ entity: arn, createdAtMs, updatedAtMs }) => ({
            arn,
            type: resourceTypeOf(arn),
            resourceShareArn: share.arn,
            status:
              owner === 'SELF' || isUsable(world, share, arn, caller.account)
                ? ('AVAILABLE' as const)
                : ('PENDING' as const),
            creationTime: new Date(createdAtMs),
            lastUpdatedTime: new Date(updatedAtMs),
            resourceRegionScope: 'REGIONAL' as const,
          })),
      );
      const wanted = found
        .filter(({ arn }) => resourceArns?.includes(arn) ?? true)
        .filter(({ type }) => type === (resourceType ?? type))
        .filter(() => input.resourceRegionScope !== 'GLOBAL');
      const { items, nextToken } = listed(call, wanted, input);
      return { resources: items, nextToken };
    },
  },
} satisfies Operations<typeof import('@aws-sdk/client-ram')>;

/** Whom the share is shared with, ASSOCIATED or not yet; to its consumers, who shares it. */
function principalsOf(
  world: World,
  share: SimulatedShare,
  owner: 'SELF' | 'OTHER-ACCOUNTS',
): readonly Principal[] {
  const principals =
    owner === 'SELF'
      ? share.associations.filter((each) => each.type === 'PRINCIPAL' && !hasEnded(world, share, each))
      : [{ ...share, entity: share.owner, external: false }];
  return principals.map(({ entity, createdAtMs, updatedAtMs, external }) => ({
    id: entity,
    resourceShareArn: share.arn,
    creationTime: new Date(createdAtMs),
    lastUpdatedTime: new Date(updatedAtMs),
    external,
  }));
}

function onlyWith(member: string, type: string): never {
  return refuse(
    'InvalidParameterException',
    `${member} can be specified only with the association type ${type}.`,
  );
}

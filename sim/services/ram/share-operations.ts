import type { ResourceShare, Tag, TagFilter } from '@aws-sdk/client-ram';
import type { Operations } from '../../operation.ts';
import { refuse } from '../../refusal.ts';
import type { World } from '../../world.ts';
import { associate, entitiesOf, refuseWhileAssociating } from './associate.ts';
import { end, hasEnded } from './association.ts';
import { withdraw } from './invitations.ts';
import { listed, ownShare, required, sharesOf } from './request.ts';
import { createShare } from './shares.ts';
import type { SimulatedShare } from './state.ts';

const listedAfterDeletionSeconds = 2 * 3600;

export const shareOperations = {
  CreateResourceShare: {
    takes: [
      'name',
      'resourceArns',
      'principals',
      'tags',
      'allowExternalPrincipals',
      'clientToken',
      'resourceShareConfiguration',
    ],
    answer(input, call) {
      const { world, caller, region } = call;
      return world.ram.created.answer(input, call, () => {
        const { allowExternalPrincipals = true, resourceShareConfiguration } = input;
        const retain = resourceShareConfiguration?.retainSharingOnAccountLeaveOrganization ?? false;
        if (retain && !allowExternalPrincipals)
          refuse(
            'InvalidParameterException',
            'Retaining sharing requires that external principals are allowed.',
          );
        const share = createShare(world, {
          owner: caller.account,
          region,
          name: required(input.name, 'name'),
          allowExternalPrincipals,
          retainSharingOnAccountLeaveOrganization: retain,
          tags: tagsIn(input.tags ?? []),
        });
        try {
          associate(call, share, entitiesOf(input));
        } catch (refusal) {
          world.ram.shares.delete(share.arn);
          throw refusal;
        }
        return { resourceShare: describeShare(share), clientToken: input.clientToken };
      });
    },
  },
  UpdateResourceShare: {
    takes: ['resourceShareArn', 'name', 'allowExternalPrincipals', 'clientToken'],
    answer(input, call) {
      return call.world.ram.updated.answer(input, call, () => {
        const share = active(ownShare(call, input.resourceShareArn));
        share.name = input.name ?? share.name;
        share.allowExternalPrincipals = input.allowExternalPrincipals ?? share.allowExternalPrincipals;
        share.updatedAtMs = call.world.clock.nowMs;
        return { resourceShare: describeShare(share), clientToken: input.clientToken };
      });
    },
  },
  DeleteResourceShare: {
    takes: ['resourceShareArn', 'clientToken'],
    answer(input, call) {
      return call.world.ram.deleted.answer(input, call, () => {
        const share = active(ownShare(call, input.resourceShareArn));
        refuseWhileAssociating(share);
        beginDeletion(call.world, share);
        return { returnValue: true, clientToken: input.clientToken };
      });
    },
  },
  GetResourceShares: {
    takes: [
      'resourceOwner',
      'resourceShareArns',
      'resourceShareStatus',
      'name',
      'tagFilters',
      'nextToken',
      'maxResults',
    ],
    answer(
      { resourceOwner, resourceShareArns, resourceShareStatus, name, tagFilters = [], ...paging },
      call,
    ) {
      const found = sharesOf(call, required(resourceOwner, 'resourceOwner'), resourceShareArns)
        .filter((share) => share.status === (resourceShareStatus ?? share.status))
        .filter((share) => share.name === (name ?? share.name))
        .filter(({ tags }) => tagFilters.every((filter) => matches(tags, filter)));
      const { items, nextToken } = listed(call, found, paging);
      return { resourceShares: items.map(describeShare), nextToken };
    },
  },
} satisfies Operations<typeof import('@aws-sdk/client-ram')>;

/** What a share shares ends at once; its associations end as if each had been disassociated. */
function beginDeletion(world: World, share: SimulatedShare): void {
  setStatus(world, share, 'DELETING');
  for (const association of share.associations) {
    if (association.invited) withdraw(world, share, association.entity);
    if (!hasEnded(world, share, association) && association.status !== 'DISASSOCIATING')
      end(world, share, association);
  }
  world.clock.after(world.latencies.principalDisassociates, () => {
    setStatus(world, share, 'DELETED');
    world.clock.after(listedAfterDeletionSeconds, () => world.ram.shares.delete(share.arn), {
      background: true,
    });
  });
}

function setStatus(world: World, share: SimulatedShare, status: SimulatedShare['status']): void {
  share.status = status;
  share.updatedAtMs = world.clock.nowMs;
}

function active(share: SimulatedShare): SimulatedShare {
  return share.status === 'ACTIVE'
    ? share
    : refuse('OperationNotPermittedException', `The resource share ${share.arn} is ${share.status}.`);
}

function tagsIn(tags: readonly Tag[]): ReadonlyMap<string, string> {
  return new Map(tags.map(({ key, value }) => [required(key, 'key'), value ?? '']));
}

function matches(tags: ReadonlyMap<string, string>, { tagKey, tagValues = [] }: TagFilter): boolean {
  const value = tags.get(required(tagKey, 'tagKey'));
  return value !== undefined && (tagValues.length === 0 || tagValues.includes(value));
}

function describeShare(share: SimulatedShare): ResourceShare {
  return {
    resourceShareArn: share.arn,
    name: share.name,
    owningAccountId: share.owner,
    allowExternalPrincipals: share.allowExternalPrincipals,
    status: share.status,
    tags: [...share.tags].map(([key, value]) => ({ key, value })),
    creationTime: new Date(share.createdAtMs),
    lastUpdatedTime: new Date(share.updatedAtMs),
    featureSet: 'STANDARD',
    resourceShareConfiguration: {
      retainSharingOnAccountLeaveOrganization: share.retainSharingOnAccountLeaveOrganization,
    },
  };
}

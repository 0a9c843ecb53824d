import type { GetResourcesInput, TagFilter } from '@aws-sdk/client-resource-groups-tagging-api';
import type { Call } from '../../call.ts';
import type { Operations } from '../../operation.ts';
import { page } from '../../page.ts';
import { refuse } from '../../refusal.ts';
import { sparse } from '../../sparse.ts';
import type { World } from '../../world.ts';
import { arnOf } from './describe.ts';
import { homeRegion } from './home-region.ts';
import { accountOf, tagsOf } from './tree.ts';

/** Resource Groups Tagging, for what Organizations has: accounts, OUs and the root. */
export const tagging = {
  GetResources: {
    takes: ['PaginationToken', 'TagFilters', 'ResourcesPerPage', 'ResourceTypeFilters', 'ResourceARNList'],
    answer(input, call) {
      refuseConflicts(input);
      const { TagFilters = [], ResourceTypeFilters = [], ResourceARNList } = input;
      const found = visible(call)
        .filter(
          ({ type }) =>
            ResourceTypeFilters.length === 0 || ResourceTypeFilters.some((wanted) => isOfType(type, wanted)),
        )
        .filter(({ arn }) => ResourceARNList?.includes(arn) ?? true)
        .filter(({ tags }) => TagFilters.every((filter) => matches(tags, filter)));
      const codes = { limit: 'InvalidParameterException', token: 'InvalidParameterException' };
      const size = { default: 50, max: 100 };
      const { items, nextToken } = sparse(call.world, input.PaginationToken || undefined, (token) =>
        page(found, { limit: input.ResourcesPerPage, token, size, codes }),
      );
      return {
        PaginationToken: nextToken ?? '',
        ResourceTagMappingList: items.map(({ arn, tags }) => ({
          ResourceARN: arn,
          Tags: [...tags].map(([Key, Value]) => ({ Key, Value })),
        })),
      };
    },
  },
} satisfies Operations<typeof import('@aws-sdk/client-resource-groups-tagging-api')>;

interface TaggedResource {
  readonly arn: string;
  readonly type: 'account' | 'ou' | 'root';
  readonly tags: ReadonlyMap<string, string>;
}

/** What the caller has in the Region of the call: elsewhere than Organizations' own Region, nothing. */
function visible({ world, caller, region }: Call): readonly TaggedResource[] {
  const { inUse, managementAccountId, onceTagged } = world.organization;
  if (!inUse || caller.account !== managementAccountId || region !== homeRegion(world)) return [];
  return [...onceTagged].flatMap((id) => {
    const type = kindOf(world, id);
    return type === undefined ? [] : [{ arn: arnOf(world, type, id), type, tags: tagsOf(world, id) }];
  });
}

function kindOf(world: World, id: string): TaggedResource['type'] | undefined {
  const account = accountOf(world, id);
  if (account !== undefined)
    return account.state === 'CLOSED' && !world.unknowns.taggingListsClosedAccounts ? undefined : 'account';
  if (world.organization.ous.has(id)) return 'ou';
  return id === world.organization.rootId ? 'root' : undefined;
}

function isOfType(type: TaggedResource['type'], wanted: string): boolean {
  return wanted === 'organizations' || wanted === `organizations:${type}`;
}

function matches(tags: ReadonlyMap<string, string>, { Key, Values = [] }: TagFilter): boolean {
  const value = tags.get(Key ?? '');
  return value !== undefined && (Values.length === 0 || Values.includes(value));
}

function refuseConflicts({ ResourceARNList, ...others }: GetResourcesInput): void {
  if (ResourceARNList === undefined) return;
  const { ResourcesPerPage, ResourceTypeFilters, TagFilters, PaginationToken } = others;
  if (ResourcesPerPage ?? ResourceTypeFilters ?? TagFilters ?? PaginationToken)
    refuse('InvalidParameterException', 'ResourceARNList cannot be combined with filters or paging.');
}

import type { Operations } from '../../operation.ts';
import { refuse } from '../../refusal.ts';
import type { World } from '../../world.ts';
import { arnOf, describeAccount, describeOu } from './describe.ts';
import { listed } from './paging.ts';
import { idIn, managementOnly, membersOnly, required } from './request.ts';
import { ancestorsOf, isParent } from './tree.ts';

export const listOperations = {
  DescribeOrganization: {
    takes: [],
    answer(_, call) {
      membersOnly(call);
      const { id, managementAccountId, accounts } = call.world.organization;
      return {
        Organization: {
          Id: id,
          Arn: arnOf(call.world, 'organization'),
          FeatureSet: 'ALL',
          MasterAccountId: managementAccountId,
          MasterAccountArn: arnOf(call.world, 'account', managementAccountId),
          MasterAccountEmail: accounts.get(managementAccountId)?.email,
          AvailablePolicyTypes: [],
        },
      };
    },
  },
  ListAccounts: {
    takes: ['NextToken', 'MaxResults'],
    answer(input, call) {
      managementOnly(call);
      const { items, nextToken } = listed(call.world, [...call.world.organization.accounts.values()], input);
      return { Accounts: items.map((account) => describeAccount(call.world, account)), NextToken: nextToken };
    },
  },
  ListAccountsForParent: {
    takes: ['ParentId', 'NextToken', 'MaxResults'],
    answer(input, call) {
      managementOnly(call);
      const { items, nextToken } = listed(
        call.world,
        accountsIn(call.world, parent(call.world, input.ParentId)),
        input,
      );
      return { Accounts: items.map((account) => describeAccount(call.world, account)), NextToken: nextToken };
    },
  },
  ListChildren: {
    takes: ['ParentId', 'ChildType', 'NextToken', 'MaxResults'],
    answer(input, call) {
      managementOnly(call);
      const parentId = parent(call.world, input.ParentId);
      const type = required(input.ChildType);
      const children = type === 'ACCOUNT' ? accountsIn(call.world, parentId) : ousIn(call.world, parentId);
      const { items, nextToken } = listed<{ readonly id: string }>(call.world, children, input);
      return { Children: items.map(({ id }) => ({ Id: id, Type: type })), NextToken: nextToken };
    },
  },
  ListParents: {
    takes: ['ChildId', 'NextToken', 'MaxResults'],
    answer(input, call) {
      managementOnly(call);
      const [nearest] = ancestorsOf(call.world, idIn('child', input.ChildId));
      if (nearest === undefined)
        refuse('ChildNotFoundException', "You specified a child that doesn't exist.");
      const { items, nextToken } = listed(call.world, [{ Id: nearest.id, Type: nearest.type }], input);
      return { Parents: items, NextToken: nextToken };
    },
  },
  ListRoots: {
    takes: ['NextToken', 'MaxResults'],
    answer(input, call) {
      managementOnly(call);
      const { rootId } = call.world.organization;
      const root = { Id: rootId, Arn: arnOf(call.world, 'root', rootId), Name: 'Root', PolicyTypes: [] };
      const { items, nextToken } = listed(call.world, [root], input);
      return { Roots: items, NextToken: nextToken };
    },
  },
  ListOrganizationalUnitsForParent: {
    takes: ['ParentId', 'NextToken', 'MaxResults'],
    answer(input, call) {
      managementOnly(call);
      const { items, nextToken } = listed(
        call.world,
        ousIn(call.world, parent(call.world, input.ParentId)),
        input,
      );
      return { OrganizationalUnits: items.map((ou) => describeOu(call.world, ou)), NextToken: nextToken };
    },
  },
} satisfies Operations<typeof import('@aws-sdk/client-organizations')>;

function parent(world: World, value: string | undefined): string {
  const id = idIn('parent', value);
  return isParent(world, id)
    ? id
    : refuse('ParentNotFoundException', "You specified a parent that doesn't exist.");
}

function accountsIn({ organization }: World, parentId: string) {
  return [...organization.accounts.values()].filter((account) => account.parentId === parentId);
}

function ousIn({ organization }: World, parentId: string) {
  return [...organization.ous.values()].filter((ou) => ou.parentId === parentId);
}

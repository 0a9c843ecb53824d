import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Call } from '../../../sim/call.ts';
import { organizations } from '../../../sim/services/organizations/operations.ts';
import {
  accountOf,
  addAccount,
  addOu,
  ancestorsOf,
  isMember,
  isUnder,
  moveAccount,
  pathOf,
  removeAccount,
} from '../../../sim/services/organizations/tree.ts';
import { World } from '../../../sim/world.ts';

type Change =
  | { readonly kind: 'addOu' | 'addAccount'; readonly at: number }
  | { readonly kind: 'move'; readonly account: number; readonly at: number }
  | { readonly kind: 'remove'; readonly account: number };

const anyChange: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ kind: fc.constantFrom('addOu' as const, 'addAccount' as const), at: fc.nat(50) }),
  fc.record({ kind: fc.constant('move' as const), account: fc.nat(50), at: fc.nat(50) }),
  fc.record({ kind: fc.constant('remove' as const), account: fc.nat(50) }),
);

function pick(from: Iterable<string>, at: number): string | undefined {
  const all = [...from];
  return all[at % all.length];
}

function apply(world: World, change: Change): void {
  const { accounts, ous, rootId, managementAccountId } = world.organization;
  const parentId = 'at' in change ? pick([rootId, ...ous.keys()], change.at) : undefined;
  const members = [...accounts.keys()].filter((id) => id !== managementAccountId);
  const account = 'account' in change ? pick(members, change.account) : undefined;
  switch (change.kind) {
    case 'addOu':
      if (parentId !== undefined && ancestorsOf(world, parentId).length < 5)
        addOu(world, { name: `OU ${ous.size}`, parentId });
      return;
    case 'addAccount':
      if (parentId !== undefined) addAccount(world, { name: `Account ${accounts.size}`, parentId });
      return;
    case 'move':
      if (account !== undefined && parentId !== undefined && accountOf(world, account)?.parentId !== parentId)
        moveAccount(world, account, parentId);
      return;
    case 'remove':
      if (account !== undefined) removeAccount(world, account);
  }
}

/** The accounts below a parent, found downwards through the API's lists. */
function below(call: Call, ParentId: string): readonly string[] {
  const accounts = organizations.ListAccountsForParent.answer({ ParentId }, call).Accounts;
  const ous = organizations.ListOrganizationalUnitsForParent.answer({ ParentId }, call).OrganizationalUnits;
  return [...accounts.map(({ Id = '' }) => Id), ...ous.flatMap(({ Id = '' }) => below(call, Id))];
}

test('the tree read upwards and downwards is one tree', () => {
  fc.assert(
    fc.property(fc.array(anyChange, { maxLength: 19 }), (changes) => {
      const world = new World();
      for (const change of changes) apply(world, change);
      const { accounts, ous, rootId, id: organizationId, managementAccountId } = world.organization;
      const caller = { account: managementAccountId, arn: 'arn' };
      const call = { world, caller, region: 'us-east-1', requestId: 'request' };
      for (const parent of [rootId, ...ous.keys()]) {
        const under = [...accounts.keys()].filter((id) => isUnder(world, id, parent));
        expect(below(call, parent).toSorted()).toEqual(under.toSorted());
      }
      for (const id of accounts.keys()) {
        const ancestors = ancestorsOf(world, id).map((ancestor) => ancestor.id);
        expect(isMember(world, id)).toBe(true);
        expect(ancestors.at(-1)).toBe(rootId);
        expect(ancestors[0]).toBe(accountOf(world, id)?.parentId);
        expect(pathOf(world, id)).toBe(`${[organizationId, ...ancestors.toReversed(), id].join('/')}/`);
        expect([rootId, ...ous.keys()].filter((parent) => isUnder(world, id, parent)).toSorted()).toEqual(
          ancestors.toSorted(),
        );
      }
    }),
  );
});

test('a stranger is under nothing', () => {
  const world = new World();
  expect(isMember(world, '999999999999')).toBe(false);
  expect(ancestorsOf(world, '999999999999')).toEqual([]);
  expect(isUnder(world, '999999999999', world.organization.rootId)).toBe(false);
});

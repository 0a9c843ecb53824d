import { expect, test } from '@jest/globals';
import { organizations } from '../../../sim/services/organizations/operations.ts';
import { addAccount, addOu, closeAccount, tag } from '../../../sim/services/organizations/tree.ts';
import { anOrganization, management, member, type Organization } from './organizations-calls.ts';

const absentOu = 'ou-ab12-00000000';

const refusals: {
  given: string;
  ask: (organization: Organization) => unknown;
  code: string;
  Reason?: string;
}[] = [
  {
    given: 'a malformed account id',
    ask: ({ call }) => organizations.DescribeAccount.answer({ AccountId: '12' }, call),
    code: 'InvalidInputException',
    Reason: 'INVALID_PATTERN',
  },
  {
    given: 'no account id',
    ask: ({ call }) => organizations.DescribeAccount.answer({ AccountId: undefined }, call),
    code: 'InvalidInputException',
    Reason: 'INPUT_REQUIRED',
  },
  {
    given: 'an unknown account',
    ask: ({ call }) => organizations.DescribeAccount.answer({ AccountId: '999999999999' }, call),
    code: 'AccountNotFoundException',
  },
  {
    given: 'an unknown OU',
    ask: ({ call }) =>
      organizations.DescribeOrganizationalUnit.answer({ OrganizationalUnitId: absentOu }, call),
    code: 'OrganizationalUnitNotFoundException',
  },
  {
    given: 'the accounts of an unknown parent',
    ask: ({ call }) => organizations.ListAccountsForParent.answer({ ParentId: absentOu }, call),
    code: 'ParentNotFoundException',
  },
  {
    given: 'the parents of an unknown child',
    ask: ({ call }) => organizations.ListParents.answer({ ChildId: absentOu }, call),
    code: 'ChildNotFoundException',
  },
  {
    given: 'tags of an unknown target',
    ask: ({ call }) => organizations.ListTagsForResource.answer({ ResourceId: '999999999999' }, call),
    code: 'TargetNotFoundException',
  },
  {
    given: 'a move from where the account is not',
    ask: ({ call, rootId, workloads }) =>
      organizations.MoveAccount.answer(
        { AccountId: member, SourceParentId: rootId, DestinationParentId: workloads.id },
        call,
      ),
    code: 'SourceParentNotFoundException',
  },
  {
    given: 'a move to an unknown OU',
    ask: ({ call, production }) =>
      organizations.MoveAccount.answer(
        { AccountId: member, SourceParentId: production.id, DestinationParentId: absentOu },
        call,
      ),
    code: 'DestinationParentNotFoundException',
  },
  {
    given: 'a move to where the account is',
    ask: ({ call, workloads, production }) =>
      organizations.MoveAccount.answer(
        { AccountId: member, SourceParentId: workloads.id, DestinationParentId: production.id },
        call,
      ),
    code: 'DuplicateAccountException',
  },
  {
    given: 'closing the management account',
    ask: ({ call }) => organizations.CloseAccount.answer({ AccountId: management }, call),
    code: 'ConstraintViolationException',
    Reason: 'CANNOT_CLOSE_MANAGEMENT_ACCOUNT',
  },
  {
    given: 'closing a fourth account while three are being closed',
    ask: ({ world, call }) => {
      for (const name of ['A', 'B', 'C']) closeAccount(world, addAccount(world, { name }).id);
      return organizations.CloseAccount.answer({ AccountId: member }, call);
    },
    code: 'ConstraintViolationException',
    Reason: 'CLOSE_ACCOUNT_REQUESTS_LIMIT_EXCEEDED',
  },
  {
    given: 'removing the management account',
    ask: ({ call }) => organizations.RemoveAccountFromOrganization.answer({ AccountId: management }, call),
    code: 'MasterCannotLeaveOrganizationException',
  },
  {
    given: 'removing an account that is being closed',
    ask: ({ world, call }) => {
      closeAccount(world, member);
      return organizations.RemoveAccountFromOrganization.answer({ AccountId: member }, call);
    },
    code: 'ConstraintViolationException',
    Reason: 'ACCOUNT_CANNOT_LEAVE_ORGANIZATION',
  },
  {
    given: 'removing an account created less than four days ago',
    ask: ({ world, call }) => {
      const { id } = addAccount(world, { name: 'New', joinedMethod: 'CREATED' });
      world.clock.advance(4 * 86_400 - 1);
      return organizations.RemoveAccountFromOrganization.answer({ AccountId: id }, call);
    },
    code: 'ConstraintViolationException',
    Reason: 'WAIT_PERIOD_ACTIVE',
  },
  {
    given: 'an OU of a name that the parent has',
    ask: ({ call, rootId }) =>
      organizations.CreateOrganizationalUnit.answer({ ParentId: rootId, Name: 'Workloads' }, call),
    code: 'DuplicateOrganizationalUnitException',
  },
  {
    given: 'renaming an OU to its sibling',
    ask: ({ world, call, workloads }) => {
      addOu(world, { name: 'Sandbox' });
      return organizations.UpdateOrganizationalUnit.answer(
        { OrganizationalUnitId: workloads.id, Name: 'Sandbox' },
        call,
      );
    },
    code: 'DuplicateOrganizationalUnitException',
  },
  {
    given: 'an OU below the fifth level',
    ask: ({ world, call, production }) => {
      let parentId = production.id;
      for (const name of ['3', '4', '5']) parentId = addOu(world, { name, parentId }).id;
      return organizations.CreateOrganizationalUnit.answer({ ParentId: parentId, Name: '6' }, call);
    },
    code: 'ConstraintViolationException',
    Reason: 'OU_DEPTH_LIMIT_EXCEEDED',
  },
  {
    given: 'deleting an OU that holds an OU',
    ask: ({ call, workloads }) =>
      organizations.DeleteOrganizationalUnit.answer({ OrganizationalUnitId: workloads.id }, call),
    code: 'OrganizationalUnitNotEmptyException',
  },
  {
    given: 'the status of an unknown creation',
    ask: ({ call }) =>
      organizations.DescribeCreateAccountStatus.answer({ CreateAccountRequestId: 'car-00000000' }, call),
    code: 'CreateAccountStatusNotFoundException',
  },
  {
    given: 'a name of 51 characters',
    ask: ({ call }) =>
      organizations.CreateAccount.answer({ AccountName: 'n'.repeat(51), Email: 'new@example.com' }, call),
    code: 'InvalidInputException',
    Reason: 'MAX_LENGTH_EXCEEDED',
  },
  {
    given: 'a reserved tag key',
    ask: ({ call }) =>
      organizations.TagResource.answer({ ResourceId: member, Tags: [{ Key: 'aws:x', Value: '' }] }, call),
    code: 'InvalidInputException',
    Reason: 'INVALID_SYSTEM_TAGS_PARAMETER',
  },
  {
    given: 'a tag key twice',
    ask: ({ call }) => {
      const Tags = [
        { Key: 'a', Value: '1' },
        { Key: 'a', Value: '2' },
      ];
      return organizations.TagResource.answer({ ResourceId: member, Tags }, call);
    },
    code: 'InvalidInputException',
    Reason: 'DUPLICATE_TAG_KEY',
  },
  {
    given: 'a fifty-first tag',
    ask: ({ world, call }) => {
      tag(world, member, Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`tag${at}`, ''])));
      return organizations.TagResource.answer(
        { ResourceId: member, Tags: [{ Key: 'more', Value: '' }] },
        call,
      );
    },
    code: 'ConstraintViolationException',
    Reason: 'MAX_TAG_LIMIT_EXCEEDED',
  },
  {
    given: 'a page of 21',
    ask: ({ call }) => organizations.ListAccounts.answer({ MaxResults: 21 }, call),
    code: 'InvalidInputException',
    Reason: 'MAX_VALUE_EXCEEDED',
  },
  {
    given: 'a page of 0',
    ask: ({ call }) => organizations.ListAccounts.answer({ MaxResults: 0 }, call),
    code: 'InvalidInputException',
    Reason: 'MIN_VALUE_EXCEEDED',
  },
  {
    given: 'a token of another service',
    ask: ({ call }) => organizations.ListAccounts.answer({ NextToken: 'elsewhere' }, call),
    code: 'InvalidInputException',
    Reason: 'INVALID_NEXT_TOKEN',
  },
];

test.each(refusals)('$given is refused with $code $Reason', ({ ask, code, Reason }) => {
  const organization = anOrganization();
  expect(() => ask(organization)).toThrow(
    expect.objectContaining({ code, members: Reason === undefined ? {} : { Reason } }),
  );
});

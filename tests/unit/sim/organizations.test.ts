import { expect, test } from '@jest/globals';
import type { Call } from '../../../sim/call.ts';
import { organizations } from '../../../sim/services/organizations/operations.ts';
import {
  addAccount,
  addOu,
  closeAccount,
  removeAccount,
  tag,
} from '../../../sim/services/organizations/tree.ts';
import { World } from '../../../sim/world.ts';
import { anOrganization, callFrom, management, member } from './organizations-calls.ts';

const calls: { readonly name: string; readonly ask: (call: Call) => unknown }[] = [
  { name: 'ListAccounts', ask: (call) => organizations.ListAccounts.answer({}, call) },
  { name: 'ListRoots', ask: (call) => organizations.ListRoots.answer({}, call) },
  {
    name: 'DescribeAccount',
    ask: (call) => organizations.DescribeAccount.answer({ AccountId: member }, call),
  },
  {
    name: 'TagResource',
    ask: (call) => organizations.TagResource.answer({ ResourceId: member, Tags: [] }, call),
  },
  { name: 'CloseAccount', ask: (call) => organizations.CloseAccount.answer({ AccountId: member }, call) },
  {
    name: 'ListDelegatedAdministrators',
    ask: (call) => organizations.ListDelegatedAdministrators.answer({}, call),
  },
];

test.each(calls)('$name is refused to a member and to a stranger', ({ ask }) => {
  const { world } = anOrganization();
  expect(() => ask(callFrom(world, member))).toThrow(
    expect.objectContaining({
      code: 'AccessDeniedException',
      message: "You don't have permissions to access this resource.",
    }),
  );
  const notInUse = expect.objectContaining({ code: 'AWSOrganizationsNotInUseException' });
  expect(() => ask(callFrom(world, '999999999999'))).toThrow(notInUse);
  world.organization.inUse = false;
  expect(() => ask(callFrom(world))).toThrow(notInUse);
});

test('DescribeOrganization answers every member', () => {
  const { world } = anOrganization();
  for (const account of [management, member])
    expect(
      organizations.DescribeOrganization.answer({}, callFrom(world, account)).Organization,
    ).toMatchObject({
      Id: 'o-a1b2c3d4e5',
      MasterAccountId: management,
      MasterAccountArn: `arn:aws:organizations::${management}:account/o-a1b2c3d4e5/${management}`,
    });
});

test('an account is created in the root, with its tags and the role for the management account', () => {
  const { world, call, rootId } = anOrganization();
  const Tags = [{ Key: 'jetway', Value: 'on' }];
  const wanted = { AccountName: 'Zürich 東京', Email: 'new@example.com', Tags };
  const { Id } = organizations.CreateAccount.answer(wanted, call).CreateAccountStatus;
  const status = () =>
    organizations.DescribeCreateAccountStatus.answer({ CreateAccountRequestId: Id }, call)
      .CreateAccountStatus;
  const inRoot = () => organizations.ListAccountsForParent.answer({ ParentId: rootId }, call).Accounts;

  world.clock.advance(world.latencies.accountCreates - 1);
  expect(status()).toMatchObject({ State: 'IN_PROGRESS' });
  expect(inRoot()).toHaveLength(1);

  world.clock.advance(1);
  const { AccountId } = status();
  expect(status()).toMatchObject({ State: 'SUCCEEDED', CompletedTimestamp: world.clock.now() });
  expect(inRoot()).toMatchObject([
    { Id: management },
    { Id: AccountId, Name: 'Zürich 東京', State: 'ACTIVE', JoinedMethod: 'CREATED' },
  ]);
  expect(organizations.ListTagsForResource.answer({ ResourceId: AccountId }, call).Tags).toEqual(Tags);
  expect(world.identity.roles.get(`${AccountId}/OrganizationAccountAccessRole`)).toMatchObject({
    trustPolicy: { Statement: [{ Principal: { AWS: [`arn:aws:iam::${management}:root`] } }] },
  });
});

test('an account whose address is taken fails', () => {
  const { world, call } = anOrganization();
  const Email = `${member}@example.com`;
  const { Id } = organizations.CreateAccount.answer({ AccountName: 'Twin', Email }, call).CreateAccountStatus;
  world.clock.advance(world.latencies.accountCreates);
  const status = organizations.DescribeCreateAccountStatus.answer({ CreateAccountRequestId: Id }, call);
  expect(status.CreateAccountStatus).toMatchObject({
    State: 'FAILED',
    FailureReason: 'EMAIL_ALREADY_EXISTS',
  });
});

test('closing goes by PENDING_CLOSURE and CLOSED to nothing after 90 days', () => {
  const { world, call } = anOrganization();
  const state = () => organizations.DescribeAccount.answer({ AccountId: member }, call).Account.State;
  const close = () => organizations.CloseAccount.answer({ AccountId: member }, call);
  close();
  expect(state()).toBe('PENDING_CLOSURE');
  expect(close).toThrow(expect.objectContaining({ code: 'ConflictException' }));
  world.clock.advance(world.latencies.accountCloses);
  expect(state()).toBe('CLOSED');
  expect(close).toThrow(expect.objectContaining({ code: 'AccountAlreadyClosedException' }));
  world.clock.advance(90 * 86_400);
  expect(state).toThrow(expect.objectContaining({ code: 'AccountNotFoundException' }));
});

test('an account that left while it was being closed may come back and stays', () => {
  const { world } = anOrganization();
  closeAccount(world, member);
  removeAccount(world, member);
  addAccount(world, { id: member, name: 'Back' });
  world.clock.advance(world.latencies.accountCloses + 90 * 86_400);
  expect(world.organization.accounts.get(member)?.state).toBe('ACTIVE');
});

test('an account that leaves leaves its tags behind, deleted', () => {
  const { world, call } = anOrganization();
  tag(world, member, { jetway: 'on' });
  organizations.RemoveAccountFromOrganization.answer({ AccountId: member }, call);
  addAccount(world, { id: member, name: 'Back' });
  expect(organizations.ListTagsForResource.answer({ ResourceId: member }, call).Tags).toEqual([]);
});

test('an account moves from one OU to another', () => {
  const { call, workloads, production } = anOrganization();
  const move = { AccountId: member, SourceParentId: production.id, DestinationParentId: workloads.id };
  organizations.MoveAccount.answer(move, call);
  expect(organizations.ListParents.answer({ ChildId: member }, call).Parents).toEqual([
    { Id: workloads.id, Type: 'ORGANIZATIONAL_UNIT' },
  ]);
  const children = (ParentId: string, ChildType: 'ACCOUNT' | 'ORGANIZATIONAL_UNIT') =>
    organizations.ListChildren.answer({ ParentId, ChildType }, call).Children;
  expect(children(workloads.id, 'ACCOUNT')).toEqual([{ Id: member, Type: 'ACCOUNT' }]);
  expect(children(workloads.id, 'ORGANIZATIONAL_UNIT')).toEqual([
    { Id: production.id, Type: 'ORGANIZATIONAL_UNIT' },
  ]);
  expect(children(production.id, 'ACCOUNT')).toEqual([]);
});

test('an OU is made, renamed and deleted', () => {
  const { world, call, rootId } = anOrganization();
  const Tags = [{ Key: 'jetway', Value: 'on' }];
  const { Id = '' } = organizations.CreateOrganizationalUnit.answer(
    { ParentId: rootId, Name: '東京', Tags },
    call,
  ).OrganizationalUnit;
  const listed = () => organizations.ListOrganizationalUnitsForParent.answer({ ParentId: rootId }, call);
  expect(listed().OrganizationalUnits).toContainEqual({
    Id,
    Arn: `arn:aws:organizations::${management}:ou/o-a1b2c3d4e5/${Id}`,
    Name: '東京',
    Path: `o-a1b2c3d4e5/${rootId}/${Id}/`,
  });
  expect(organizations.ListTagsForResource.answer({ ResourceId: Id }, call).Tags).toEqual(Tags);
  organizations.UpdateOrganizationalUnit.answer({ OrganizationalUnitId: Id, Name: 'Tokio' }, call);
  expect(
    organizations.DescribeOrganizationalUnit.answer({ OrganizationalUnitId: Id }, call).OrganizationalUnit
      .Name,
  ).toBe('Tokio');
  organizations.DeleteOrganizationalUnit.answer({ OrganizationalUnitId: Id }, call);
  expect(listed().OrganizationalUnits.map(({ Name }) => Name)).toEqual(['Workloads']);
  addOu(world, { name: 'Again', id: Id });
  expect(organizations.ListTagsForResource.answer({ ResourceId: Id }, call).Tags).toEqual([]);
});

test('tags are set, replaced and taken off one by one', () => {
  const { call } = anOrganization();
  const tags = () => organizations.ListTagsForResource.answer({ ResourceId: member }, call).Tags;
  const set = (Key: string, Value: string) =>
    organizations.TagResource.answer({ ResourceId: member, Tags: [{ Key, Value }] }, call);
  set('jetway', 'on');
  set('team', 'dns');
  set('jetway', 'off');
  expect(tags()).toEqual([
    { Key: 'jetway', Value: 'off' },
    { Key: 'team', Value: 'dns' },
  ]);
  organizations.UntagResource.answer({ ResourceId: member, TagKeys: ['jetway', 'absent'] }, call);
  expect(tags()).toEqual([{ Key: 'team', Value: 'dns' }]);
});

test.each([
  { accountPaths: true, accountStatus: false },
  { accountPaths: false, accountStatus: true },
])('an account is described with Paths $accountPaths and Status $accountStatus', (unknowns) => {
  const { world, call, rootId, workloads, production } = anOrganization(unknowns);
  closeAccount(world, member);
  world.clock.advance(world.latencies.accountCloses);
  const described = organizations.DescribeAccount.answer({ AccountId: member }, call).Account;
  expect(described.State).toBe('CLOSED');
  const path = `o-a1b2c3d4e5/${rootId}/${workloads.id}/${production.id}/${member}/`;
  expect(described.Paths).toEqual(unknowns.accountPaths ? [path] : undefined);
  expect(described.Status).toBe(unknowns.accountStatus ? 'SUSPENDED' : undefined);
  expect(organizations.ListAccounts.answer({}, call).Accounts).toContainEqual(described);
});

test.each([
  { emptyPages: false, sizes: [20, 20, 5] },
  { emptyPages: true, sizes: [0, 20, 0, 20, 0, 5] },
])('45 accounts come in pages of $sizes', ({ emptyPages, sizes }) => {
  const world = new World({ unknowns: { emptyPages } });
  for (let count = 2; count <= 45; count += 1) addAccount(world, { name: `Account ${count}` });
  const pages: string[][] = [];
  let NextToken: string | undefined;
  do {
    const answer = organizations.ListAccounts.answer({ NextToken }, callFrom(world));
    pages.push(answer.Accounts.map(({ Id = '' }) => Id));
    NextToken = answer.NextToken;
  } while (NextToken !== undefined);
  expect(pages.map((ids) => ids.length)).toEqual(sizes);
  expect(pages.flat()).toEqual([...world.organization.accounts.keys()]);
});

test('trusted access does not enable sharing in RAM', () => {
  const { world, call } = anOrganization();
  world.ram.organizationSharing = false;
  organizations.EnableAWSServiceAccess.answer({ ServicePrincipal: 'ram.amazonaws.com' }, call);
  expect(organizations.ListAWSServiceAccessForOrganization.answer({}, call).EnabledServicePrincipals).toEqual(
    [{ ServicePrincipal: 'ram.amazonaws.com', DateEnabled: world.clock.now() }],
  );
  expect(world.ram.organizationSharing).toBe(false);
});

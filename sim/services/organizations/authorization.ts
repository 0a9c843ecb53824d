import type * as sdk from '@aws-sdk/client-organizations';
import type { Call } from '../../call.ts';
import type { Authorizations, Need } from '../iam/need.ts';
import { arnOf } from './describe.ts';
import { tagsOf } from './tree.ts';

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsorganizations.html */
export const organizationsAuthorization: Authorizations<typeof sdk> = {
  DescribeAccount: ({ AccountId }, call) => [on(call, AccountId)],
  CreateAccount: ({ Tags }, call) => making(call, 'account', Tags, { resource: '*' }),
  DescribeCreateAccountStatus: '*',
  MoveAccount: ({ AccountId, SourceParentId, DestinationParentId }, call) =>
    [AccountId, SourceParentId, DestinationParentId].map((id) => on(call, id)),
  CloseAccount: ({ AccountId }, call) => [on(call, AccountId)],
  RemoveAccountFromOrganization: ({ AccountId }, call) => [on(call, AccountId)],
  DescribeOrganization: '*',
  ListAccounts: '*',
  ListAccountsForParent: ({ ParentId }, call) => [on(call, ParentId)],
  ListChildren: ({ ParentId }, call) => [on(call, ParentId)],
  ListParents: ({ ChildId }, call) => [on(call, ChildId)],
  ListRoots: '*',
  ListOrganizationalUnitsForParent: ({ ParentId }, call) => [on(call, ParentId)],
  RegisterDelegatedAdministrator: ({ AccountId }, call) => [on(call, AccountId)],
  ListDelegatedAdministrators: '*',
  DescribeOrganizationalUnit: ({ OrganizationalUnitId }, call) => [on(call, OrganizationalUnitId)],
  CreateOrganizationalUnit: ({ ParentId, Tags }, call) => making(call, 'ou', Tags, on(call, ParentId)),
  UpdateOrganizationalUnit: ({ OrganizationalUnitId }, call) => [on(call, OrganizationalUnitId)],
  DeleteOrganizationalUnit: ({ OrganizationalUnitId }, call) => [on(call, OrganizationalUnitId)],
  EnableAWSServiceAccess: '*',
  ListAWSServiceAccessForOrganization: '*',
  ListTagsForResource: ({ ResourceId }, call) => [on(call, ResourceId)],
  TagResource: ({ ResourceId, Tags = [] }, call) => [{ ...on(call, ResourceId), requestTags: tagMap(Tags) }],
  UntagResource: ({ ResourceId, TagKeys = [] }, call) => [
    { ...on(call, ResourceId), context: { 'aws:TagKeys': TagKeys } },
  ],
};

/** What an id of the organization names, whose ARN carries the management account. */
function on({ world }: Call, id = ''): Need {
  const kind = id.startsWith('ou-') ? 'ou' : id.startsWith('r-') ? 'root' : 'account';
  return { resource: arnOf(world, kind, id), resourceTags: tagsOf(world, id) };
}

/** Making something that has tags at once needs the permission to tag it, too. */
function making(
  { world }: Call,
  kind: 'account' | 'ou',
  tags: readonly sdk.Tag[] = [],
  made: Need,
): readonly Need[] {
  if (tags.length === 0) return [made];
  const requestTags = tagMap(tags);
  return [
    { ...made, requestTags },
    {
      action: 'organizations:TagResource',
      resource: arnOf(world, kind, '*'),
      requestTags,
      resourceTags: new Map(),
    },
  ];
}

function tagMap(tags: readonly sdk.Tag[]): ReadonlyMap<string, string> {
  return new Map(tags.map(({ Key = '', Value = '' }) => [Key, Value]));
}

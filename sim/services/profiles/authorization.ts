import type * as sdk from '@aws-sdk/client-route53profiles';
import type { Call } from '../../call.ts';
import type { Authorizations, Need } from '../iam/need.ts';

/**
 * Nothing but tagging has a resource.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonroute53profiles.html
 */
export const profilesAuthorization: Authorizations<typeof sdk> = {
  CreateProfile: ({ Tags }, call) => making(call, 'profile', Tags, { resource: '*' }),
  DeleteProfile: '*',
  GetProfile: '*',
  ListProfiles: '*',
  AssociateProfile: ({ ResourceId, Tags }, call) =>
    making(call, 'profile-association', Tags, withVpc(ResourceId)),
  DisassociateProfile: ({ ResourceId }) => [withVpc(ResourceId)],
  GetProfileAssociation: '*',
  ListProfileAssociations: '*',
  AssociateResourceToProfile: ({ ResourceArn }) => [withResource(ResourceArn)],
  DisassociateResourceFromProfile: ({ ResourceArn }) => [withResource(ResourceArn)],
  GetProfileResourceAssociation: '*',
  ListProfileResourceAssociations: '*',
  UpdateProfileResourceAssociation: '*',
  ListTagsForResource: '*',
  TagResource: ({ ResourceArn, Tags = {} }, { world }) => [
    { ...onTagged(ResourceArn, world.profiles.tags), requestTags: new Map(Object.entries(Tags)) },
  ],
  UntagResource: ({ ResourceArn, TagKeys = [] }, { world }) => [
    {
      ...onTagged(ResourceArn, world.profiles.tags),
      context: { 'aws:TagKeys': TagKeys },
    },
  ],
};

/** Making something that has tags at once needs the permission to tag it, too. */
function making(
  { world, caller, region }: Call,
  type: string,
  tags: readonly sdk.Tag[] = [],
  made: Need,
): readonly Need[] {
  if (tags.length === 0) return [made];
  const requestTags = new Map(tags.map(({ Key = '', Value = '' }) => [Key, Value]));
  const resource = `arn:${world.partition}:route53profiles:${region}:${caller.account}:${type}/*`;
  return [
    { ...made, requestTags },
    { action: 'route53profiles:TagResource', resource, requestTags, resourceTags: new Map() },
  ];
}

function withVpc(id: string | undefined): Need {
  return { resource: '*', ...(id !== undefined && { context: { 'route53profiles:ResourceIds': id } }) };
}

function withResource(arn: string | undefined): Need {
  return { resource: '*', ...(arn !== undefined && { context: { 'route53profiles:ResourceArns': arn } }) };
}

function onTagged(arn = '*', tags: ReadonlyMap<string, ReadonlyMap<string, string>>): Need {
  return { resource: arn, resourceTags: tags.get(arn) ?? new Map() };
}

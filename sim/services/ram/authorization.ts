import type * as sdk from '@aws-sdk/client-ram';
import type { Call } from '../../call.ts';
import type { Authorizations, Need } from '../iam/need.ts';

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsresourceaccessmanagerram.html */
export const ramAuthorization: Authorizations<typeof sdk> = {
  CreateResourceShare: ({ principals, tags = [], allowExternalPrincipals = true }) => {
    const need: Need = {
      resource: '*',
      ...(tags.length > 0 && {
        requestTags: new Map(tags.map(({ key = '', value = '' }) => [key, value])),
      }),
      context: asking(allowExternalPrincipals),
    };
    return forEach(principals, need);
  },
  UpdateResourceShare: ({ resourceShareArn, allowExternalPrincipals }, call) => {
    const need = onShare(call, resourceShareArn);
    return [{ ...need, context: { ...need.context, ...asking(allowExternalPrincipals) } }];
  },
  DeleteResourceShare: ({ resourceShareArn }, call) => [onShare(call, resourceShareArn)],
  GetResourceShares: '*',
  AssociateResourceShare: ({ resourceShareArn, principals }, call) =>
    forEach(principals, onShare(call, resourceShareArn)),
  DisassociateResourceShare: ({ resourceShareArn, principals }, call) =>
    forEach(principals, onShare(call, resourceShareArn)),
  GetResourceShareAssociations: '*',
  ListPrincipals: '*',
  ListResources: '*',
  GetResourceShareInvitations: '*',
  AcceptResourceShareInvitation: ({ resourceShareInvitationArn }, call) => [
    onInvitation(call, resourceShareInvitationArn),
  ],
  RejectResourceShareInvitation: ({ resourceShareInvitationArn }, call) => [
    onInvitation(call, resourceShareInvitationArn),
  ],
  EnableSharingWithAwsOrganization: '*',
};

function onShare({ world }: Call, arn = '*'): Need {
  const share = world.ram.shares.get(arn);
  return {
    resource: arn,
    resourceTags: share?.tags ?? new Map(),
    ...(share !== undefined && { context: { 'ram:ResourceShareName': share.name } }),
  };
}

function onInvitation({ world }: Call, arn = '*'): Need {
  const share = world.ram.invitations.get(arn)?.share;
  return {
    resource: arn,
    resourceTags: new Map(),
    ...(share !== undefined && {
      context: { 'ram:ResourceShareName': share.name, 'ram:ShareOwnerAccountId': share.owner },
    }),
  };
}

/** A request is allowed only if each of its principals is. */
function forEach(principals: readonly string[] = [], need: Need): readonly Need[] {
  if (principals.length === 0) return [need];
  return principals.map((principal) => ({
    ...need,
    context: { ...need.context, 'ram:Principal': principal },
  }));
}

function asking(allowExternalPrincipals: boolean | undefined): NonNullable<Need['context']> {
  return allowExternalPrincipals === undefined
    ? {}
    : { 'ram:RequestedAllowsExternalPrincipals': String(allowExternalPrincipals) };
}

import { notModelled, refuse } from '../../refusal.ts';
import type { World } from '../../world.ts';
import { arnOf } from '../organizations/describe.ts';
import { isMember, isUnder } from '../organizations/tree.ts';
import type { SimulatedShare } from './state.ts';

/** Whether the principal stands for the account, as the organization is now. */
export function covers(world: World, principal: string, account: string): boolean {
  if (isAccountId(principal)) return principal === account;
  const ouId = ouIdIn(principal);
  if (ouId === undefined) return principal === arnOf(world, 'organization') && isMember(world, account);
  return isUnder(world, account, ouId);
}

/** Whether the principal is an account, and not in one organization with the share's owner. */
export function isExternal(world: World, owner: string, principal: string): boolean {
  return isAccountId(principal) && !(isMember(world, owner) && isMember(world, principal));
}

export function isAccountId(principal: string): boolean {
  return /^\d{12}$/.test(principal);
}

function ouIdIn(principal: string): string | undefined {
  return /:ou\/[^/]+\/(ou-[^/]+)$/.exec(principal)?.[1];
}

/**
 * How a principal comes to a share: by itself, or by an invitation that it has to accept.
 * @throws the refusals of AssociateResourceShare for a principal that cannot be one
 */
export function admission(world: World, share: SimulatedShare, principal: string): 'joins' | 'isInvited' {
  const { organizationSharing } = world.ram;
  const withinOrganization = organizationSharing && !isExternal(world, share.owner, principal);
  if (isAccountId(principal)) {
    if (withinOrganization) return 'joins';
    if (share.allowExternalPrincipals) return 'isInvited';
    return refuse(
      'InvalidParameterException',
      `Principal ${principal} is not in your AWS organization. You do not have permission to add external AWS accounts to a resource share.`,
    );
  }
  const known = organizationSharing && isMember(world, share.owner);
  const [, kind, id = ''] = /^arn:[^:]+:organizations::\d{12}:(ou|organization)\/(.+)$/.exec(principal) ?? [];
  switch (kind) {
    case 'ou': {
      const ouId = id.split('/').at(-1) ?? id;
      const exists = world.organization.ous.has(ouId) && principal === arnOf(world, 'ou', ouId);
      return known && exists ? 'joins' : unknown(`OrganizationalUnit ${ouId}`);
    }
    case 'organization':
      return known && principal === arnOf(world, 'organization') ? 'joins' : unknown(`Organization ${id}`);
    default:
      if (/^arn:[^:]+:iam::\d{12}:(role|user)\/./.test(principal))
        notModelled('IAM principals of a resource share');
      return refuse(
        'InvalidParameterException',
        `Principal ID ${principal} is malformed. Verify the ID and try again.`,
      );
  }
}

/** Ends the operation in RAM's words for something that does not exist. */
export function unknown(what: string): never {
  return refuse('UnknownResourceException', `${what} could not be found.`);
}

import type { Profile } from '../config/configuration.ts';
import type { Site } from '../config/site.ts';
import { OuArn, type ResourceShareArn } from '../model/ids.ts';
import type { Principal } from '../model/network.ts';
import { valueOr } from '../model/observation.ts';
import type { OrganizationAccount } from '../model/organization.ts';
import type { Sighting } from './sighting.ts';

/**
 * Whom the shares name so that an account has them: the account itself, or the OU of the profile above it where
 * the profile asks RAM to follow membership.
 */
export function coveringPrincipal({
  account,
  profile,
  configuration,
  site,
}: Pick<Sighting, 'account' | 'profile' | 'configuration' | 'site'>): Principal {
  const ou = profile === undefined ? undefined : coveringOu(account, profile);
  return ou === undefined ? account.id : ouArn(configuration.organization, site, ou);
}

/** The shares that name the account itself, in whatever status. */
export function ownShares({
  account,
  provider,
}: Pick<Sighting, 'account' | 'provider'>): readonly ResourceShareArn[] {
  return valueOr(provider.principals, [])
    .filter(({ principal }) => principal === account.id)
    .map(({ share }) => share);
}

/** Whether a principal gives the account what is shared: it is the account, or an OU or organization that holds it. */
export function covers(principal: Principal, { id, ancestors }: OrganizationAccount): boolean {
  const [, resource] = principal.split('/o-');
  if (resource === undefined) return principal === id;
  const ou = resource.split('/')[1];
  return ancestors.some((above) => (ou === undefined ? above.id.startsWith('r-') : above.id === ou));
}

/**
 * The OU's principal that goes on giving one of our profiles to an account which is no consumer and cannot be
 * entered: its names may resolve still, and nothing that Jetway may do on the provider's side alone ends that.
 */
export function heldByOu({ account, profile, site, provider, consumer }: Sighting): Principal | undefined {
  if (profile !== undefined || consumer.profileAssociations.state !== 'out-of-reach') return undefined;
  const shares = site.profiles.map(({ share }) => share);
  return valueOr(provider.principals, []).find(
    ({ share, principal }) =>
      shares.includes(share) && principal !== account.id && covers(principal, account),
  )?.principal;
}

/** The OU that a profile shares with in the account's stead, or undefined where it shares with accounts. */
function coveringOu(account: OrganizationAccount, { principals, organizationalUnits }: Profile) {
  if (principals === 'accounts') return undefined;
  return account.ancestors.find(({ id }) => organizationalUnits.includes(id))?.id;
}

/** The ARN that RAM takes for an OU; for the root, the organization's. */
export function ouArn(
  { id, managementAccount }: { readonly id: string; readonly managementAccount: string },
  { transitGateway }: Site,
  ou: string,
): OuArn {
  const [, partition] = transitGateway.share.split(':');
  const resource = ou.startsWith('r-') ? `organization/${id}` : `ou/${id}/${ou}`;
  return OuArn.parse(`arn:${partition}:organizations::${managementAccount}:${resource}`);
}

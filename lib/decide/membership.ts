import type { Profile } from '../config/configuration.ts';
import type { AccountId, ProfileName } from '../model/ids.ts';
import type { OrganizationAccount } from '../model/organization.ts';

/** Whether an account is a consumer of a profile, by which rule, and the sentence that says so. */
export interface Decision {
  readonly profile: ProfileName;
  readonly member: boolean;
  readonly rule: 'state' | 'provider' | 'excluded' | 'ou' | 'tag';
  readonly reason: string;
}

/**
 * Whether an account is a consumer of a profile.
 * @param account as read from Organizations, never from an event; an account that has departed is none's
 * @returns the decision and the sentence that `jetway explain` prints; never throws
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_account_state.html
 */
export function decideMembership(
  account: OrganizationAccount,
  profile: Profile,
  provider: AccountId,
): Decision {
  const decided = (member: boolean, rule: Decision['rule'], reason: string): Decision => ({
    profile: profile.name,
    member,
    rule,
    reason,
  });
  if (account.state === 'DEPARTED') return decided(false, 'state', 'it is not in the organization');
  if (account.state !== 'ACTIVE') return decided(false, 'state', `it is ${account.state}, not ACTIVE`);
  if (account.id === provider) return decided(false, 'provider', 'it is the provider');
  if (profile.exclude.includes(account.id))
    return decided(false, 'excluded', `jetway.yaml excludes it from ${profile.name}`);
  const ou = account.ancestors.find(({ id }) => profile.organizationalUnits.includes(id));
  if (ou === undefined) return decided(false, 'ou', `it is under none of the OUs of ${profile.name}`);
  if (profile.optIn === 'all')
    return decided(true, 'ou', `everything under ${ou.name ?? ou.id} is in ${profile.name}`);
  const { tag } = profile.optIn;
  const tagged = [account, ...account.ancestors].find(({ tags }) => tags[tag] !== undefined);
  if (tagged === undefined) return decided(false, 'tag', `neither it nor an OU above it has the tag ${tag}`);
  const where = tagged === account ? 'on the account itself' : `on ${tagged.name ?? tagged.id}`;
  return decided(tagged.tags[tag] === 'on', 'tag', `${tag}=${tagged.tags[tag]} ${where}`);
}

import type { Configuration } from '../config/configuration.ts';
import { decideMembership } from '../decide/membership.ts';
import type { JetwayError } from '../model/errors.ts';
import type { Finding } from '../model/finding.ts';
import type { AccountId, Region } from '../model/ids.ts';
import type { OrganizationAccount } from '../model/organization.ts';
import type { AccountPlan, Plan, SitePlan } from './plan.ts';

/** A site of which it is not known what is deployed there, and why. */
export interface UnreadSite {
  readonly region: Region;
  readonly error: JetwayError;
}

/**
 * The same plan with what is not known for want of a site: nothing is done there, and no account is called as it should
 * be that is a consumer there, or may have been one.
 * @param accounts those that were looked at
 */
export function withUnread(
  plan: Plan,
  unread: readonly UnreadSite[],
  { accounts, configuration }: Looked,
): Plan {
  return unread.reduce((before, site) => withoutSite(before, site, { accounts, configuration }), plan);
}

interface Looked {
  readonly accounts: readonly OrganizationAccount[];
  readonly configuration: Configuration;
}

function withoutSite(plan: Plan, site: UnreadSite, { accounts, configuration }: Looked): Plan {
  const named = plan.scope !== 'organization';
  const plans = new Map<AccountId, AccountPlan>(plan.accounts.map((one) => [one.account, one]));
  for (const account of accounts) {
    if (account.id === configuration.provider.account) continue;
    const before = plans.get(account.id);
    const unknown = unknownSite(account, site.region, configuration);
    if (!isConcerned(before, unknown)) continue;
    const { name, state } = account;
    plans.set(account.id, {
      account: account.id,
      ...(name === undefined ? {} : { name }),
      state,
      sites: [...(before?.sites ?? []), unknown],
      findings: [
        ...(before?.findings ?? []),
        ...(named ? [{ ...unreadFinding(site), account: account.id }] : []),
      ],
    });
  }
  return {
    ...plan,
    accounts: [...plans.values()].sort((a, b) => (a.account < b.account ? -1 : 1)),
    findings: named ? plan.findings : [...plan.findings, unreadFinding(site)],
  };
}

/** Whoever is a consumer there; and whoever is none anywhere, because that may be what it has been. */
function isConcerned(before: AccountPlan | undefined, unknown: SitePlan): boolean {
  const isMember = ({ decisions }: SitePlan) => decisions.some(({ member }) => member);
  return isMember(unknown) || (before !== undefined && !before.sites.some(isMember));
}

/** What can be told of an account where it is not known what is deployed: its memberships, and nothing else. */
export function unknownSite(
  account: OrganizationAccount,
  region: Region,
  configuration: Configuration,
): SitePlan {
  const offered = configuration.profiles.filter(({ sites }) => sites.includes(region));
  return {
    site: region,
    decisions: offered.map((profile) => decideMembership(account, profile, configuration.provider.account)),
    actions: [],
    settling: [],
    incomplete: true,
  };
}

/** That nothing is done in a site, and why. */
export function unreadFinding({ region, error }: UnreadSite): Finding {
  const { resource, what, remedy } = error.problem;
  return {
    kind: 'unreadable',
    site: region,
    resource,
    what: `${what}, so nothing is done in ${region}`,
    remedy,
  };
}

import pMap from 'p-map';
import type { Configuration } from '../config/configuration.ts';
import type { Site } from '../config/site.ts';
import { covers, ownShares } from '../decide/covering-principal.ts';
import { type Decision, decideMembership } from '../decide/membership.ts';
import type { Sighting, SiteProfile } from '../decide/sighting.ts';
import type { AccountId } from '../model/ids.ts';
import { valueOr } from '../model/observation.ts';
import type { OrganizationAccount } from '../model/organization.ts';
import { unseenConsumer } from '../observe/consumer.ts';
import { departed, observeAccount } from '../observe/organization.ts';
import { splitProviderSide } from '../observe/split.ts';
import { certain } from './organization.ts';
import type { Scope, SiteLook, Surroundings } from './scope.ts';

/**
 * The accounts that matter in a site: those that were named, the consumers, and everybody who has something on the
 * provider's side, whether the organization still knows them or not.
 * @param unfinished others that matter, because they are remembered as having something left to do
 */
export function sight(
  { site, rules, provider }: SiteLook,
  accounts: readonly OrganizationAccount[],
  { accounts: named }: Scope,
  { configuration }: Pick<Surroundings, 'configuration'>,
  unfinished: ReadonlySet<AccountId> = new Set(),
): readonly Sighting[] {
  const split = splitProviderSide(provider);
  const known = new Set(accounts.map(({ id }) => id));
  const strangers =
    named === 'organization'
      ? [...new Set([...split.accounts, ...unfinished])]
          .filter((id) => !known.has(id))
          .sort()
          .map(departed)
      : [];
  const profiles = profilesOf(site, configuration);
  const everybody = named === 'organization';
  return [...accounts, ...strangers].flatMap((account): readonly Sighting[] => {
    if (account.id === configuration.provider.account) return [];
    const decided = membership(account, profiles, configuration);
    const matters =
      decided.profile !== undefined || split.accounts.has(account.id) || unfinished.has(account.id);
    if (everybody && !matters) return [];
    const consumer = notLooked;
    return [{ configuration, rules, site, account, ...decided, provider: split.of(account.id), consumer }];
  });
}

const notLooked = unseenConsumer({ state: 'not-looked' });

/** The profiles that are wanted and deployed in a site, in the order of the configuration. */
export function profilesOf(site: Site, { profiles }: Configuration): readonly SiteProfile[] {
  return profiles.flatMap((profile): readonly SiteProfile[] => {
    const deployed = site.profiles.find(({ name }) => name === profile.name);
    return deployed === undefined || !profile.sites.includes(site.region)
      ? []
      : [{ ...profile, id: deployed.id, share: deployed.share }];
  });
}

/** An account's memberships of a site's profiles, and the first of them. */
export function membership(
  account: OrganizationAccount,
  profiles: readonly SiteProfile[],
  { provider }: Configuration,
): Pick<Sighting, 'decisions' | 'profile'> {
  const decisions = profiles.map((profile): Decision => decideMembership(account, profile, provider.account));
  return { decisions, profile: profiles.find((_, index) => decisions[index]?.member) };
}

/**
 * What a bulk look takes from lists that may lag or be torn between pages is read once more, account by account,
 * wherever it would change something: a membership that a tag decided, and the absence of an account.
 */
export async function confirmed(
  sightings: readonly Sighting[],
  { accounts }: Scope,
  { ports, configuration }: Surroundings,
): Promise<readonly Sighting[]> {
  if (accounts !== 'organization') return sightings;
  return pMap(
    sightings,
    async (sighting): Promise<Sighting> => {
      const byTag = sighting.decisions.some(({ rule }) => rule === 'tag') && !isAsDecided(sighting);
      if (!byTag && sighting.account.state !== 'DEPARTED') return sighting;
      const account = certain(await observeAccount(ports.organization, sighting.account.id, configuration));
      return {
        ...sighting,
        account,
        ...membership(account, profilesOf(sighting.site, configuration), configuration),
      };
    },
    { concurrency: 4 },
  );
}

/** Whether the provider's side of an account is what its membership asks for, so that nothing hangs on it. */
function isAsDecided(sighting: Sighting): boolean {
  const { profile, provider, site } = sighting;
  const shares = ownShares(sighting);
  if (profile === undefined) return shares.length === 0 && valueOr(provider.propagations, []).length === 0;
  const wanted = [site.transitGateway.share, profile.share];
  return shares.length === wanted.length && wanted.every((share) => shares.includes(share));
}

/** Whether a share reaches the account, by a principal of its own or its OU's. */
export function isShared({ provider, account }: Sighting): boolean {
  return valueOr(provider.principals, []).some(({ principal }) => covers(principal, account));
}

/** Whether the account has a principal of its own on one of the shares. */
export function isConnected(sighting: Sighting): boolean {
  return ownShares(sighting).length > 0;
}

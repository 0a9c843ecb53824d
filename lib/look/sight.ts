import pMap from 'p-map';
import type { Configuration } from '../config/configuration.ts';
import type { Site } from '../config/site.ts';
import { type Decision, decideMembership } from '../decide/membership.ts';
import type { Sighting, SiteProfile } from '../decide/sighting.ts';
import { valueOr } from '../model/observation.ts';
import type { OrganizationAccount } from '../model/organization.ts';
import { unseenConsumer } from '../observe/consumer.ts';
import { confirmTags, departed } from '../observe/organization.ts';
import { splitProviderSide } from '../observe/split.ts';
import { certain } from './organization.ts';
import type { Scope, SiteLook, Surroundings } from './scope.ts';

/**
 * The accounts that matter in a site: those that were named, the consumers, and everybody who has something on the
 * provider's side, whether the organization still knows them or not.
 */
export function sight(
  { site, rules, provider }: SiteLook,
  accounts: readonly OrganizationAccount[],
  { accounts: named }: Scope,
  { configuration }: Pick<Surroundings, 'configuration'>,
): readonly Sighting[] {
  const split = splitProviderSide(provider);
  const known = new Set(accounts.map(({ id }) => id));
  const strangers =
    named === 'organization'
      ? [...split.accounts]
          .filter((id) => !known.has(id))
          .sort()
          .map(departed)
      : [];
  const profiles = profilesOf(site, configuration);
  const everybody = named === 'organization';
  return [...accounts, ...strangers].flatMap((account): readonly Sighting[] => {
    if (account.id === configuration.provider.account) return [];
    const decided = membership(account, profiles, configuration);
    if (everybody && decided.profile === undefined && !split.accounts.has(account.id)) return [];
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
 * The tagging API may lag, so a membership that a tag decided and that would change something is decided once
 * more, from Organizations itself.
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
      if (
        !sighting.decisions.some(({ rule }) => rule === 'tag') ||
        isMember(sighting) === isConnected(sighting)
      )
        return sighting;
      const account = certain(await confirmTags(ports.organization, sighting.account, configuration));
      return {
        ...sighting,
        account,
        ...membership(account, profilesOf(sighting.site, configuration), configuration),
      };
    },
    { concurrency: 4 },
  );
}

function isMember({ profile }: Sighting): boolean {
  return profile !== undefined;
}

/** Whether the account has a principal of its own on one of the shares. */
export function isConnected({ provider, account }: Sighting): boolean {
  return valueOr(provider.principals, []).some(({ principal }) => principal === account.id);
}

import pMap from 'p-map';
import { coveringPrincipal, ouArn } from '../decide/covering-principal.ts';
import type { Sighting } from '../decide/sighting.ts';
import { unreadableParts } from '../decide/unreadable.ts';
import type { OrganizationAccount } from '../model/organization.ts';
import { consumerParts } from '../observe/consumer.ts';
import { firstLook, observeProvider, type ProviderPart, type ProviderScope } from '../observe/provider.ts';
import { splitProviderSide } from '../observe/split.ts';
import { detailed } from './detail.ts';
import { enter, enterWhereNeeded } from './enter.ts';
import { lookAtOrganization } from './organization.ts';
import { reminded } from './reminded.ts';
import {
  type Look,
  type Recollection,
  type Scope,
  type SiteLook,
  type Stale,
  type Surroundings,
  viewKey,
} from './scope.ts';
import { confirmed, membership, profilesOf, sight } from './sight.ts';

/** How many accounts are entered at once. */
const entering = { concurrency: 8 };

/**
 * Looks at accounts: reads the organization and the provider's side, decides memberships, and enters the accounts
 * that were named, that differ, that have something left to do, or, in a deep look, every consumer.
 * @param recollection says who is in a grace period, and so a consumer still, and of whom something is left
 * @throws JetwayError where membership could not be read, because then nothing can be told
 */
export async function look(
  scope: Scope,
  surroundings: Surroundings,
  recollection: Recollection,
): Promise<Look> {
  const accounts = await lookAtOrganization(scope, surroundings);
  const sites = await Promise.all(
    surroundings.configuration.sites.flatMap((rules) =>
      surroundings.sites
        .filter(({ region }) => region === rules.region)
        .map(async (site): Promise<SiteLook> => {
          const port = surroundings.ports.provider(site.region);
          const narrowed = narrowing({ site, rules }, scope, accounts, surroundings);
          return { site, rules, provider: await observeProvider(port, { site, rules }, narrowed, firstLook) };
        }),
    ),
  );
  const { unfinished } = recollection;
  const sighted = sites.flatMap((site) => sight(site, accounts, scope, surroundings, unfinished));
  const sightings = reminded(await confirmed(sighted, scope, surroundings), recollection);
  const entered = await pMap(
    sightings,
    (one) => enterWhereNeeded(one, scope, surroundings, unfinished),
    entering,
  );
  return { scope, accounts, sites, views: await detailed(entered, sites, scope, surroundings) };
}

/** The same accounts with the stale parts read again; memberships stay as they were decided. */
export async function lookAgain(before: Look, stale: Stale, surroundings: Surroundings): Promise<Look> {
  const { scope, accounts } = before;
  const sites = await Promise.all(
    before.sites.map(async (seen): Promise<SiteLook> => {
      const here = before.views.filter(({ site }) => site.region === seen.site.region);
      const parts = new Set(
        here.flatMap((view) => [
          ...(stale.get(viewKey(view.account.id, seen.site)) ?? []),
          ...unreadableParts(view).map(({ part }) => part),
        ]),
      );
      const again = firstLook.filter((part: ProviderPart) => parts.has(part));
      const port = surroundings.ports.provider(seen.site.region);
      const narrowed = narrowing(seen, scope, accounts, surroundings);
      return { ...seen, provider: await observeProvider(port, seen, narrowed, again, seen.provider) };
    }),
  );
  const split = new Map(sites.map(({ site, provider }) => [site.region, splitProviderSide(provider)]));
  const sightings = await pMap(
    before.views,
    async (view): Promise<Sighting> => {
      const provider = split.get(view.site.region)?.of(view.account.id) ?? view.provider;
      const parts = stale.get(viewKey(view.account.id, view.site)) ?? new Set();
      const again = consumerParts.filter(
        (part) => parts.has(part) || view.consumer[part].state === 'unreadable',
      );
      return { ...view, provider, consumer: await enter({ ...view, provider }, surroundings, again) };
    },
    entering,
  );
  return { scope, accounts, sites, views: await detailed(sightings, sites, scope, surroundings) };
}

/** A look at one account asks AWS for that account's part of each list, and for the OU that stands for it. */
function narrowing(
  { site }: Pick<SiteLook, 'site' | 'rules'>,
  { accounts: named }: Scope,
  accounts: readonly OrganizationAccount[],
  { configuration }: Surroundings,
): ProviderScope {
  const [account] = accounts;
  if (named === 'organization' || named.length !== 1 || account === undefined) return {};
  const { profile } = membership(account, profilesOf(site, configuration), configuration);
  const covering = coveringPrincipal({ account, configuration, site, profile });
  const above = account.ancestors.map(({ id }) => ouArn(configuration.organization, site, id));
  const alsoPrincipals = profile === undefined ? above : above.filter((arn) => arn === covering);
  return { account: account.id, alsoPrincipals };
}

import { decideVpcs } from '../decide/vpcs.ts';
import { observeProvider, type ProviderPart } from '../observe/provider.ts';
import { certain, lookAtOrganization } from './organization.ts';
import { reminded } from './reminded.ts';
import type { Look, Recollection, SiteLook, Surroundings } from './scope.ts';
import { confirmed, sight } from './sight.ts';

/** What shows from outside whether an account is as it should be. */
const showsDifferences = [
  'principals',
  'attachments',
  'propagations',
  'prefixListEntries',
] as const satisfies ProviderPart[];

/**
 * Looks at the whole organization and enters nobody: it costs the lists, however many consumers there are, and no role
 * of theirs.
 * @throws JetwayError where any list could not be read, because then somebody could be left out
 */
export async function lookFromOutside(surroundings: Surroundings, recollection: Recollection): Promise<Look> {
  const { configuration, ports } = surroundings;
  const scope = { accounts: 'organization', deep: false } as const;
  const accounts = await lookAtOrganization(scope, surroundings);
  const sites = await Promise.all(
    configuration.sites.flatMap((rules) =>
      surroundings.sites
        .filter(({ region }) => region === rules.region)
        .map(async (site): Promise<SiteLook> => {
          const seen = { site, rules };
          const provider = await observeProvider(ports.provider(site.region), seen, {}, showsDifferences);
          for (const part of showsDifferences) certain<unknown>(provider[part]);
          return { ...seen, provider };
        }),
    ),
  );
  const sighted = sites.flatMap((site) => sight(site, accounts, scope, surroundings));
  const sightings = reminded(await confirmed(sighted, scope, surroundings), recollection);
  const views = sightings.map((sighting) => ({ ...sighting, vpcs: decideVpcs(sighting) }));
  return { scope, accounts, sites, views };
}

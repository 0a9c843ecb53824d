import type { Configuration } from '../config/configuration.ts';
import { parseSite } from '../config/parse-site.ts';
import { type Site, siteParameterName } from '../config/site.ts';
import { JetwayError } from '../model/errors.ts';
import type { Region } from '../model/ids.ts';
import type { Ports } from '../model/ports.ts';
import type { UnreadSite } from '../plan/unread-sites.ts';

/** The sites that could be read, in the configuration's order, and those that could not. */
export interface SitesRead {
  readonly sites: readonly Site[];
  readonly unread: readonly UnreadSite[];
}

/**
 * What is deployed in each site of the configuration: one call a site, or none where it is given. One that does not
 * exist, could not be read, is another Region's or contradicts the configuration does not keep the others from being
 * looked at.
 * @throws JetwayError the first site's, where none could be read
 */
export async function readSites(
  configuration: Configuration,
  ports: Pick<Ports, 'siteParameter'>,
  given: ReadonlyMap<Region, Site> = new Map(),
): Promise<SitesRead> {
  const sites: Site[] = [];
  const unread: UnreadSite[] = [];
  const reading = configuration.sites.map(async ({ region }): Promise<Site | UnreadSite> => {
    try {
      return given.get(region) ?? (await deployed(region, configuration, ports));
    } catch (error) {
      if (error instanceof JetwayError) return { region, error };
      throw error;
    }
  });
  for (const one of await Promise.all(reading)) {
    if ('error' in one) unread.push(one);
    else sites.push(one);
  }
  const [first] = unread;
  if (sites.length === 0 && first !== undefined) throw first.error;
  return { sites, unread };
}

async function deployed(
  region: Region,
  configuration: Configuration,
  ports: Pick<Ports, 'siteParameter'>,
): Promise<Site> {
  const parameter = siteParameterName(configuration.name);
  const text = await ports.siteParameter(region, parameter);
  if (text === undefined)
    throw new JetwayError('configuration', {
      resource: `parameter ${parameter} in ${region}`,
      what: `it does not exist in account ${configuration.provider.account}`,
      remedy: 'Deploy the stacks, or pass --site FILE',
    });
  const source = `${parameter} in ${region}`;
  const site = parseSite(text, source, configuration);
  if (site.region !== region) throw ofAnotherRegion(site, region, source);
  return site;
}

function ofAnotherRegion(site: Site, region: Region, source: string): JetwayError {
  return new JetwayError('configuration', {
    resource: source,
    what: `it is the site of ${site.region}, not of ${region}`,
    remedy: `Deploy the stacks in ${region}, or pass the site file of ${region}`,
  });
}

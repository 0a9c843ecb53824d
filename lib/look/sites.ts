import type { Configuration } from '../config/configuration.ts';
import { parseSite } from '../config/parse-site.ts';
import { type Site, siteParameterName } from '../config/site.ts';
import { JetwayError } from '../model/errors.ts';
import type { Region } from '../model/ids.ts';
import type { Ports } from '../model/ports.ts';

/**
 * What is deployed in each site of the configuration: one call a site, or none where it is given.
 * @returns the sites in the configuration's order
 * @throws ConfigurationError for a site that contradicts the configuration; JetwayError where a parameter does not
 *   exist, could not be read, or is another Region's
 */
export async function readSites(
  configuration: Configuration,
  ports: Pick<Ports, 'siteParameter'>,
  given: ReadonlyMap<Region, Site> = new Map(),
): Promise<readonly Site[]> {
  return Promise.all(
    configuration.sites.map(
      async ({ region }) => given.get(region) ?? (await deployed(region, configuration, ports)),
    ),
  );
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

import { readFile } from 'node:fs/promises';
import type { Configuration } from '../config/configuration.ts';
import { parseSite } from '../config/parse-site.ts';
import { type Site, siteParameterName } from '../config/site.ts';
import { JetwayError } from '../model/errors.ts';
import type { Region } from '../model/ids.ts';
import type { Ports } from '../model/ports.ts';

/**
 * What is deployed in each site of the configuration: one call a site, or none where a file stands for it.
 * @param files paths of site files, by the Region that each is for
 * @returns the sites in the configuration's order
 * @throws ConfigurationError for a site that contradicts the configuration; JetwayError where a parameter does not
 *   exist, could not be read, or is another Region's
 */
export async function readSites(
  configuration: Configuration,
  ports: Pick<Ports, 'siteParameter'>,
  files: ReadonlyMap<Region, string> = new Map(),
): Promise<readonly Site[]> {
  return Promise.all(
    configuration.sites.map(async ({ region }) => {
      const file = files.get(region);
      const { text, source } =
        file === undefined ? await fromParameter(configuration, region, ports) : await fromFile(file);
      const site = parseSite(text, source, configuration);
      if (site.region !== region) throw ofAnotherRegion(site, region, source);
      return site;
    }),
  );
}

interface Source {
  readonly text: string;
  /** What errors call it. */
  readonly source: string;
}

async function fromParameter(
  { name, provider }: Configuration,
  region: Region,
  ports: Pick<Ports, 'siteParameter'>,
): Promise<Source> {
  const parameter = siteParameterName(name);
  const text = await ports.siteParameter(region, parameter);
  if (text === undefined)
    throw new JetwayError('configuration', {
      resource: `parameter ${parameter} in ${region}`,
      what: `it does not exist in account ${provider.account}`,
      remedy: 'Deploy the stacks, or pass --site FILE',
    });
  return { text, source: `${parameter} in ${region}` };
}

async function fromFile(file: string): Promise<Source> {
  try {
    return { text: await readFile(file, 'utf8'), source: file };
  } catch (cause) {
    throw new JetwayError(
      'configuration',
      {
        resource: file,
        what: `it cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`,
        remedy: 'Pass the path of a site file with --site',
      },
      { cause },
    );
  }
}

function ofAnotherRegion(site: Site, region: Region, source: string): JetwayError {
  return new JetwayError('configuration', {
    resource: source,
    what: `it is the site of ${site.region}, not of ${region}`,
    remedy: `Deploy the stacks in ${region}, or pass the site file of ${region}`,
  });
}

import { ProfileName, Region, ServiceName } from '../model/ids.ts';
import type { Configuration } from './configuration.ts';
import { ConfigurationFile } from './configuration-file.ts';
import { contradictions } from './contradictions.ts';
import { siteDeployment } from './deployment.ts';
import { readYaml } from './document.ts';
import { ConfigurationError, type Mistake } from './mistakes.ts';
import { locate } from './objection.ts';
import { schemaObjections } from './schema-objections.ts';

/**
 * Reads `jetway.yaml`.
 * @param file what the errors call it
 * @throws ConfigurationError with every mistake in the text, and never anything else
 */
export function parseConfiguration(text: string, file: string): Configuration {
  const source = readYaml(text);
  const fail = (mistakes: readonly Mistake[]) => new ConfigurationError(file, mistakes);
  if (source.broken.length > 0) throw fail(source.broken);
  const objections = [...schemaObjections(ConfigurationFile, source.value), ...contradictions(source.value)];
  const mistakes = [...source.repeated, ...locate(objections, source)];
  if (mistakes.length > 0) throw fail(mistakes);
  return configuration(ConfigurationFile.parse(source.value));
}

function configuration(file: ConfigurationFile): Configuration {
  const sites = Object.entries(file.sites).map(([name, { deploy, ...rules }]) => ({
    region: Region.parse(name),
    ...rules,
    ...(deploy !== undefined && { deploy: siteDeployment(deploy) }),
  }));
  const region = file.provider.region ?? Region.parse(sites[0]?.region);
  const services = Object.entries(file.services).map(([name, service]) => ({
    name: ServiceName.parse(name),
    ...service,
  }));
  const profiles = Object.entries(file.profiles).map(([name, profile]) => ({
    name: ProfileName.parse(name),
    ...profile,
    sites: profile.sites ?? sites.map(({ region }) => region),
    services: profile.services ?? services.map((service) => service.name),
  }));
  return { ...file, provider: { ...file.provider, region }, sites, services, profiles };
}

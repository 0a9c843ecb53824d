import type { Configuration, Profile, Service, SiteRules } from '../lib/config/configuration.ts';
import type { Behind, SiteDeployment } from '../lib/config/deployment.ts';
import { JetwayError } from '../lib/model/errors.ts';

/** A site whose stacks are made from the configuration. */
export type DeployedSite = SiteRules & { readonly deploy: SiteDeployment };

/** @throws JetwayError `configuration` where it does not say what is to be deployed in the site */
export function deployedSite(site: SiteRules): DeployedSite {
  const { region, deploy } = site;
  if (deploy === undefined)
    throw new JetwayError('configuration', {
      resource: `sites.${region}.deploy`,
      what: `it is missing in jetway.yaml, so there is nothing to deploy in ${region}`,
      remedy: 'Add it: docs/reference/configuration.md says what it holds',
    });
  return { ...site, deploy };
}

/** The profiles that are offered in a site. */
export function profilesOf({ region }: SiteRules, { profiles }: Configuration): readonly Profile[] {
  return profiles.filter(({ sites }) => sites.includes(region));
}

/**
 * The services that a profile offers in a site, and what is behind each.
 * @throws Error where the configuration does not say what is behind one
 */
export function servicesOf(
  site: DeployedSite,
  configuration: Configuration,
): readonly { readonly service: Service; readonly behind: Behind }[] {
  const offered = new Set(profilesOf(site, configuration).flatMap(({ services }) => services));
  return configuration.services
    .filter(({ name }) => offered.has(name))
    .map((service) => {
      const { name } = service;
      const found = site.deploy.services.find((one) => one.name === name);
      if (found === undefined)
        throw new Error(
          `sites.${site.region}.deploy.services.${name} is missing in jetway.yaml, and a profile offers ${name} in ` +
            `${site.region}. Say what is behind it: docs/reference/configuration.md says how.`,
        );
      return { service, behind: found.behind };
    });
}

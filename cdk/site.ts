import type { SiteRules } from '../lib/config/configuration.ts';
import type { SiteDeployment } from '../lib/config/deployment.ts';

/** A site whose stacks are made from the configuration. */
export type DeployedSite = SiteRules & { readonly deploy: SiteDeployment };

/** @throws Error where the configuration does not say what is to be deployed in the site */
export function deployedSite(site: SiteRules): DeployedSite {
  const { region, deploy } = site;
  if (deploy === undefined)
    throw new Error(
      `sites.${region}.deploy is missing in jetway.yaml, so there is nothing to deploy in ${region}. ` +
        'Add it: docs/reference/configuration.md says what it holds.',
    );
  return { ...site, deploy };
}

import { type DeployedSite, deployedSite } from '../../../cdk/site.ts';
import type { SiteRules } from '../../../lib/config/configuration.ts';
import { siteDeployment } from '../../../lib/config/deployment.ts';
import { DeploymentFile } from '../../../lib/config/deployment-file.ts';
import { someRules } from '../../unit/support/configuration.ts';

/** Everything is made. */
export const made = {
  vpc: { cidr: '10.255.0.0/16' },
  services: { payments: { sampleApplication: {} } },
};

/** Nothing is made that can exist. */
export const existing = {
  vpc: {
    id: 'vpc-0123456789abcdef0',
    cidrs: ['10.255.0.0/16', '100.64.0.0/16'],
    subnets: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
    routeTables: ['rtb-0123456789abcdef0', 'rtb-0123456789abcdef1'],
  },
  transitGateway: {
    id: 'tgw-0123456789abcdef0',
    attachment: 'tgw-attach-0123456789abcdef0',
    routeTables: { consumers: 'tgw-rtb-0123456789abcdef0', provider: 'tgw-rtb-0123456789abcdef1' },
  },
  services: { payments: { endpointService: 'vpce-svc-0123456789abcdef0' } },
  profiles: { shared: 'rp-0123456789abcdef' },
};

/** A site with a deployment as jetway.yaml has it. */
export function aDeployedSite(deploy: unknown = made, changes: Partial<SiteRules> = {}): DeployedSite {
  return deployedSite(someRules({ ...changes, deploy: siteDeployment(DeploymentFile.parse(deploy)) }));
}

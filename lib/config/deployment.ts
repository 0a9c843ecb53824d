import { type ProfileId, ProfileName, ServiceName } from '../model/ids.ts';
import type { DeploymentFile } from './deployment-file.ts';

/** The VPC to make, or the one that exists. */
export type VpcChoice = DeploymentFile['vpc'];
export type ExistingTransitGateway = NonNullable<DeploymentFile['transitGateway']>;
/** What is behind a service: the sample application, a load balancer, or the endpoint service itself. */
export type Behind = DeploymentFile['services'][ServiceName];

/** What the stacks of a site make, and what they take as it is; lists where the file has maps. */
export interface SiteDeployment {
  readonly vpc: VpcChoice;
  /** Absent where it is made. */
  readonly transitGateway?: ExistingTransitGateway;
  readonly services: readonly { readonly name: ServiceName; readonly behind: Behind }[];
  /** Those that exist; the others are made. */
  readonly profiles: readonly { readonly name: ProfileName; readonly id: ProfileId }[];
}

export function siteDeployment({ services, profiles, ...rest }: DeploymentFile): SiteDeployment {
  return {
    ...rest,
    services: Object.entries(services).map(([name, behind]) => ({ name: ServiceName.parse(name), behind })),
    profiles: Object.entries(profiles).map(([name, id]) => ({ name: ProfileName.parse(name), id })),
  };
}

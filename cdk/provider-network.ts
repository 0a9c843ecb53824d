import type { ISubnet, IVpc } from 'aws-cdk-lib/aws-ec2';

/** What the endpoints of a site are put into. */
export interface ProviderNetwork {
  readonly vpc: IVpc;
  /** Private, one in each Availability Zone. */
  readonly subnets: readonly ISubnet[];
  readonly cidrs: readonly string[];
  readonly transitGatewayId: string;
  readonly consumersRouteTable: string;
  readonly providerRouteTable: string;
  /** Absent where the return routes are aggregate. */
  readonly prefixListId: string | undefined;
}

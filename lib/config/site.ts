import type { Cidr } from '../model/cidr.ts';
import type {
  AccountId,
  EndpointServiceId,
  OrganizationId,
  PrefixListId,
  ProfileId,
  ProfileName,
  Region,
  ResourceShareArn,
  ServiceName,
  TransitGatewayId,
  TransitGatewayRouteTableId,
} from '../model/ids.ts';

/** What is deployed in one Region of the provider account, as the stacks write it to `/jetway/<name>/site`. */
export interface Site {
  readonly version: 1;
  readonly name: string;
  readonly organization: OrganizationId;
  readonly providerAccount: AccountId;
  readonly region: Region;
  readonly providerCidrs: readonly Cidr[];
  readonly transitGateway: {
    readonly id: TransitGatewayId;
    readonly consumersRouteTable: TransitGatewayRouteTableId;
    readonly providerRouteTable: TransitGatewayRouteTableId;
    readonly share: ResourceShareArn;
  };
  /** Absent where the return routes are aggregate. */
  readonly prefixList?: PrefixListId;
  readonly profiles: readonly {
    readonly name: ProfileName;
    readonly id: ProfileId;
    readonly arn: string;
    readonly share: ResourceShareArn;
  }[];
  readonly services: readonly { readonly name: ServiceName; readonly id: EndpointServiceId }[];
}

/** The name of the SSM parameter that holds a site, in the site's Region of the provider account. */
export const siteParameterName = (name: string) => `/jetway/${name}/site`;

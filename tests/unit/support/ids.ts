import {
  AccountId,
  AttachmentId,
  EndpointServiceId,
  OrganizationId,
  OuArn,
  OuId,
  PrefixListId,
  ProfileId,
  ProfileName,
  Region,
  ResourceShareArn,
  RouteTableId,
  ServiceName,
  SubnetId,
  TransitGatewayId,
  TransitGatewayRouteTableId,
  VpcId,
} from '../../../lib/model/ids.ts';

export const management = AccountId.parse('111111111111');
export const provider = AccountId.parse('222222222222');
export const consumer = AccountId.parse('333333333333');
export const neighbour = AccountId.parse('444444444444');

export const organization = OrganizationId.parse('o-a1b2c3d4e5');
export const root = OuId.parse('r-ab12');
export const workloads = OuId.parse('ou-ab12-00000001');
export const consumers = OuId.parse('ou-ab12-11111111');
export const elsewhere = OuId.parse('ou-ab12-22222222');
export const consumersArn = OuArn.parse(
  `arn:aws:organizations::${management}:ou/${organization}/${consumers}`,
);

export const region = Region.parse('eu-west-1');
export const gateway = TransitGatewayId.parse('tgw-1');
export const consumersTable = TransitGatewayRouteTableId.parse('tgw-rtb-1');
export const providerTable = TransitGatewayRouteTableId.parse('tgw-rtb-2');
export const otherTable = TransitGatewayRouteTableId.parse('tgw-rtb-3');
export const prefixList = PrefixListId.parse('pl-1');
export const service = EndpointServiceId.parse('vpce-svc-1');

const share = (name: string) =>
  ResourceShareArn.parse(`arn:aws:ram:eu-west-1:222222222222:resource-share/${name}`);
export const gatewayShare = share('gateway');
export const sharedShare = share('shared');
export const secondShare = share('second');

export const shared = ProfileName.parse('shared');
export const second = ProfileName.parse('second');
export const sharedProfile = ProfileId.parse('rp-1');
export const secondProfile = ProfileId.parse('rp-2');
export const foreignProfile = ProfileId.parse('rp-9');
export const payments = ServiceName.parse('payments');

/** The ids of the n-th VPC and of what belongs to it. */
export const vpcId = (n: number) => VpcId.parse(`vpc-${n}`);
export const subnetId = (n: number) => SubnetId.parse(`subnet-${n}`);
export const attachmentId = (n: number) => AttachmentId.parse(`tgw-attach-${n}`);
export const routeTableId = (n: number) => RouteTableId.parse(`rtb-${n}`);

import type * as sdk from '@aws-sdk/client-ec2';
import type { Call } from '../../../call.ts';
import type { Authorizations, Need } from '../../iam/need.ts';
import { making, on, onEach } from '../needs.ts';

interface Pair {
  readonly TransitGatewayAttachmentId?: string | undefined;
  readonly TransitGatewayRouteTableId?: string | undefined;
}

/** What the operations of transit gateways need. */
export const gatewayAuthorization: Authorizations<typeof sdk> = {
  CreateTransitGateway: ({ TagSpecifications }, call) =>
    making(call, 'CreateTransitGateway', 'transit-gateway', TagSpecifications),
  DescribeTransitGateways: '*',
  DescribeTransitGatewayVpcAttachments: '*',
  DescribeTransitGatewayAttachments: '*',
  CreateTransitGatewayVpcAttachment: (input, call) => [
    on(call, 'transit-gateway', input.TransitGatewayId),
    on(call, 'vpc', input.VpcId),
    ...onEach(call, 'subnet', input.SubnetIds),
    ...making(
      call,
      'CreateTransitGatewayVpcAttachment',
      'transit-gateway-attachment',
      input.TagSpecifications,
    ),
    ...makingServiceLinkedRole(call),
  ],
  AcceptTransitGatewayVpcAttachment: (input, call) => [onAttachment(input, call)],
  RejectTransitGatewayVpcAttachment: (input, call) => [onAttachment(input, call)],
  ModifyTransitGatewayVpcAttachment: (input, call) => [
    onAttachment(input, call),
    ...[...(input.AddSubnetIds ?? []), ...(input.RemoveSubnetIds ?? [])].map((id) => on(call, 'subnet', id)),
  ],
  DeleteTransitGatewayVpcAttachment: (input, call) => [onAttachment(input, call)],
  CreateTransitGatewayRouteTable: ({ TransitGatewayId, TagSpecifications = [] }, call) => [
    on(call, 'transit-gateway', TransitGatewayId),
    ...making(call, 'CreateTransitGatewayRouteTable', 'transit-gateway-route-table', TagSpecifications),
  ],
  DescribeTransitGatewayRouteTables: '*',
  DeleteTransitGatewayRouteTable: (input, call) => [onRouteTable(input, call)],
  AssociateTransitGatewayRouteTable: onBoth,
  DisassociateTransitGatewayRouteTable: onBoth,
  GetTransitGatewayRouteTableAssociations: '*',
  EnableTransitGatewayRouteTablePropagation: onBoth,
  DisableTransitGatewayRouteTablePropagation: onBoth,
  GetTransitGatewayRouteTablePropagations: '*',
  GetTransitGatewayAttachmentPropagations: '*',
  CreateTransitGatewayRoute: (input, call) => [
    onRouteTable(input, call),
    ...(input.TransitGatewayAttachmentId === undefined ? [] : [onAttachment(input, call)]),
  ],
  DeleteTransitGatewayRoute: (input, call) => [onRouteTable(input, call)],
  SearchTransitGatewayRoutes: (input, call) => [onRouteTable(input, call)],
};

function onBoth(input: Pair, call: Call): readonly Need[] {
  return [onAttachment(input, call), onRouteTable(input, call)];
}

function onAttachment({ TransitGatewayAttachmentId: id }: Pair, call: Call): Need {
  return on(call, 'transit-gateway-attachment', id);
}

function onRouteTable({ TransitGatewayRouteTableId: id }: Pair, call: Call): Need {
  return on(call, 'transit-gateway-route-table', id);
}

/**
 * EC2 makes its role in the name of whoever attaches the first VPC of an account.
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/service-linked-roles.html
 */
function makingServiceLinkedRole({ world, caller: { account } }: Call): readonly Need[] {
  if ([...world.ec2.gateway.attachments.values()].some(({ vpcAccount }) => vpcAccount === account)) return [];
  const service = 'transitgateway.amazonaws.com';
  return [
    {
      action: 'iam:CreateServiceLinkedRole',
      resource: `arn:${world.partition}:iam::${account}:role/aws-service-role/${service}/AWSServiceRoleForVPCTransitGateway`,
      context: { 'iam:AWSServiceName': service },
    },
  ];
}

import type * as sdk from '@aws-sdk/client-ec2';
import type { Call } from '../../call.ts';
import type { Authorizations, Need } from '../iam/need.ts';
import { gatewayAuthorization } from './gateway/authorization.ts';
import { making, on, onAny, onEach, tagMap } from './needs.ts';

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html */
export const ec2Authorization: Authorizations<typeof sdk> = {
  ...gatewayAuthorization,
  DescribeVpcs: '*',
  CreateVpc: ({ TagSpecifications }, call) => making(call, 'CreateVpc', 'vpc', TagSpecifications),
  DeleteVpc: ({ VpcId }, call) => [on(call, 'vpc', VpcId)],
  AssociateVpcCidrBlock: ({ VpcId }, call) => [on(call, 'vpc', VpcId)],
  DisassociateVpcCidrBlock: ({ AssociationId }, call) => [on(call, 'vpc', vpcWithCidr(call, AssociationId))],
  DescribeVpcAttribute: ({ VpcId }, call) => [on(call, 'vpc', VpcId)],
  ModifyVpcAttribute: ({ VpcId }, call) => [on(call, 'vpc', VpcId)],
  DescribeSubnets: '*',
  DescribeSecurityGroups: '*',
  CreateSubnet: ({ VpcId, TagSpecifications }, call) => [
    on(call, 'vpc', VpcId),
    ...making(call, 'CreateSubnet', 'subnet', TagSpecifications),
  ],
  DeleteSubnet: ({ SubnetId }, call) => [on(call, 'subnet', SubnetId)],
  DescribeRouteTables: '*',
  CreateRouteTable: ({ VpcId, TagSpecifications }, call) => [
    on(call, 'vpc', VpcId),
    ...making(call, 'CreateRouteTable', 'route-table', TagSpecifications),
  ],
  DeleteRouteTable: ({ RouteTableId }, call) => [on(call, 'route-table', RouteTableId)],
  AssociateRouteTable: ({ RouteTableId, SubnetId }, call) => [
    on(call, 'route-table', RouteTableId),
    on(call, 'subnet', SubnetId),
  ],
  DisassociateRouteTable: ({ AssociationId }, call) => disassociating(call, AssociationId),
  CreateRoute: ({ RouteTableId }, call) => [on(call, 'route-table', RouteTableId)],
  ReplaceRoute: ({ RouteTableId }, call) => [on(call, 'route-table', RouteTableId)],
  DeleteRoute: ({ RouteTableId }, call) => [on(call, 'route-table', RouteTableId)],
  DescribeManagedPrefixLists: '*',
  CreateManagedPrefixList: ({ TagSpecifications }, call) =>
    making(call, 'CreateManagedPrefixList', 'prefix-list', TagSpecifications),
  GetManagedPrefixListEntries: ({ PrefixListId }, call) => [on(call, 'prefix-list', PrefixListId)],
  ModifyManagedPrefixList: ({ PrefixListId }, call) => [on(call, 'prefix-list', PrefixListId)],
  GetManagedPrefixListAssociations: ({ PrefixListId }, call) => [on(call, 'prefix-list', PrefixListId)],
  DescribeVpcEndpoints: '*',
  CreateVpcEndpoint: ({ VpcId, SubnetIds = [], SecurityGroupIds = [], TagSpecifications }, call) => [
    on(call, 'vpc', VpcId),
    ...making(call, 'CreateVpcEndpoint', 'vpc-endpoint', TagSpecifications),
    // This action alone has no ec2:Vpc for its subnets.
    ...SubnetIds.map((id) => on(call, 'subnet', id)).map(({ context: _, ...need }) => need),
    ...SecurityGroupIds.map((id) => on(call, 'security-group', id)),
  ],
  DeleteVpcEndpoints: ({ VpcEndpointIds }, call) => onEach(call, 'vpc-endpoint', VpcEndpointIds),
  AcceptVpcEndpointConnections: ({ ServiceId }, call) => [on(call, 'vpc-endpoint-service', ServiceId)],
  DescribeVpcEndpointConnections: '*',
  CreateVpcEndpointServiceConfiguration: ({ TagSpecifications }, call) =>
    making(call, 'CreateVpcEndpointServiceConfiguration', 'vpc-endpoint-service', TagSpecifications),
  DescribeVpcEndpointServiceConfigurations: '*',
  ModifyVpcEndpointServiceConfiguration: ({ ServiceId }, call) => [
    on(call, 'vpc-endpoint-service', ServiceId),
  ],
  StartVpcEndpointServicePrivateDnsVerification: ({ ServiceId }, call) => [
    on(call, 'vpc-endpoint-service', ServiceId),
  ],
  ModifyVpcEndpointServicePermissions: ({ ServiceId }, call) => [on(call, 'vpc-endpoint-service', ServiceId)],
  DescribeVpcEndpointServicePermissions: ({ ServiceId }, call) => [
    on(call, 'vpc-endpoint-service', ServiceId),
  ],
  CreateTags: ({ Resources = [], Tags = [] }, call) => tagging(call, Resources, Tags),
  DeleteTags: ({ Resources = [], Tags = [] }, call) => tagging(call, Resources, Tags),
  DescribeTags: '*',
};

function tagging(call: Call, ids: readonly string[], tags: readonly sdk.Tag[]): readonly Need[] {
  const requestTags = tagMap(tags);
  return (ids.length === 0 ? [''] : ids).map((id) => ({ ...onAny(call, id), requestTags }));
}

function vpcWithCidr({ world }: Call, associationId: string | undefined): string | undefined {
  return [...world.ec2.vpcs.values()].find(({ cidrs }) =>
    cidrs.some((cidr) => cidr.associationId === associationId),
  )?.id;
}

function disassociating(call: Call, associationId: string | undefined): readonly Need[] {
  for (const { id: tableId, associations } of call.world.ec2.routeTables.values())
    for (const { id, subnetId } of associations)
      if (id === associationId)
        return [
          on(call, 'route-table', tableId),
          ...(subnetId === undefined ? [] : [on(call, 'subnet', subnetId)]),
        ];
  return [on(call, 'route-table', undefined)];
}

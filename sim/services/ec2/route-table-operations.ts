import type { Route } from '@aws-sdk/client-ec2';
import type { Operations } from '../../operation.ts';
import { refuse } from '../../refusal.ts';
import type { World } from '../../world.ts';
import { type FilterTable, filtered } from './filters.ts';
import { newId } from './ids.ts';
import { owned } from './owned.ts';
import { ec2Page } from './paging.ts';
import { addRouteTable, describeRoutes, describeRouteTable, ownRouteTable } from './route-tables.ts';
import type { SimulatedRouteTable } from './state.ts';
import { ownSubnet } from './subnets.ts';
import { dropTags, specifiedTags, tagsOf } from './tags.ts';
import { ownVpc } from './vpcs.ts';

/** Route tables and the subnets that use them. */
export const routeTableOperations: Operations<typeof import('@aws-sdk/client-ec2')> = {
  DescribeRouteTables: {
    takes: ['RouteTableIds', 'Filters', 'MaxResults', 'NextToken'],
    answer(input, call) {
      const { world } = call;
      const named =
        input.RouteTableIds?.map((id) => ownRouteTable(call, id)) ?? owned(world.ec2.routeTables, call);
      const kept = filtered(named, input.Filters, filtersIn(world), ({ account, id }) =>
        tagsOf(world, account, id),
      );
      const { items, nextToken } = ec2Page(kept, input, { min: 5, max: 100, default: 100 }, world);
      return { RouteTables: items.map((table) => describeRouteTable(world, table)), NextToken: nextToken };
    },
  },
  CreateRouteTable: {
    takes: ['VpcId', 'ClientToken', 'TagSpecifications'],
    answer(input, call) {
      const { world } = call;
      const vpc = ownVpc(call, input.VpcId);
      const tags = specifiedTags(input.TagSpecifications, 'route-table');
      const tables = owned(world.ec2.routeTables, call).filter(({ vpcId }) => vpcId === vpc.id);
      if (tables.length >= world.ec2.quotas.routeTablesPerVpc)
        refuse('RouteTableLimitExceeded', 'The maximum number of route tables has been reached.');
      const table = addRouteTable(world, { vpcId: vpc.id, tags: Object.fromEntries(tags) });
      return { RouteTable: describeRouteTable(world, table) };
    },
  },
  DeleteRouteTable: {
    takes: ['RouteTableId'],
    answer(input, call) {
      const { id, associations } = ownRouteTable(call, input.RouteTableId);
      if (associations.length > 0)
        refuse('DependencyViolation', `The routeTable '${id}' has dependencies and cannot be deleted.`);
      call.world.ec2.routeTables.delete(id);
      dropTags(call.world, id);
      return {};
    },
  },
  AssociateRouteTable: {
    takes: ['RouteTableId', 'SubnetId'],
    answer(input, call) {
      const table = ownRouteTable(call, input.RouteTableId);
      const subnet = ownSubnet(call, input.SubnetId);
      if (subnet.vpcId !== table.vpcId)
        refuse(
          'InvalidParameterValue',
          `route table ${table.id} and subnet ${subnet.id} belong to different networks`,
        );
      for (const other of owned(call.world.ec2.routeTables, call))
        if (other.associations.some(({ subnetId }) => subnetId === subnet.id))
          refuse(
            'Resource.AlreadyAssociated',
            `the specified association for route table ${table.id} conflicts with an existing association`,
          );
      const association = { id: newId(call.world, 'rtbassoc'), subnetId: subnet.id, main: false };
      table.associations.push(association);
      return { AssociationId: association.id, AssociationState: { State: 'associated' } };
    },
  },
  DisassociateRouteTable: {
    takes: ['AssociationId'],
    answer({ AssociationId: id }, call) {
      for (const { associations } of owned(call.world.ec2.routeTables, call)) {
        const at = associations.findIndex((association) => association.id === id);
        if (associations[at]?.main)
          refuse('InvalidParameterValue', `cannot disassociate the main route table association ${id}`);
        if (at < 0) continue;
        associations.splice(at, 1);
        return {};
      }
      return refuse('InvalidAssociationID.NotFound', `The association ID '${id}' does not exist`);
    },
  },
};

function filtersIn(world: World): FilterTable<SimulatedRouteTable> {
  const ofRoute = (member: keyof Route) => (table: SimulatedRouteTable) =>
    describeRoutes(world, table).map((route) => route[member]);
  return {
    'association.main': ({ associations }) => associations.map(({ main }) => main),
    'association.route-table-association-id': ({ associations }) => associations.map(({ id }) => id),
    'association.route-table-id': ({ associations, id }) => associations.map(() => id),
    'association.subnet-id': ({ associations }) => associations.map(({ subnetId }) => subnetId),
    'owner-id': ({ account }) => account,
    'route-table-id': ({ id }) => id,
    'route.destination-cidr-block': ofRoute('DestinationCidrBlock'),
    'route.destination-ipv6-cidr-block': ofRoute('DestinationIpv6CidrBlock'),
    'route.destination-prefix-list-id': ofRoute('DestinationPrefixListId'),
    'route.gateway-id': ofRoute('GatewayId'),
    'route.nat-gateway-id': ofRoute('NatGatewayId'),
    'route.origin': ofRoute('Origin'),
    'route.state': ofRoute('State'),
    'route.transit-gateway-id': ofRoute('TransitGatewayId'),
    'route.vpc-peering-connection-id': ofRoute('VpcPeeringConnectionId'),
    'vpc-id': ({ vpcId }) => vpcId,
  };
}

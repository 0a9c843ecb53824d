import type * as Ec2 from '@aws-sdk/client-ec2';
import type { Call } from '../../../call.ts';
import type { Operations } from '../../../operation.ts';
import { refuse } from '../../../refusal.ts';
import { type FilterTable, filtered } from '../filters.ts';
import { newId } from '../ids.ts';
import { ec2Page } from '../paging.ts';
import { dropTags, putTags, specifiedTags, tagList, tagsOf } from '../tags.ts';
import { named, ownGateway, ownRouteTable, ownRouteTables, requireState } from './find.ts';
import { pages } from './pages.ts';
import type { SimulatedGatewayRouteTable } from './state.ts';

const filters: FilterTable<SimulatedGatewayRouteTable> = {
  'default-association-route-table': () => false,
  'default-propagation-route-table': () => false,
  state: ({ state }) => state,
  'transit-gateway-id': ({ gatewayId }) => gatewayId,
  'transit-gateway-route-table-id': ({ id }) => id,
};

export const routeTables: Operations<typeof Ec2> = {
  CreateTransitGatewayRouteTable: {
    takes: ['TransitGatewayId', 'TagSpecifications'],
    answer({ TransitGatewayId, TagSpecifications }, call) {
      const { world, caller } = call;
      const gateway = ownGateway(TransitGatewayId, call);
      requireState(gateway.id, gateway.state, 'available');
      const tags = specifiedTags(TagSpecifications, 'transit-gateway-route-table');
      const quota = world.ec2.gateway.quotas.routeTables;
      const tables = ownRouteTables(call).filter(({ gatewayId }) => gatewayId === gateway.id);
      if (tables.length >= quota)
        refuse(
          'TransitGatewayRouteTableLimitExceeded',
          `${gateway.id} has reached its limit of ${quota} tables.`,
        );
      const table: SimulatedGatewayRouteTable = {
        id: newId(world, 'tgw-rtb'),
        gatewayId: gateway.id,
        state: 'pending',
        propagations: new Map(),
        staticRoutes: new Map(),
        createdAtMs: world.clock.nowMs,
      };
      world.ec2.gateway.routeTables.set(table.id, table);
      putTags(world, caller.account, table.id, tags);
      world.clock.after(0, () => {
        table.state = 'available';
      });
      return { TransitGatewayRouteTable: answerOf(table, call) };
    },
  },
  DescribeTransitGatewayRouteTables: {
    takes: ['TransitGatewayRouteTableIds', 'Filters', 'MaxResults', 'NextToken'],
    answer(input, call) {
      const { world, caller } = call;
      const find = (id: string) => ownRouteTable(id, call);
      const asked = named(ownRouteTables(call), input.TransitGatewayRouteTableIds, find);
      const kept = filtered(asked, input.Filters, filters, ({ id }) => tagsOf(world, caller.account, id));
      const { items, nextToken } = ec2Page(kept, input, pages, world);
      return { TransitGatewayRouteTables: items.map((table) => answerOf(table, call)), NextToken: nextToken };
    },
  },
  DeleteTransitGatewayRouteTable: {
    takes: ['TransitGatewayRouteTableId'],
    answer({ TransitGatewayRouteTableId }, call) {
      const { world } = call;
      const table = ownRouteTable(TransitGatewayRouteTableId, call);
      requireState(table.id, table.state, 'available');
      const associated = [...world.ec2.gateway.attachments.values()].some(
        ({ association }) => association?.routeTableId === table.id,
      );
      if (associated) refuse('IncorrectState', `${table.id} has associations that are not deleted.`);
      table.state = 'deleting';
      world.clock.after(0, () => {
        table.state = 'deleted';
        world.ec2.gateway.routeTables.delete(table.id);
        dropTags(world, table.id);
      });
      return { TransitGatewayRouteTable: answerOf(table, call) };
    },
  },
};

function answerOf(table: SimulatedGatewayRouteTable, { world, caller }: Call): Ec2.TransitGatewayRouteTable {
  return {
    TransitGatewayRouteTableId: table.id,
    TransitGatewayId: table.gatewayId,
    State: table.state,
    DefaultAssociationRouteTable: false,
    DefaultPropagationRouteTable: false,
    CreationTime: new Date(table.createdAtMs),
    Tags: tagList(world, caller.account, table.id),
  };
}

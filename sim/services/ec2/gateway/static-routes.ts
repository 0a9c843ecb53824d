import type * as Ec2 from '@aws-sdk/client-ec2';
import type { Operations } from '../../../operation.ts';
import { refuse } from '../../../refusal.ts';
import { canonicalCidr } from '../cidr.ts';
import { ownRouteTable, requireState } from './find.ts';
import { pair } from './pair.ts';
import { routeCount } from './routes.ts';
import { routeAnswer } from './search.ts';

/** The routes that the gateway's owner writes into its tables. */
export const staticRoutes: Operations<typeof Ec2> = {
  CreateTransitGatewayRoute: {
    takes: ['DestinationCidrBlock', 'TransitGatewayRouteTableId', 'TransitGatewayAttachmentId', 'Blackhole'],
    answer(input, call) {
      const { world } = call;
      const { DestinationCidrBlock: destination = '', Blackhole: blackhole = false } = input;
      const cidr = canonicalCidr(destination, destination.includes(':') ? 'IPv6' : 'IPv4');
      const table = ownRouteTable(input.TransitGatewayRouteTableId, call);
      requireState(table.id, table.state, 'available');
      if (blackhole === (input.TransitGatewayAttachmentId !== undefined))
        refuse('InvalidParameterCombination', 'A route names either an attachment or Blackhole.');
      const attachment = blackhole ? undefined : pair(input, call).attachment;
      if (attachment !== undefined) requireState(attachment.id, attachment.state, 'available', 'modifying');
      if (table.staticRoutes.has(cidr))
        refuse(
          'RouteAlreadyExists',
          `Route ${cidr} already exists in Transit Gateway Route Table ${table.id}.`,
        );
      const quota = world.ec2.gateway.quotas.routes;
      if (routeCount(world, table.gatewayId) >= quota)
        refuse('RouteLimitExceeded', `${table.gatewayId} has reached its limit of ${quota} routes.`);
      table.staticRoutes.set(cidr, { cidr, attachmentId: attachment?.id });
      const state = blackhole ? 'blackhole' : 'active';
      return { Route: routeAnswer(world, { cidr, type: 'static', state, attachmentId: attachment?.id }) };
    },
  },
  DeleteTransitGatewayRoute: {
    takes: ['TransitGatewayRouteTableId', 'DestinationCidrBlock'],
    answer({ TransitGatewayRouteTableId, DestinationCidrBlock: cidr = '' }, call) {
      const table = ownRouteTable(TransitGatewayRouteTableId, call);
      const route = table.staticRoutes.get(cidr);
      if (route === undefined)
        refuse(
          'InvalidRoute.NotFound',
          `Route ${cidr} does not exist in Transit Gateway Route Table ${table.id}.`,
        );
      table.staticRoutes.delete(cidr);
      const answer = routeAnswer(call.world, { ...route, type: 'static', state: 'active' });
      return { Route: { ...answer, State: 'deleted' } };
    },
  },
};

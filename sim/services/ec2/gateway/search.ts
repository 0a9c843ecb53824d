import type * as Ec2 from '@aws-sdk/client-ec2';
import ipaddr from 'ipaddr.js';
import type { Operations } from '../../../operation.ts';
import { refuse } from '../../../refusal.ts';
import type { World } from '../../../world.ts';
import { bitsOf, contains } from '../cidr.ts';
import { type FilterTable, filtered } from '../filters.ts';
import { ec2Page } from '../paging.ts';
import { ownRouteTable } from './find.ts';
import { pages } from './pages.ts';
import { type GatewayRoute, routesOf } from './routes.ts';

const prefix = 'route-search.';

export const search: Operations<typeof Ec2> = {
  SearchTransitGatewayRoutes: {
    takes: ['TransitGatewayRouteTableId', 'Filters', 'MaxResults', 'NextToken'],
    answer(input, call) {
      const { world } = call;
      const table = ownRouteTable(input.TransitGatewayRouteTableId, call);
      if (input.Filters === undefined || input.Filters.length === 0)
        refuse('MissingParameter', 'The request must contain the parameter Filters');
      const searches = input.Filters.filter(({ Name = '' }) => Name.startsWith(prefix));
      const rest = input.Filters.filter((filter) => !searches.includes(filter));
      const found = searches.reduce(searched, routesOf(world, table));
      const kept = filtered(found, rest, filtersOf(world));
      const { items, nextToken } = ec2Page(kept, input, pages, world);
      return {
        Routes: items.map((route) => routeAnswer(world, route)),
        AdditionalRoutesAvailable: nextToken !== undefined,
        NextToken: nextToken,
      };
    },
  },
};

/** A route as the transit gateway's operations answer it. */
export function routeAnswer(
  world: World,
  { cidr, type, state, attachmentId }: GatewayRoute,
): Ec2.TransitGatewayRoute {
  return {
    DestinationCidrBlock: cidr,
    Type: type,
    State: state,
    ...(attachmentId !== undefined && {
      TransitGatewayAttachments: [
        {
          TransitGatewayAttachmentId: attachmentId,
          ResourceId: world.ec2.gateway.attachments.get(attachmentId)?.vpcId,
          ResourceType: 'vpc',
        },
      ],
    }),
  };
}

function filtersOf(world: World): FilterTable<GatewayRoute> {
  const { attachments } = world.ec2.gateway;
  return {
    'attachment.transit-gateway-attachment-id': ({ attachmentId }) => attachmentId,
    'attachment.resource-id': ({ attachmentId = '' }) => attachments.get(attachmentId)?.vpcId,
    'attachment.resource-type': ({ attachmentId }) => (attachmentId === undefined ? undefined : 'vpc'),
    // no operation here makes a route to a prefix list
    'prefix-list-id': () => undefined,
    state: ({ state }) => state,
    type: ({ type }) => type,
  };
}

/** The routes that any of a search's CIDRs finds; that a CIDR matches itself in each of them is inferred. */
function searched(routes: GatewayRoute[], { Name = '', Values = [] }: Ec2.Filter): GatewayRoute[] {
  const found = Values.flatMap((value) => matches(routes, Name.slice(prefix.length), asCidr(value)));
  return routes.filter((route) => found.includes(route));
}

function matches(routes: readonly GatewayRoute[], kind: string, wanted: string): readonly GatewayRoute[] {
  const supernets = routes.filter(({ cidr }) => contains(cidr, wanted));
  switch (kind) {
    case 'exact-match':
      return supernets.filter(({ cidr }) => contains(wanted, cidr));
    case 'subnet-of-match':
      return routes.filter(({ cidr }) => contains(wanted, cidr));
    case 'supernet-of-match':
      return supernets;
    case 'longest-prefix-match':
      return supernets.toSorted((a, b) => bitsOf(b.cidr).length - bitsOf(a.cidr).length).slice(0, 1);
    default:
      return refuse('InvalidParameterValue', `The filter '${prefix}${kind}' is invalid`);
  }
}

/** A search may name one address. */
function asCidr(value: string): string {
  if (ipaddr.isValidCIDR(value)) return value;
  if (!ipaddr.isValid(value))
    refuse('InvalidParameterValue', `Value (${value}) is not an address or a CIDR.`);
  return `${value}/${ipaddr.parse(value).kind() === 'ipv4' ? 32 : 128}`;
}

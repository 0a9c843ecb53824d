import type { Call } from '../../call.ts';
import type { Operations } from '../../operation.ts';
import { refuse } from '../../refusal.ts';
import { type AddressFamily, canonicalCidr, contains } from './cidr.ts';
import { routesCounted, visiblePrefixList } from './prefix-lists.ts';
import { isAttached, ownRouteTable } from './route-tables.ts';
import { type RouteTarget, routeTargets, type SimulatedRouteTable } from './state.ts';

interface Destination {
  readonly DestinationCidrBlock?: string | undefined;
  readonly DestinationIpv6CidrBlock?: string | undefined;
  readonly DestinationPrefixListId?: string | undefined;
}

type Target = { readonly [Kind in RouteTarget['kind']]?: string | undefined };

const destinations = ['DestinationCidrBlock', 'DestinationIpv6CidrBlock', 'DestinationPrefixListId'] as const;

/** The routes of route tables. */
export const routeOperations: Operations<typeof import('@aws-sdk/client-ec2')> = {
  CreateRoute: {
    takes: ['RouteTableId', ...destinations, ...routeTargets],
    answer(input, call) {
      const { world } = call;
      const table = ownRouteTable(call, input.RouteTableId);
      const { destination, family, weight } = destinationOf(input, call);
      const target = targetOf(input);
      mayRoute(call, table, destination, target);
      if (
        isLocal(call, table, destination) ||
        table.routes.some((route) => route.destination === destination)
      )
        refuse('RouteAlreadyExists', `The route identified by ${destination} already exists.`);
      if (routesCounted(world, table, family) + weight > world.ec2.quotas.routesPerTable)
        refuse(
          'RouteLimitExceeded',
          `The maximum number of routes in the route table ${table.id} has been reached.`,
        );
      table.routes.push({ destination, target });
      return { Return: true };
    },
  },
  ReplaceRoute: {
    takes: ['RouteTableId', ...destinations, ...routeTargets],
    answer(input, call) {
      const table = ownRouteTable(call, input.RouteTableId);
      const { destination } = destinationOf(input, call);
      const target = targetOf(input);
      const route = table.routes.find((one) => one.destination === destination);
      if (route === undefined)
        return refuse(
          'InvalidRoute.NotFound',
          `There is no route defined for '${destination}' in the route table. Use CreateRoute instead.`,
        );
      mayRoute(call, table, destination, target);
      route.target = target;
      return {};
    },
  },
  DeleteRoute: {
    takes: ['RouteTableId', ...destinations],
    answer(input, call) {
      const table = ownRouteTable(call, input.RouteTableId);
      const destination = input.DestinationPrefixListId ?? destinationOf(input, call).destination;
      const at = table.routes.findIndex((route) => route.destination === destination);
      if (isLocal(call, table, destination))
        refuse(
          'InvalidParameterValue',
          `cannot remove local route ${destination} in route table ${table.id}`,
        );
      if (at < 0)
        refuse(
          'InvalidRoute.NotFound',
          `no route with destination-cidr-block ${destination} in route table ${table.id}`,
        );
      table.routes.splice(at, 1);
      return {};
    },
  },
};

function destinationOf(
  input: Destination,
  call: Call,
): {
  readonly destination: string;
  readonly family: AddressFamily;
  /** What it takes of the route table's quota. */
  readonly weight: number;
} {
  const given = destinations.filter((member) => input[member] !== undefined);
  if (given.length === 0)
    refuse('MissingParameter', 'The request must contain the parameter destinationCidrBlock');
  if (given.length > 1)
    refuse('InvalidParameterCombination', `The parameters ${given.join(' and ')} may not be used together`);
  if (input.DestinationPrefixListId !== undefined) {
    const { id, addressFamily, maxEntries } = visiblePrefixList(call, input.DestinationPrefixListId);
    return { destination: id, family: addressFamily, weight: maxEntries };
  }
  return input.DestinationIpv6CidrBlock === undefined
    ? { destination: canonicalCidr(input.DestinationCidrBlock ?? ''), family: 'IPv4', weight: 1 }
    : { destination: canonicalCidr(input.DestinationIpv6CidrBlock, 'IPv6'), family: 'IPv6', weight: 1 };
}

function targetOf(input: Target): RouteTarget {
  const given = routeTargets.flatMap((kind) => {
    const id = input[kind];
    return id === undefined ? [] : [{ kind, id }];
  });
  const [target, ...others] = given;
  if (target === undefined)
    return refuse(
      'MissingParameter',
      'The request must contain exactly one of gatewayId, transitGatewayId, …',
    );
  return others.length === 0
    ? target
    : refuse(
        'InvalidParameterCombination',
        `A route has one target, not ${given.map(({ id }) => id).join(' and ')}`,
      );
}

function mayRoute(
  { world }: Call,
  table: SimulatedRouteTable,
  destination: string,
  target: RouteTarget,
): void {
  if (target.kind !== 'TransitGatewayId') return;
  if (!isAttached(world, table.vpcId, target.id))
    refuse('InvalidTransitGatewayID.NotFound', `The transitGateway ID '${target.id}' does not exist.`);
  const cidrs = world.ec2.vpcs.get(table.vpcId)?.cidrs ?? [];
  if (
    !destination.startsWith('pl-') &&
    cidrs.some(({ cidr }) => cidr !== destination && contains(cidr, destination))
  )
    refuse(
      'InvalidParameterValue',
      `The destination CIDR block ${destination} is equal to or more specific than one of this VPC's CIDR blocks. This route can target only an interface or an instance.`,
    );
}

function isLocal({ world }: Call, { vpcId }: SimulatedRouteTable, destination: string): boolean {
  return world.ec2.vpcs.get(vpcId)?.cidrs.some(({ cidr }) => cidr === destination) ?? false;
}

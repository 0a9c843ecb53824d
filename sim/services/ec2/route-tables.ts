import type { Route, RouteTable } from '@aws-sdk/client-ec2';
import type { Call } from '../../call.ts';
import { refuse } from '../../refusal.ts';
import type { World } from '../../world.ts';
import { newId } from './ids.ts';
import type { RouteTarget, SimulatedRoute, SimulatedRouteTable } from './state.ts';
import { putTags, tagList } from './tags.ts';

export interface NewRouteTable {
  readonly vpcId: string;
  readonly main?: boolean;
  /** The subnets whose traffic it routes. */
  readonly subnetIds?: readonly string[];
  readonly tags?: Readonly<Record<string, string>>;
  readonly id?: string;
}

/** Makes a route table of a VPC that the world has, with nothing but its local routes. */
export function addRouteTable(
  world: World,
  { vpcId, main = false, subnetIds = [], tags = {}, id }: NewRouteTable,
): SimulatedRouteTable {
  const { account, region } =
    world.ec2.vpcs.get(vpcId) ?? refuse('InvalidVpcID.NotFound', `The vpc ID '${vpcId}' does not exist`);
  const subnets: (string | undefined)[] = main ? [undefined, ...subnetIds] : [...subnetIds];
  const table: SimulatedRouteTable = {
    id: id ?? newId(world, 'rtb'),
    account,
    region,
    vpcId,
    associations: subnets.map((subnetId) => ({
      id: newId(world, 'rtbassoc'),
      subnetId,
      main: subnetId === undefined,
    })),
    routes: [],
  };
  world.ec2.routeTables.set(table.id, table);
  putTags(world, account, table.id, Object.entries(tags));
  return table;
}

/** Puts a route in a table, unchecked; the target defaults to a transit gateway. */
export function addRoute(
  world: World,
  routeTableId: string,
  destination: string,
  targetId: string,
  kind: RouteTarget['kind'] = 'TransitGatewayId',
): SimulatedRoute {
  const { routes } = world.ec2.routeTables.get(routeTableId) ?? noRouteTable(routeTableId);
  const route: SimulatedRoute = { destination, target: { kind, id: targetId } };
  routes.push(route);
  return route;
}

/** The caller's route table; another account's is as absent as one that never was. */
export function ownRouteTable({ world, caller, region }: Call, id: string | undefined): SimulatedRouteTable {
  const table = world.ec2.routeTables.get(id ?? '');
  return table?.account === caller.account && table.region === region ? table : noRouteTable(id);
}

/** Whether traffic of a VPC reaches a transit gateway. */
export function isAttached(world: World, vpcId: string, gatewayId: string): boolean {
  for (const attachment of world.ec2.gateway.attachments.values())
    if (attachment.vpcId === vpcId && attachment.gatewayId === gatewayId)
      if (attachment.state === 'available' || attachment.state === 'modifying') return true;
  return false;
}

/** Whether a route's target is there: only a transit gateway's is known, the others are taken to be. */
function routeState(world: World, vpcId: string, { target }: SimulatedRoute): 'active' | 'blackhole' {
  return target.kind !== 'TransitGatewayId' || isAttached(world, vpcId, target.id) ? 'active' : 'blackhole';
}

/** A table's routes as EC2 lists them, the local ones first. */
export function describeRoutes(world: World, { vpcId, routes }: SimulatedRouteTable): Route[] {
  const cidrs = world.ec2.vpcs.get(vpcId)?.cidrs ?? [];
  return [
    ...cidrs.map(
      ({ cidr }): Route => ({
        DestinationCidrBlock: cidr,
        GatewayId: 'local',
        Origin: 'CreateRouteTable',
        State: 'active',
      }),
    ),
    ...routes.map(
      (route): Route => ({
        ...destinationMember(route.destination),
        [route.target.kind]: route.target.id,
        Origin: 'CreateRoute',
        State: routeState(world, vpcId, route),
      }),
    ),
  ];
}

/** A route table as its owner sees it. */
export function describeRouteTable(world: World, table: SimulatedRouteTable): RouteTable {
  return {
    RouteTableId: table.id,
    VpcId: table.vpcId,
    OwnerId: table.account,
    Associations: table.associations.map(({ id, subnetId, main }) => ({
      RouteTableAssociationId: id,
      RouteTableId: table.id,
      SubnetId: subnetId,
      Main: main,
      AssociationState: { State: 'associated' },
    })),
    Routes: describeRoutes(world, table),
    PropagatingVgws: [],
    Tags: tagList(world, table.account, table.id),
  };
}

function destinationMember(destination: string): Route {
  if (destination.startsWith('pl-')) return { DestinationPrefixListId: destination };
  return destination.includes(':')
    ? { DestinationIpv6CidrBlock: destination }
    : { DestinationCidrBlock: destination };
}

function noRouteTable(id: string | undefined): never {
  refuse('InvalidRouteTableID.NotFound', `The routeTable ID '${id}' does not exist`);
}

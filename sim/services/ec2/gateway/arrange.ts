import type { World } from '../../../world.ts';
import { newId } from '../ids.ts';
import { putTags } from '../tags.ts';
import { finish, startAssociating, startAttaching, startEnabling, takePlace } from './lifecycle.ts';
import { enable } from './routes.ts';
import type { SimulatedAttachment, SimulatedGatewayRouteTable, SimulatedTransitGateway } from './state.ts';

/** Puts a transit gateway into the world, available at once. */
export function addTransitGateway(
  world: World,
  options: {
    readonly account: string;
    readonly region: string;
    readonly id?: string;
    readonly autoAccept?: boolean;
  },
): SimulatedTransitGateway {
  const { account, region, id = newId(world, 'tgw'), autoAccept = false } = options;
  const createdAtMs = world.clock.nowMs;
  const gateway = { id, account, region, description: undefined, autoAccept, createdAtMs };
  const available: SimulatedTransitGateway = { ...gateway, state: 'available' };
  world.ec2.gateway.gateways.set(id, available);
  return available;
}

/** Gives a transit gateway a route table, available at once. */
export function addGatewayRouteTable(
  world: World,
  options: {
    readonly gatewayId: string;
    readonly id?: string;
    /** The gateway's owner's. */
    readonly tags?: Readonly<Record<string, string>>;
  },
): SimulatedGatewayRouteTable {
  const { gatewayId, id = newId(world, 'tgw-rtb'), tags = {} } = options;
  const table: SimulatedGatewayRouteTable = {
    id,
    gatewayId,
    state: 'available',
    propagations: new Map(),
    staticRoutes: new Map(),
    createdAtMs: world.clock.nowMs,
  };
  world.ec2.gateway.routeTables.set(id, table);
  putTags(world, existing(world.ec2.gateway.gateways, gatewayId).account, id, Object.entries(tags));
  return table;
}

/**
 * Attaches a VPC by its first subnet in each zone, at once and in the state that is asked for; a pending attachment
 * goes on to become available.
 * @throws Error when the world has no such transit gateway or VPC
 */
export function attachVpc(
  world: World,
  options: {
    readonly gatewayId: string;
    readonly vpcId: string;
    readonly state?: SimulatedAttachment['state'];
    readonly id?: string;
  },
): SimulatedAttachment {
  const { gatewayId, vpcId, state = 'available', id = newId(world, 'tgw-attach') } = options;
  const gateway = existing(world.ec2.gateway.gateways, gatewayId);
  const vpc = existing(world.ec2.vpcs, vpcId);
  const subnets = [...world.ec2.subnets.values()].filter((subnet) => subnet.vpcId === vpcId);
  const attachment: SimulatedAttachment = {
    id,
    gatewayId,
    region: gateway.region,
    vpcId,
    vpcAccount: vpc.account,
    subnetIds: [...new Map(subnets.toReversed().map((subnet) => [subnet.zoneId, subnet.id])).values()].sort(),
    state,
    attachedAs: undefined,
    association: undefined,
    createdAtMs: world.clock.nowMs,
  };
  world.ec2.gateway.attachments.set(id, attachment);
  if (state === 'deleted' || state === 'rejected' || state === 'failed') finish(world, attachment, state);
  else if (state === 'pending') startAttaching(world, attachment);
  else if (state !== 'pendingAcceptance') takePlace(world, attachment);
  return attachment;
}

/** Associates an attachment with a route table, at once. */
export function associate(
  world: World,
  ids: { readonly attachmentId: string; readonly routeTableId: string },
): void {
  const attachment = existing(world.ec2.gateway.attachments, ids.attachmentId);
  const { id } = existing(world.ec2.gateway.routeTables, ids.routeTableId);
  startAssociating(world, attachment, id).state = 'associated';
}

/** Propagates an attachment's routes to a route table, at once. */
export function propagate(
  world: World,
  ids: { readonly attachmentId: string; readonly routeTableId: string },
): void {
  const attachment = existing(world.ec2.gateway.attachments, ids.attachmentId);
  const table = existing(world.ec2.gateway.routeTables, ids.routeTableId);
  enable(world, attachment, startEnabling(world, table, attachment));
}

function existing<Value>(values: ReadonlyMap<string, Value>, id: string): Value {
  const value = values.get(id);
  if (value === undefined) throw new Error(`The world has no ${id}`);
  return value;
}

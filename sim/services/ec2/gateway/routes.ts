import type { World } from '../../../world.ts';
import { overlaps } from '../cidr.ts';
import type { SimulatedAttachment, SimulatedGatewayRouteTable, SimulatedPropagation } from './state.ts';

export interface GatewayRoute {
  readonly cidr: string;
  readonly type: 'static' | 'propagated';
  readonly state: 'active' | 'blackhole';
  /** Absent for a route that drops its traffic and names no attachment. */
  readonly attachmentId: string | undefined;
}

/** The states in which an attachment carries traffic; it does so while its subnets are modified, too. */
export function carries({ state }: SimulatedAttachment): boolean {
  return state === 'available' || state === 'modifying' || state === 'rollingBack';
}

/**
 * The routes of a transit gateway's route table: one for each CIDR, a static one before a propagated one.
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html#tgw-route-evaluation-overview
 */
export function routesOf(world: World, table: SimulatedGatewayRouteTable): GatewayRoute[] {
  const { attachments } = world.ec2.gateway;
  const routes = new Map<string, GatewayRoute>();
  for (const { cidr, attachmentId } of table.staticRoutes.values()) {
    const attachment = attachmentId === undefined ? undefined : attachments.get(attachmentId);
    const state = attachment !== undefined && carries(attachment) ? 'active' : 'blackhole';
    routes.set(cidr, { cidr, type: 'static', state, attachmentId });
  }
  for (const [attachmentId, propagation] of table.propagations) {
    const attachment = attachments.get(attachmentId);
    if (attachment === undefined || !carries(attachment)) continue;
    for (const cidr of propagatedCidrs(world, attachment, propagation))
      if (!routes.has(cidr)) routes.set(cidr, { cidr, type: 'propagated', state: 'active', attachmentId });
  }
  return [...routes.values()];
}

/** The CIDRs of a VPC as they are now. */
export function cidrsOf(world: World, vpcId: string): readonly string[] {
  return world.ec2.vpcs.get(vpcId)?.cidrs.map(({ cidr }) => cidr) ?? [];
}

/**
 * A propagation becomes enabled. Where the VPC overlaps one that was attached to the gateway before it, its routes
 * are not propagated [doc]; that this is decided here, and again only when the propagation is disabled and enabled,
 * is inferred: no documentation says what happens when the other attachment goes. Nor are they where they would
 * exceed the gateway's quota of routes (inferred, too).
 */
export function enable(
  world: World,
  attachment: SimulatedAttachment,
  propagation: SimulatedPropagation,
): void {
  const cidrs = cidrsOf(world, attachment.vpcId);
  const earlier = neighbours(world, attachment).filter((other) => isBefore(other, attachment));
  propagation.withheld =
    overlapAny(world, cidrs, earlier) ||
    routeCount(world, attachment.gatewayId) + cidrs.length > world.ec2.gateway.quotas.routes;
  propagation.cidrsWhenEnabled = cidrs;
  propagation.state = 'enabled';
}

/** How many routes all tables of a gateway have, as its quota counts them. */
export function routeCount(world: World, gatewayId: string): number {
  const tables = [...world.ec2.gateway.routeTables.values()].filter((table) => table.gatewayId === gatewayId);
  return tables.reduce((sum, table) => sum + routesOf(world, table).length, 0);
}

function propagatedCidrs(
  world: World,
  attachment: SimulatedAttachment,
  { state, withheld, cidrsWhenEnabled }: SimulatedPropagation,
): readonly string[] {
  if (state !== 'enabled' || withheld) return [];
  const cidrs = cidrsOf(world, attachment.vpcId);
  if (cidrs.every((cidr) => cidrsWhenEnabled.includes(cidr))) return cidrs;
  const others = neighbours(world, attachment);
  return cidrs.filter((cidr) => cidrsWhenEnabled.includes(cidr) || !overlapAny(world, [cidr], others));
}

function neighbours(world: World, attachment: SimulatedAttachment): SimulatedAttachment[] {
  return [...world.ec2.gateway.attachments.values()].filter(
    (other) =>
      other !== attachment &&
      other.gatewayId === attachment.gatewayId &&
      (other.state === 'pending' || other.state === 'deleting' || carries(other)),
  );
}

function isBefore({ attachedAs: a }: SimulatedAttachment, { attachedAs: b }: SimulatedAttachment): boolean {
  return a !== undefined && (b === undefined || a < b);
}

function overlapAny(world: World, cidrs: readonly string[], others: readonly SimulatedAttachment[]): boolean {
  return others.some(({ vpcId }) =>
    cidrsOf(world, vpcId).some((theirs) => cidrs.some((ours) => overlaps(ours, theirs))),
  );
}

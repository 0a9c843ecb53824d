import type { Call } from '../../../call.ts';
import { refuse } from '../../../refusal.ts';
import type { World } from '../../../world.ts';
import { isSharedWith } from '../../ram/shares.ts';
import type { SimulatedAttachment, SimulatedGatewayRouteTable, SimulatedTransitGateway } from './state.ts';

/** The ARN under which RAM shares a transit gateway. */
export function gatewayArn({ partition }: World, { id, account, region }: SimulatedTransitGateway): string {
  return `arn:${partition}:ec2:${region}:${account}:transit-gateway/${id}`;
}

/** The transit gateways that the caller owns or that are shared with it, in the call's Region. */
export function visibleGateways({ world, caller, region }: Call): SimulatedTransitGateway[] {
  return [...world.ec2.gateway.gateways.values()].filter(
    (gateway) =>
      gateway.region === region &&
      (gateway.account === caller.account || isSharedWith(world, gatewayArn(world, gateway), caller.account)),
  );
}

/** A transit gateway that the caller may attach to. */
export function visibleGateway(id: string | undefined, call: Call): SimulatedTransitGateway {
  return visibleGateways(call).find((gateway) => gateway.id === id) ?? noGateway(id);
}

/** A transit gateway of the caller's own. */
export function ownGateway(id: string | undefined, { world, caller, region }: Call): SimulatedTransitGateway {
  const gateway = world.ec2.gateway.gateways.get(id ?? '');
  return gateway?.account === caller.account && gateway.region === region ? gateway : noGateway(id);
}

function noGateway(id: string | undefined): never {
  refuse('InvalidTransitGatewayID.NotFound', `Transit Gateway ${id} was deleted or does not exist.`);
}

/** The account that owns the transit gateway of an attachment. */
export function gatewayOwner(world: World, { gatewayId }: SimulatedAttachment): string | undefined {
  return world.ec2.gateway.gateways.get(gatewayId)?.account;
}

/** The attachments that the caller sees, as the owner of the transit gateway or of the VPC. */
export function visibleAttachments({ world, caller, region }: Call): SimulatedAttachment[] {
  return [...world.ec2.gateway.attachments.values()].filter(
    (attachment) =>
      attachment.region === region &&
      (attachment.vpcAccount === caller.account || gatewayOwner(world, attachment) === caller.account),
  );
}

/** An attachment of which the caller is one side, or must be the one that is named. */
export function attachmentOf(
  id: string | undefined,
  { world, caller, region }: Call,
  side: 'either' | 'gateway' | 'vpc' = 'either',
): SimulatedAttachment {
  const attachment = world.ec2.gateway.attachments.get(id ?? '');
  if (attachment === undefined || attachment.region !== region) return noAttachment(id);
  const owners = {
    gateway: [gatewayOwner(world, attachment)],
    vpc: [attachment.vpcAccount],
    either: [gatewayOwner(world, attachment), attachment.vpcAccount],
  };
  return owners[side].includes(caller.account) ? attachment : noAttachment(id);
}

function noAttachment(id: string | undefined): never {
  refuse(
    'InvalidTransitGatewayAttachmentID.NotFound',
    `Transit Gateway Attachment ${id} was deleted or does not exist.`,
  );
}

/** A route table of the caller's own transit gateway: a consumer of the share sees none. */
export function ownRouteTable(id: string | undefined, call: Call): SimulatedGatewayRouteTable {
  return (
    ownRouteTables(call).find((table) => table.id === id) ??
    refuse('InvalidRouteTableID.NotFound', `Transit Gateway Route Table ${id} was deleted or does not exist.`)
  );
}

/** The route tables of the caller's own transit gateways in the call's Region. */
export function ownRouteTables({ world, caller, region }: Call): SimulatedGatewayRouteTable[] {
  const { gateways, routeTables } = world.ec2.gateway;
  return [...routeTables.values()].filter(({ gatewayId }) => {
    const gateway = gateways.get(gatewayId);
    return gateway?.account === caller.account && gateway.region === region;
  });
}

/** Refuses a change of something whose state does not allow it. */
export function requireState(id: string, state: string, ...allowed: readonly string[]): void {
  if (!allowed.includes(state)) refuse('IncorrectState', `${id} is in invalid state`);
}

/** Refuses a request that names an id of which the list has none. */
export function named<Item extends { readonly id: string }>(
  items: readonly Item[],
  ids: readonly string[] | undefined,
  find: (id: string) => Item,
): readonly Item[] {
  return ids === undefined || ids.length === 0 ? items : ids.map(find);
}

import type { World } from '../../../world.ts';
import { dropTags } from '../tags.ts';
import { enable } from './routes.ts';
import type {
  SimulatedAssociation,
  SimulatedAttachment,
  SimulatedGatewayRouteTable,
  SimulatedPropagation,
} from './state.ts';

/** How long an attachment that came to its end is still listed. */
const visibleSeconds = 2 * 60 * 60;

/** Starts the attaching of a VPC that needs no acceptance, or no longer needs it. */
export function startAttaching(world: World, attachment: SimulatedAttachment): void {
  attachment.state = 'pending';
  takePlace(world, attachment);
  world.clock.after(world.latencies.attachmentBecomesAvailable, () => {
    if (attachment.state !== 'pending') return;
    if (world.ec2.vpcs.has(attachment.vpcId)) attachment.state = 'available';
    else startFailing(world, attachment);
  });
}

/** The order in which VPCs are attached decides which of two that overlap is routed. */
export function takePlace(world: World, attachment: SimulatedAttachment): void {
  world.ec2.gateway.attached += 1;
  attachment.attachedAs = world.ec2.gateway.attached;
}

function startFailing(world: World, attachment: SimulatedAttachment): void {
  attachment.state = 'failing';
  world.clock.after(0, () => finish(world, attachment, 'failed'));
}

/** Refuses a request for an attachment. */
export function startRejecting(world: World, attachment: SimulatedAttachment): void {
  attachment.state = 'rejecting';
  world.clock.after(0, () => finish(world, attachment, 'rejected'));
}

/** Changes the subnets of an attachment, which goes on carrying traffic meanwhile. */
export function startModifying(
  world: World,
  attachment: SimulatedAttachment,
  subnetIds: readonly string[],
): void {
  attachment.state = 'modifying';
  world.clock.after(world.latencies.attachmentBecomesAvailable, () => {
    if (attachment.state !== 'modifying') return;
    attachment.subnetIds = subnetIds;
    attachment.state = 'available';
  });
}

/** Deletes an attachment; that its association and its propagations go with it is inferred. */
export function startDeleting(world: World, attachment: SimulatedAttachment): void {
  attachment.state = 'deleting';
  if (attachment.association !== undefined) attachment.association.state = 'disassociating';
  for (const { propagations } of world.ec2.gateway.routeTables.values()) {
    const propagation = propagations.get(attachment.id);
    if (propagation !== undefined) propagation.state = 'disabling';
  }
  world.clock.after(world.latencies.attachmentDeletes, () => finish(world, attachment, 'deleted'));
}

/** Brings an attachment to its end, of which it is still told for two hours. */
export function finish(
  world: World,
  attachment: SimulatedAttachment,
  state: 'deleted' | 'rejected' | 'failed',
): void {
  attachment.state = state;
  attachment.association = undefined;
  for (const { propagations } of world.ec2.gateway.routeTables.values()) propagations.delete(attachment.id);
  const forget = () => {
    world.ec2.gateway.attachments.delete(attachment.id);
    dropTags(world, attachment.id);
  };
  world.clock.after(visibleSeconds, forget, { background: true });
}

/** Associates an attachment with a route table. */
export function startAssociating(
  world: World,
  attachment: SimulatedAttachment,
  routeTableId: string,
): SimulatedAssociation {
  const association: SimulatedAssociation = { routeTableId, state: 'associating' };
  attachment.association = association;
  world.clock.after(world.latencies.routeTableAssociates, () => {
    if (association.state === 'associating') association.state = 'associated';
  });
  return association;
}

/** Takes an attachment off its route table. */
export function startDisassociating(
  world: World,
  attachment: SimulatedAttachment,
  association: SimulatedAssociation,
): void {
  association.state = 'disassociating';
  world.clock.after(world.latencies.routeTableDisassociates, () => {
    if (attachment.association === association) attachment.association = undefined;
  });
}

/** Propagates an attachment's routes to a route table. */
export function startEnabling(
  world: World,
  table: SimulatedGatewayRouteTable,
  attachment: SimulatedAttachment,
): SimulatedPropagation {
  const propagation: SimulatedPropagation = { state: 'enabling', withheld: false, cidrsWhenEnabled: [] };
  table.propagations.set(attachment.id, propagation);
  world.clock.after(world.latencies.propagationEnables, () => {
    if (propagation.state === 'enabling') enable(world, attachment, propagation);
  });
  return propagation;
}

/** Ends the propagation of an attachment's routes to a route table. */
export function startDisabling(
  world: World,
  table: SimulatedGatewayRouteTable,
  attachment: SimulatedAttachment,
): void {
  const propagation = table.propagations.get(attachment.id);
  if (propagation === undefined) return;
  propagation.state = 'disabling';
  world.clock.after(world.latencies.propagationDisables, () => {
    if (table.propagations.get(attachment.id) === propagation) table.propagations.delete(attachment.id);
  });
}

import type { Call } from '../../../call.ts';
import { refuse } from '../../../refusal.ts';
import type { FilterTable } from '../filters.ts';
import { attachmentOf, ownRouteTable, requireState } from './find.ts';
import type { SimulatedAttachment, SimulatedGatewayRouteTable } from './state.ts';

interface Pair {
  readonly table: SimulatedGatewayRouteTable;
  readonly attachment: SimulatedAttachment;
}

/** The table and the attachment that a request of the gateway's owner names, both of one gateway. */
export function pair(
  input: {
    readonly TransitGatewayRouteTableId: string | undefined;
    readonly TransitGatewayAttachmentId?: string | undefined;
  },
  call: Call,
): Pair {
  const table = ownRouteTable(input.TransitGatewayRouteTableId, call);
  const attachment = attachmentOf(input.TransitGatewayAttachmentId, call, 'gateway');
  if (attachment.gatewayId !== table.gatewayId)
    refuse('InvalidParameterValue', `${attachment.id} and ${table.id} are of different transit gateways.`);
  return { table, attachment };
}

/** Refuses to associate or propagate an attachment that is not available, or at least pending. */
export function requireAssociable({ id, state }: SimulatedAttachment, { world }: Call): void {
  if (world.unknowns.associateWhilePending) requireState(id, state, 'available', 'pending');
  else requireState(id, state, 'available');
}

/** The filters of the lists of what a route table has to do with attachments. */
export const ofAttachment: FilterTable<{ readonly attachment: SimulatedAttachment }> = {
  'resource-id': ({ attachment }) => attachment.vpcId,
  'resource-type': () => 'vpc',
  'transit-gateway-attachment-id': ({ attachment }) => attachment.id,
};

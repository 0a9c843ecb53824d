import type { Filter } from '@aws-sdk/client-ec2';
import type { Call } from '../../../call.ts';
import type { ListRequest } from '../../../page.ts';
import { refuse } from '../../../refusal.ts';
import { type FilterTable, filtered } from '../filters.ts';
import { ec2Page } from '../paging.ts';
import { attachmentOf, ownRouteTable, requireState } from './find.ts';
import { pages } from './pages.ts';
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

/** A page of what a route table has to do with attachments, as the lists of associations and propagations answer it. */
export function listedAttachments<State>(
  all: readonly { readonly attachment: SimulatedAttachment; readonly state: State }[],
  input: ListRequest & { readonly Filters?: readonly Filter[] | undefined },
  { world }: Call,
) {
  const { items, nextToken } = ec2Page(filtered(all, input.Filters, ofAttachment), input, pages, world);
  const listed = items.map(({ attachment, state }) => ({
    TransitGatewayAttachmentId: attachment.id,
    ResourceId: attachment.vpcId,
    ResourceType: 'vpc' as const,
    State: state,
  }));
  return { listed, nextToken };
}

const ofAttachment: FilterTable<{ readonly attachment: SimulatedAttachment }> = {
  'resource-id': ({ attachment }) => attachment.vpcId,
  'resource-type': () => 'vpc',
  'transit-gateway-attachment-id': ({ attachment }) => attachment.id,
};

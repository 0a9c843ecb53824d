import type * as Ec2 from '@aws-sdk/client-ec2';
import type { Call } from '../../../call.ts';
import type { Operations } from '../../../operation.ts';
import { type FilterTable, filtered } from '../filters.ts';
import { ec2Page } from '../paging.ts';
import { tagList, tagsOf } from '../tags.ts';
import { attachmentOf, gatewayOwner, named, visibleAttachments } from './find.ts';
import { pages } from './pages.ts';
import type { SimulatedAttachment } from './state.ts';

/** The two lists of attachments, as both of their sides see them. */
export const attachments: Operations<typeof Ec2> = {
  DescribeTransitGatewayVpcAttachments: {
    takes: ['TransitGatewayAttachmentIds', 'Filters', 'MaxResults', 'NextToken'],
    answer(input, call) {
      const { items, nextToken } = listed(input, call, {
        state: ({ state }) => state,
        'transit-gateway-attachment-id': ({ id }) => id,
        'transit-gateway-id': ({ gatewayId }) => gatewayId,
        'vpc-id': ({ vpcId }) => vpcId,
      });
      const found = items.map((attachment) => vpcAttachment(attachment, call));
      return { TransitGatewayVpcAttachments: found, NextToken: nextToken };
    },
  },
  DescribeTransitGatewayAttachments: {
    takes: ['TransitGatewayAttachmentIds', 'Filters', 'MaxResults', 'NextToken'],
    answer(input, call) {
      const { world } = call;
      const { items, nextToken } = listed(input, call, {
        'association.state': (attachment) => visibleAssociation(attachment, call)?.state,
        'association.transit-gateway-route-table-id': (attachment) =>
          visibleAssociation(attachment, call)?.routeTableId,
        'resource-id': ({ vpcId }) => vpcId,
        'resource-owner-id': ({ vpcAccount }) => vpcAccount,
        'resource-type': () => 'vpc',
        state: ({ state }) => state,
        'transit-gateway-attachment-id': ({ id }) => id,
        'transit-gateway-id': ({ gatewayId }) => gatewayId,
        'transit-gateway-owner-id': (attachment) => gatewayOwner(world, attachment),
      });
      const found = items.map((attachment) => gatewayAttachment(attachment, call));
      return { TransitGatewayAttachments: found, NextToken: nextToken };
    },
  },
};

/** An attachment as the operations that change it answer. */
export function vpcAttachment(
  attachment: SimulatedAttachment,
  { world, caller }: Call,
): Ec2.TransitGatewayVpcAttachment {
  return {
    TransitGatewayAttachmentId: attachment.id,
    TransitGatewayId: attachment.gatewayId,
    VpcId: attachment.vpcId,
    VpcOwnerId: attachment.vpcAccount,
    State: attachment.state,
    SubnetIds: [...attachment.subnetIds],
    CreationTime: new Date(attachment.createdAtMs),
    Options: { DnsSupport: 'enable', Ipv6Support: 'disable', ApplianceModeSupport: 'disable' },
    Tags: tagList(world, caller.account, attachment.id),
  };
}

function gatewayAttachment(attachment: SimulatedAttachment, call: Call): Ec2.TransitGatewayAttachment {
  const association = visibleAssociation(attachment, call);
  return {
    TransitGatewayAttachmentId: attachment.id,
    TransitGatewayId: attachment.gatewayId,
    TransitGatewayOwnerId: gatewayOwner(call.world, attachment),
    ResourceOwnerId: attachment.vpcAccount,
    ResourceType: 'vpc',
    ResourceId: attachment.vpcId,
    State: attachment.state,
    CreationTime: new Date(attachment.createdAtMs),
    Tags: tagList(call.world, call.caller.account, attachment.id),
    ...(association && {
      Association: { TransitGatewayRouteTableId: association.routeTableId, State: association.state },
    }),
  };
}

/** Only the gateway's owner may read its route tables, and so an attachment's association. */
function visibleAssociation(attachment: SimulatedAttachment, { world, caller }: Call) {
  return gatewayOwner(world, attachment) === caller.account ? attachment.association : undefined;
}

function listed(
  input: Ec2.DescribeTransitGatewayAttachmentsRequest,
  call: Call,
  filters: FilterTable<SimulatedAttachment>,
) {
  const { world, caller } = call;
  const find = (id: string) => attachmentOf(id, call);
  const asked = named(visibleAttachments(call), input.TransitGatewayAttachmentIds, find);
  const kept = filtered(asked, input.Filters, filters, ({ id }) => tagsOf(world, caller.account, id));
  return ec2Page(kept, input, pages, world);
}

import type * as Ec2 from '@aws-sdk/client-ec2';
import type { Operations } from '../../../operation.ts';
import { refuse } from '../../../refusal.ts';
import { filtered } from '../filters.ts';
import { ec2Page } from '../paging.ts';
import { attachmentOf, ownRouteTable, requireState } from './find.ts';
import { startDisabling, startEnabling } from './lifecycle.ts';
import { pages } from './pages.ts';
import { listedAttachments, pair, requireAssociable } from './pair.ts';
import type { SimulatedAttachment, SimulatedGatewayRouteTable } from './state.ts';

/** The tables to which the CIDRs of an attachment's VPC are propagated. */
export const propagations: Operations<typeof Ec2> = {
  EnableTransitGatewayRouteTablePropagation: {
    takes: ['TransitGatewayRouteTableId', 'TransitGatewayAttachmentId'],
    answer(input, call) {
      const { table, attachment } = pair(input, call);
      if (table.propagations.has(attachment.id))
        refuse(
          'TransitGatewayRouteTablePropagation.Duplicate',
          `Propagation ${attachment.id} already exists in Transit Gateway Route Table ${table.id}.`,
        );
      requireAssociable(attachment, call);
      startEnabling(call.world, table, attachment);
      return { Propagation: answerOf(table, attachment) };
    },
  },
  DisableTransitGatewayRouteTablePropagation: {
    takes: ['TransitGatewayRouteTableId', 'TransitGatewayAttachmentId'],
    answer(input, call) {
      const { table, attachment } = pair(input, call);
      const propagation = table.propagations.get(attachment.id);
      if (propagation === undefined)
        refuse(
          'TransitGatewayRouteTablePropagation.NotFound',
          `Propagation ${attachment.id} does not exist in Transit Gateway Route Table ${table.id}.`,
        );
      // inferred: the documentation names no error for a propagation that is still changing
      requireState(attachment.id, propagation.state, 'enabled');
      startDisabling(call.world, table, attachment);
      return { Propagation: answerOf(table, attachment) };
    },
  },
  GetTransitGatewayRouteTablePropagations: {
    takes: ['TransitGatewayRouteTableId', 'Filters', 'MaxResults', 'NextToken'],
    answer(input, call) {
      const { world } = call;
      const table = ownRouteTable(input.TransitGatewayRouteTableId, call);
      const all = [...table.propagations].flatMap(([id, { state }]) => {
        const attachment = world.ec2.gateway.attachments.get(id);
        return attachment === undefined ? [] : [{ attachment, state }];
      });
      const { listed, nextToken } = listedAttachments(all, input, call);
      return { TransitGatewayRouteTablePropagations: listed, NextToken: nextToken };
    },
  },
  GetTransitGatewayAttachmentPropagations: {
    takes: ['TransitGatewayAttachmentId', 'Filters', 'MaxResults', 'NextToken'],
    answer(input, call) {
      const { world } = call;
      const attachment = attachmentOf(input.TransitGatewayAttachmentId, call, 'gateway');
      const all = [...world.ec2.gateway.routeTables.values()].flatMap(({ id, propagations: held }) => {
        const state = held.get(attachment.id)?.state;
        return state === undefined ? [] : [{ TransitGatewayRouteTableId: id, State: state }];
      });
      const kept = filtered(all, input.Filters, {
        'transit-gateway-route-table-id': ({ TransitGatewayRouteTableId }) => TransitGatewayRouteTableId,
      });
      const { items, nextToken } = ec2Page(kept, input, pages, world);
      return { TransitGatewayAttachmentPropagations: items, NextToken: nextToken };
    },
  },
};

function answerOf({ id, propagations: held }: SimulatedGatewayRouteTable, attachment: SimulatedAttachment) {
  return {
    TransitGatewayRouteTableId: id,
    TransitGatewayAttachmentId: attachment.id,
    ResourceId: attachment.vpcId,
    ResourceType: 'vpc',
    State: held.get(attachment.id)?.state,
  } as const;
}

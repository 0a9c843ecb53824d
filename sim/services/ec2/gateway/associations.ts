import type * as Ec2 from '@aws-sdk/client-ec2';
import type { Operations } from '../../../operation.ts';
import { refuse } from '../../../refusal.ts';
import { ownRouteTable, requireState } from './find.ts';
import { startAssociating, startDisassociating } from './lifecycle.ts';
import { listedAttachments, pair, requireAssociable } from './pair.ts';
import type { SimulatedAssociation, SimulatedAttachment } from './state.ts';

/** The one route table that decides where the traffic of an attachment goes. */
export const associations: Operations<typeof Ec2> = {
  AssociateTransitGatewayRouteTable: {
    takes: ['TransitGatewayRouteTableId', 'TransitGatewayAttachmentId'],
    answer(input, call) {
      const { world } = call;
      const { table, attachment } = pair(input, call);
      const { association } = attachment;
      if (association !== undefined) {
        const again = association.routeTableId === table.id && association.state !== 'disassociating';
        if (!again || world.unknowns.associateSameRouteTable === 'Resource.AlreadyAssociated')
          refuse(
            'Resource.AlreadyAssociated',
            `Transit Gateway Attachment ${attachment.id} is already associated to a route table.`,
          );
        return { Association: answerOf(attachment, association) };
      }
      requireAssociable(attachment, call);
      return { Association: answerOf(attachment, startAssociating(world, attachment, table.id)) };
    },
  },
  DisassociateTransitGatewayRouteTable: {
    takes: ['TransitGatewayRouteTableId', 'TransitGatewayAttachmentId'],
    answer(input, call) {
      const { table, attachment } = pair(input, call);
      const { association } = attachment;
      if (association?.routeTableId !== table.id)
        refuse(
          'InvalidAssociation.NotFound',
          `Transit Gateway Attachment ${attachment.id} is not associated to ${table.id}.`,
        );
      // inferred: the documentation names no error for an association that is still changing
      requireState(attachment.id, association.state, 'associated');
      startDisassociating(call.world, attachment, association);
      return { Association: answerOf(attachment, association) };
    },
  },
  GetTransitGatewayRouteTableAssociations: {
    takes: ['TransitGatewayRouteTableId', 'Filters', 'MaxResults', 'NextToken'],
    answer(input, call) {
      const { world } = call;
      const table = ownRouteTable(input.TransitGatewayRouteTableId, call);
      const all = [...world.ec2.gateway.attachments.values()].flatMap((attachment) =>
        attachment.association?.routeTableId === table.id
          ? [{ attachment, state: attachment.association.state }]
          : [],
      );
      const { listed, nextToken } = listedAttachments(all, input, call);
      return { Associations: listed, NextToken: nextToken };
    },
  },
};

function answerOf(attachment: SimulatedAttachment, { routeTableId, state }: SimulatedAssociation) {
  return {
    TransitGatewayRouteTableId: routeTableId,
    TransitGatewayAttachmentId: attachment.id,
    ResourceId: attachment.vpcId,
    ResourceType: 'vpc',
    State: state,
  } as const;
}

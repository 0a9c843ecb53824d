import {
  AcceptTransitGatewayVpcAttachmentCommand,
  DeleteTransitGatewayVpcAttachmentCommand,
  type EC2Client,
  paginateDescribeTransitGatewayAttachments,
} from '@aws-sdk/client-ec2';
import * as z from 'zod/mini';
import { AccountId, AttachmentId, TransitGatewayRouteTableId, VpcId } from '../model/ids.ts';
import type { Attachment } from '../model/network.ts';
import type { ProviderPort } from '../model/ports.ts';
import { answered } from './answer.ts';
import { goneIsDone } from './errors.ts';
import { everyItem } from './lists.ts';

const live = [
  'initiatingRequest',
  'initiating',
  'pendingAcceptance',
  'pending',
  'available',
  'modifying',
  'rollingBack',
  'deleting',
  'rejecting',
  'failing',
] as const;

const associated = ['associating', 'associated', 'disassociating'] as const;

const Association = z.object({
  TransitGatewayRouteTableId,
  State: z.enum([...associated, 'disassociated']),
});

const GatewayAttachment = z.object({
  TransitGatewayAttachmentId: AttachmentId,
  ResourceId: VpcId,
  ResourceOwnerId: AccountId,
  State: z.enum([...live, 'deleted', 'failed', 'rejected']),
  Association: z.optional(Association),
});

export const attachments = (
  ec2: EC2Client,
): Pick<ProviderPort, 'attachments' | 'acceptAttachment' | 'deleteAttachment'> => ({
  async attachments(gateway, owner) {
    const pages = paginateDescribeTransitGatewayAttachments(
      { client: ec2, pageSize: 1000 },
      {
        Filters: [
          { Name: 'transit-gateway-id', Values: [gateway] },
          { Name: 'resource-type', Values: ['vpc'] },
          ...(owner === undefined ? [] : [{ Name: 'resource-owner-id', Values: [owner] }]),
        ],
      },
    );
    const found = await everyItem(pages, (page) => page.TransitGatewayAttachments);
    return answered(z.array(GatewayAttachment), found, gateway).flatMap(attachmentOf);
  },

  async acceptAttachment(TransitGatewayAttachmentId) {
    await ec2.send(new AcceptTransitGatewayVpcAttachmentCommand({ TransitGatewayAttachmentId }));
  },

  deleteAttachment: (attachment) => deleteAttachment(ec2, attachment),
});

/** The owner of the transit gateway and the owner of the VPC may both do this. */
export function deleteAttachment(ec2: EC2Client, attachment: AttachmentId): Promise<void> {
  return goneIsDone(
    ec2.send(new DeleteTransitGatewayVpcAttachmentCommand({ TransitGatewayAttachmentId: attachment })),
  );
}

/** What is deleted, failed or rejected stays visible for two hours. */
function attachmentOf(found: z.output<typeof GatewayAttachment>): readonly Attachment[] {
  const state = live.find((name) => name === found.State);
  if (state === undefined) return [];
  const tableState = associated.find((name) => name === found.Association?.State);
  return [
    {
      id: found.TransitGatewayAttachmentId,
      vpc: found.ResourceId,
      owner: found.ResourceOwnerId,
      state,
      ...(found.Association !== undefined &&
        tableState !== undefined && {
          association: { table: found.Association.TransitGatewayRouteTableId, state: tableState },
        }),
    },
  ];
}

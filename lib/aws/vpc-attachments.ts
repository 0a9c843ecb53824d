import {
  CreateTransitGatewayVpcAttachmentCommand,
  type EC2Client,
  paginateDescribeTransitGatewayVpcAttachments,
} from '@aws-sdk/client-ec2';
import * as z from 'zod/mini';
import { AttachmentId } from '../model/ids.ts';
import type { ConsumerPort } from '../model/ports.ts';
import { answered, TagList } from './answer.ts';
import { deleteAttachment } from './attachments.ts';
import { everyItem } from './lists.ts';

const Tagged = z.object({ TransitGatewayAttachmentId: AttachmentId, Tags: TagList });

/** The VPC owner's side of an attachment, with tags that the transit gateway's owner does not see. */
export const vpcAttachments = (
  ec2: EC2Client,
): Pick<ConsumerPort, 'attachmentTags' | 'createAttachment' | 'deleteAttachment'> => ({
  async attachmentTags(gateway) {
    const pages = paginateDescribeTransitGatewayVpcAttachments(
      { client: ec2, pageSize: 1000 },
      { Filters: [{ Name: 'transit-gateway-id', Values: [gateway] }] },
    );
    const found = await everyItem(pages, (page) => page.TransitGatewayVpcAttachments);
    return new Map(
      answered(z.array(Tagged), found, gateway).map(({ TransitGatewayAttachmentId, Tags }) => [
        TransitGatewayAttachmentId,
        Tags,
      ]),
    );
  },

  async createAttachment(gateway, vpc, subnets, tags) {
    await ec2.send(
      new CreateTransitGatewayVpcAttachmentCommand({
        TransitGatewayId: gateway,
        VpcId: vpc,
        SubnetIds: [...subnets],
        TagSpecifications: [
          {
            ResourceType: 'transit-gateway-attachment',
            Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
          },
        ],
      }),
    );
  },

  deleteAttachment: (attachment) => deleteAttachment(ec2, attachment),
});

import { randomUUID } from 'node:crypto';
import {
  AcceptResourceShareInvitationCommand,
  paginateGetResourceShareInvitations,
  type RAMClient,
} from '@aws-sdk/client-ram';
import * as z from 'zod/mini';
import { ResourceShareArn } from '../model/ids.ts';
import type { ConsumerPort } from '../model/ports.ts';
import { answered } from './answer.ts';
import { everyItem } from './lists.ts';

const Invitation = z.pipe(
  z.object({
    resourceShareInvitationArn: z.string(),
    resourceShareArn: ResourceShareArn,
    status: z.enum(['PENDING', 'ACCEPTED', 'REJECTED', 'EXPIRED']),
  }),
  z.transform(({ resourceShareInvitationArn, resourceShareArn, status }) => ({
    arn: resourceShareInvitationArn,
    share: resourceShareArn,
    status,
  })),
);

export const invitations = (ram: RAMClient): Pick<ConsumerPort, 'invitations' | 'acceptInvitation'> => ({
  async invitations(shares) {
    if (shares.length === 0) return [];
    const pages = paginateGetResourceShareInvitations({ client: ram }, { resourceShareArns: [...shares] });
    const found = await everyItem(pages, (page) => page.resourceShareInvitations);
    return answered(z.array(Invitation), found, shares.join(', '));
  },

  async acceptInvitation(invitation) {
    const clientToken = randomUUID();
    await ram.send(
      new AcceptResourceShareInvitationCommand({ resourceShareInvitationArn: invitation, clientToken }),
    );
  },
});

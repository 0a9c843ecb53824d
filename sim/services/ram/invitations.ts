import type { ResourceShareInvitation } from '@aws-sdk/client-ram';
import type { Call } from '../../call.ts';
import type { Operations } from '../../operation.ts';
import { refuse } from '../../refusal.ts';
import type { World } from '../../world.ts';
import { currentAssociation, setStatus, settleLater } from './association.ts';
import { listed, required } from './request.ts';
import type { SimulatedAssociation, SimulatedInvitation, SimulatedShare } from './state.ts';

const expiresAfterSeconds = 7 * 86_400;

/** Invites an account to a share; its association is ASSOCIATING until it answers. */
export function invite(
  world: World,
  share: SimulatedShare,
  association: SimulatedAssociation,
): SimulatedAssociation {
  const invitation: SimulatedInvitation = {
    arn: `arn:${world.partition}:ram:${share.region}:${share.owner}:resource-share-invitation/${world.random.uuid()}`,
    share,
    receiver: association.entity,
    invitedAtMs: world.clock.nowMs,
    status: 'PENDING',
  };
  association.invited = true;
  world.ram.invitations.set(invitation.arn, invitation);
  world.clock.after(expiresAfterSeconds, () => {
    if (invitation.status === 'PENDING') close(world, invitation, 'EXPIRED');
  });
  return association;
}

/** Takes back the invitation of an account that has not answered it. */
export function withdraw(world: World, share: SimulatedShare, receiver: string): void {
  for (const invitation of world.ram.invitations.values())
    if (invitation.share === share && invitation.receiver === receiver && invitation.status === 'PENDING')
      invitation.status = 'EXPIRED';
}

function close(
  world: World,
  invitation: SimulatedInvitation,
  status: 'ACCEPTED' | 'REJECTED' | 'EXPIRED',
): void {
  invitation.status = status;
  const association = currentAssociation(world, invitation.share, 'PRINCIPAL', invitation.receiver);
  if (association === undefined) return;
  association.invited = false;
  if (status === 'ACCEPTED') settleLater(world, association);
  else setStatus(world, association, 'FAILED');
}

export const invitationOperations = {
  GetResourceShareInvitations: {
    takes: ['resourceShareInvitationArns', 'resourceShareArns', 'nextToken', 'maxResults'],
    answer({ resourceShareInvitationArns, resourceShareArns, ...paging }, call) {
      const arns = resourceShareInvitationArns?.map((arn) => received(call, arn).arn);
      const mine = receivedBy(call)
        .filter(({ arn }) => arns?.includes(arn) ?? true)
        .filter(({ share }) => resourceShareArns?.includes(share.arn) ?? true);
      const { items, nextToken } = listed(call, mine, paging);
      return { resourceShareInvitations: items.map((each) => describe(call.world, each)), nextToken };
    },
  },
  AcceptResourceShareInvitation: {
    takes: ['resourceShareInvitationArn', 'clientToken'],
    answer(input, call) {
      return call.world.ram.accepted.answer(input, call, () => closed(call, input, 'ACCEPTED'));
    },
  },
  RejectResourceShareInvitation: {
    takes: ['resourceShareInvitationArn', 'clientToken'],
    answer(input, call) {
      return call.world.ram.rejected.answer(input, call, () => closed(call, input, 'REJECTED'));
    },
  },
} satisfies Operations<typeof import('@aws-sdk/client-ram')>;

interface ClosingRequest {
  readonly resourceShareInvitationArn: string | undefined;
  readonly clientToken?: string | undefined;
}

function closed(call: Call, input: ClosingRequest, status: 'ACCEPTED' | 'REJECTED') {
  const invitation = pending(call, input.resourceShareInvitationArn);
  close(call.world, invitation, status);
  return { resourceShareInvitation: describe(call.world, invitation), clientToken: input.clientToken };
}

function receivedBy({ world, caller, region }: Call): readonly SimulatedInvitation[] {
  return [...world.ram.invitations.values()].filter(
    ({ receiver, share }) => receiver === caller.account && share.region === region,
  );
}

function received(call: Call, arn: string): SimulatedInvitation {
  if (!/^arn:[^:]+:ram:[^:]+:\d{12}:resource-share-invitation\/[0-9a-f-]+$/.test(arn))
    refuse(
      'MalformedArnException',
      `The specified invitation ARN ${arn} is not valid. Verify the ARN and try again.`,
    );
  return (
    receivedBy(call).find((invitation) => invitation.arn === arn) ??
    refuse('ResourceShareInvitationArnNotFoundException', `The invitation ${arn} could not be found.`)
  );
}

function pending(call: Call, arn: string | undefined): SimulatedInvitation {
  const invitation = received(call, required(arn, 'resourceShareInvitationArn'));
  switch (invitation.status) {
    case 'PENDING':
      return invitation;
    case 'ACCEPTED':
      return refuse(
        'ResourceShareInvitationAlreadyAcceptedException',
        'The invitation was already accepted.',
      );
    case 'REJECTED':
      return refuse(
        'ResourceShareInvitationAlreadyRejectedException',
        'The invitation was already rejected.',
      );
    case 'EXPIRED':
      return refuse('ResourceShareInvitationExpiredException', 'The invitation has expired.');
  }
}

function describe({ partition }: World, invitation: SimulatedInvitation): ResourceShareInvitation {
  const { arn, share, receiver, invitedAtMs, status } = invitation;
  return {
    resourceShareInvitationArn: arn,
    resourceShareArn: share.arn,
    resourceShareName: share.name,
    senderAccountId: share.owner,
    receiverAccountId: receiver,
    receiverArn: `arn:${partition}:iam::${receiver}:root`,
    invitationTimestamp: new Date(invitedAtMs),
    status,
  };
}

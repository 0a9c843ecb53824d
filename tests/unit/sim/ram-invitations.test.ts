import { expect, test } from '@jest/globals';
import { addAccount } from '../../../sim/services/organizations/tree.ts';
import { ram } from '../../../sim/services/ram/operations.ts';
import { isSharedWith } from '../../../sim/services/ram/shares.ts';
import { World } from '../../../sim/world.ts';
import { aShareOf, callFrom, gateway, member, owner, stranger } from './ram-calls.ts';

/** A share to which an account is invited, and what each side sees of it. */
function anInvitation({ invited = stranger, organizationSharing = true } = {}) {
  const world = new World();
  world.ram.organizationSharing = organizationSharing;
  addAccount(world, { id: owner, name: 'Provider' });
  addAccount(world, { id: member, name: 'Consumer' });
  const { arn } = aShareOf(world, gateway);
  const principals = { resourceShareArn: arn, principals: [invited] };
  ram.AssociateResourceShare.answer(principals, callFrom(world, owner));
  const receiver = callFrom(world, invited);
  const invitations = () => ram.GetResourceShareInvitations.answer({}, receiver).resourceShareInvitations;
  const resourceShareInvitationArn = invitations()[0]?.resourceShareInvitationArn;
  return {
    world,
    principals,
    receiver,
    invitations,
    accept: () => ram.AcceptResourceShareInvitation.answer({ resourceShareInvitationArn }, receiver),
    reject: () => ram.RejectResourceShareInvitation.answer({ resourceShareInvitationArn }, receiver),
    resourceShareInvitationArn,
    statuses: () =>
      ram.GetResourceShareAssociations.answer(
        { associationType: 'PRINCIPAL' },
        callFrom(world, owner),
      ).resourceShareAssociations.map(({ status }) => status),
  };
}

test.each([
  { given: 'outside the organization', invited: stranger, organizationSharing: true, external: true },
  {
    given: 'inside it without organization sharing',
    invited: member,
    organizationSharing: false,
    external: false,
  },
])('an account $given is invited and shares once it accepts', ({ external, ...options }) => {
  const { world, invitations, accept, statuses, receiver } = anInvitation(options);
  expect(invitations()).toMatchObject([
    {
      status: 'PENDING',
      senderAccountId: owner,
      receiverAccountId: options.invited,
      resourceShareName: 'jetway',
    },
  ]);
  world.clock.advance(3600);
  expect(statuses()).toEqual(['ASSOCIATING']);
  expect(accept().resourceShareInvitation?.status).toBe('ACCEPTED');
  expect(statuses()).toEqual(['ASSOCIATING']);
  world.clock.advance(world.latencies.principalAssociates + world.latencies.shareBecomesUsable);
  expect(statuses()).toEqual(['ASSOCIATED']);
  expect(isSharedWith(world, gateway, receiver.caller.account)).toBe(true);
  const listed = ram.ListPrincipals.answer({ resourceOwner: 'SELF' }, callFrom(world, owner)).principals;
  expect(listed).toMatchObject([{ id: options.invited, external }]);
});

test('an account inside the organization is not invited', () => {
  expect(anInvitation({ invited: member }).invitations()).toEqual([]);
});

test('a rejected invitation fails the association, and the account may be invited again', () => {
  const { world, principals, reject, statuses, invitations } = anInvitation();
  expect(reject().resourceShareInvitation?.status).toBe('REJECTED');
  expect(statuses()).toEqual(['FAILED']);
  ram.AssociateResourceShare.answer(principals, callFrom(world, owner));
  expect(statuses()).toEqual(['ASSOCIATING']);
  expect(invitations().map(({ status }) => status)).toEqual(['REJECTED', 'PENDING']);
});

test.each([
  { given: 'accepted', verb: 'accept', code: 'ResourceShareInvitationAlreadyAcceptedException' } as const,
  { given: 'rejected', verb: 'reject', code: 'ResourceShareInvitationAlreadyRejectedException' } as const,
])('an invitation that was $given cannot be answered again', ({ verb, code }) => {
  const invitation = anInvitation();
  invitation[verb]();
  expect(invitation.accept).toThrow(expect.objectContaining({ code }));
  expect(invitation.reject).toThrow(expect.objectContaining({ code }));
});

test('an invitation expires', () => {
  const { world, accept, statuses, invitations } = anInvitation();
  world.clock.advance(7 * 86_400);
  expect(invitations()).toMatchObject([{ status: 'EXPIRED' }]);
  expect(statuses()).toEqual(['FAILED']);
  expect(accept).toThrow(expect.objectContaining({ code: 'ResourceShareInvitationExpiredException' }));
});

test('an invited account can be disassociated before it answers', () => {
  const { world, principals, accept, statuses } = anInvitation();
  ram.DisassociateResourceShare.answer(principals, callFrom(world, owner));
  expect(statuses()).toEqual([]);
  expect(accept).toThrow(expect.objectContaining({ code: 'ResourceShareInvitationExpiredException' }));
});

test('the invitations to a share end with it', () => {
  const { world, principals, invitations } = anInvitation();
  ram.DeleteResourceShare.answer(principals, callFrom(world, owner));
  expect(invitations()).toMatchObject([{ status: 'EXPIRED' }]);
});

test('an invitation is answered by its receiver, in its Region', () => {
  const { world, resourceShareInvitationArn } = anInvitation();
  const unknown = expect.objectContaining({ code: 'ResourceShareInvitationArnNotFoundException' });
  for (const call of [callFrom(world, owner), callFrom(world, stranger, 'us-east-1')])
    expect(() => ram.AcceptResourceShareInvitation.answer({ resourceShareInvitationArn }, call)).toThrow(
      unknown,
    );
  expect(() =>
    ram.AcceptResourceShareInvitation.answer({ resourceShareInvitationArn: 'x' }, callFrom(world, stranger)),
  ).toThrow(expect.objectContaining({ code: 'MalformedArnException' }));
});

test('an accepted client token is answered as before', () => {
  const { receiver, resourceShareInvitationArn } = anInvitation();
  const request = { resourceShareInvitationArn, clientToken: 'once' };
  const first = ram.AcceptResourceShareInvitation.answer(request, receiver);
  expect(ram.AcceptResourceShareInvitation.answer(request, receiver)).toEqual(first);
});

test('an outside account leaves a share by itself, once', () => {
  const { world, principals, accept, receiver } = anInvitation();
  accept();
  world.clock.advance(world.latencies.principalAssociates + world.latencies.shareBecomesUsable);
  const leave = () => ram.DisassociateResourceShare.answer(principals, receiver);
  expect(leave().resourceShareAssociations).toMatchObject([{ status: 'DISASSOCIATING' }]);
  world.clock.advance(world.latencies.principalDisassociates);
  expect(isSharedWith(world, gateway, stranger)).toBe(false);
  expect(leave).toThrow(expect.objectContaining({ code: 'UnknownResourceException' }));
});

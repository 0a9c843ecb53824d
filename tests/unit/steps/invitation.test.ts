import { expect, test } from '@jest/globals';
import type { Invitation } from '../../../lib/model/network.ts';
import { read } from '../../../lib/model/observation.ts';
import { invitation } from '../../../lib/steps/invitation.ts';
import { byInvitation } from '../support/configuration.ts';
import { gatewayShare, neighbour, sharedShare } from '../support/ids.ts';
import { aPrincipal, unreadable, valueIn } from '../support/network.ts';
import { recordingPorts } from '../support/ports.ts';
import { aView, optedOut } from '../support/view.ts';

const configuration = byInvitation();
const invited = (status: Invitation['status']) => ({ arn: 'invitation-1', share: gatewayShare, status });

test.each([
  { given: 'sharing with the organization', parts: {} },
  { given: 'no consumer', parts: { configuration, account: optedOut } },
])('$given: nothing is to be accepted', ({ parts }) => {
  expect(invitation.wanted(aView(parts))).toEqual([]);
  expect(valueIn(invitation.seen(aView({ ...parts, provider: { principals: unreadable() } })))).toEqual([]);
});

test.each<{ status: Invitation['status']; found: string | undefined }>([
  { status: 'PENDING', found: 'invitation-1' },
  { status: 'ACCEPTED', found: undefined },
  { status: 'REJECTED', found: undefined },
  { status: 'EXPIRED', found: undefined },
])('both shares are to be accepted, by an invitation that is $status: $found', ({ status, found }) => {
  const view = aView({ configuration, consumer: { invitations: read([invited(status)]) } });
  expect(invitation.wanted(view)).toEqual([
    { share: gatewayShare, invitation: found },
    { share: sharedShare, invitation: undefined },
  ]);
});

test('what is associated was accepted, and is never ours to undo', () => {
  const principals = read([
    aPrincipal(),
    aPrincipal({ share: sharedShare, status: 'ASSOCIATING' }),
    aPrincipal({ share: sharedShare, principal: neighbour }),
  ]);
  expect(valueIn(invitation.seen(aView({ configuration, provider: { principals } })))).toEqual([
    { subject: { share: gatewayShare, invitation: undefined }, state: 'present', ours: false },
  ]);
});

test.each([
  { given: 'principals', parts: { provider: { principals: unreadable() } } },
  { given: 'invitations', parts: { consumer: { invitations: unreadable() } } },
])('$given that could not be read leave the step unread', ({ parts }) =>
  expect(invitation.seen(aView({ configuration, ...parts })).state).toBe('unreadable'),
);

test('an invitation that RAM has not sent is waited for', () => {
  const view = aView({ configuration });
  expect(invitation.hinders?.('add', { share: gatewayShare, invitation: undefined }, view)).toEqual({
    for: `RAM to send the invitation to ${gatewayShare}`,
    lookAgainSeconds: 10,
  });
  expect(
    invitation.hinders?.('add', { share: gatewayShare, invitation: 'invitation-1' }, view),
  ).toBeUndefined();
});

test('the key is the share, whatever invitation there is', () =>
  expect(
    ['invitation-1', undefined].map((one) => invitation.key({ share: gatewayShare, invitation: one })),
  ).toEqual([gatewayShare, gatewayShare]));

test('it is accepted from within the account, and removing it calls nothing', async () => {
  const subjects = [
    { share: gatewayShare, invitation: 'invitation-1' },
    { share: sharedShare, invitation: undefined },
  ];
  const ports = recordingPorts();
  await invitation.add(subjects, ports);
  await invitation.remove(subjects, ports);
  expect(ports.calls).toEqual([['consumer.acceptInvitation', 'invitation-1']]);
});

import { expect, test } from '@jest/globals';
import type { ProfileAssociation } from '../../../lib/model/network.ts';
import { read } from '../../../lib/model/observation.ts';
import { profileAssociation } from '../../../lib/steps/profile-association.ts';
import { foreignProfile, secondProfile, sharedProfile, sharedShare, vpcId } from '../support/ids.ts';
import { anAssociation, anAttachment, aPrincipal, aVpc, unreadable, valueIn } from '../support/network.ts';
import { recordingPorts } from '../support/ports.ts';
import { aView, optedOut } from '../support/view.ts';

const subject = {
  vpc: vpcId(1),
  profile: sharedProfile,
  name: 'jetway-test',
  tags: { 'jetway:name': 'test' },
};
const associated = (changes: Partial<ProfileAssociation> = {}) => ({
  profileAssociations: read([anAssociation(vpcId(1), changes)]),
});
const byHand = { name: 'by hand' };

test('each connected VPC is to have the first profile, named and tagged as ours', () => {
  const provider = { attachments: read([anAttachment(1)]) };
  expect(
    profileAssociation.wanted(aView({ provider, consumer: { vpcs: read([aVpc(1), aVpc(2)]) } })),
  ).toEqual([subject]);
  expect(
    profileAssociation.wanted(aView({ account: optedOut, provider, consumer: { vpcs: read([aVpc(1)]) } })),
  ).toEqual([]);
});

test.each([
  { status: 'CREATING', state: 'arriving' },
  { status: 'UPDATING', state: 'arriving' },
  { status: 'COMPLETE', state: 'present' },
  { status: 'DELETING', state: 'leaving' },
  { status: 'FAILED', state: undefined },
] as const)('$status is $state', ({ status, state }) =>
  expect(
    valueIn(profileAssociation.seen(aView({ consumer: associated({ status }) }))).map((one) => one.state),
  ).toEqual(state === undefined ? [] : [state]),
);

test.each([
  { given: 'ours by its name', changes: {}, shared: false, seen: { ours: true } },
  {
    given: "ours, of the site's other profile",
    changes: { profile: secondProfile },
    shared: false,
    seen: { ours: true },
  },
  {
    given: "somebody's, of our profile while it is shared",
    changes: byHand,
    shared: true,
    seen: { ours: false },
  },
  {
    given: "another Jetway's, of our profile while it is shared",
    changes: { name: 'jetway-staging' },
    shared: true,
    seen: { ours: false },
  },
  {
    given: "somebody's, of our profile, which is no longer shared",
    changes: byHand,
    shared: false,
    seen: undefined,
  },
  {
    given: "somebody's, of a profile that is not ours",
    changes: { ...byHand, profile: foreignProfile },
    shared: true,
    seen: undefined,
  },
])('an association that is $given: $seen', ({ changes, shared, seen }) => {
  const principals = read(shared ? [aPrincipal({ share: sharedShare })] : []);
  const view = aView({ account: optedOut, provider: { principals }, consumer: associated(changes) });
  expect(valueIn(profileAssociation.seen(view))).toEqual(
    seen === undefined ? [] : [expect.objectContaining(seen)],
  );
});

test("somebody's association counts where the principals could not be read", () => {
  const view = aView({ provider: { principals: unreadable() }, consumer: associated(byHand) });
  expect(valueIn(profileAssociation.seen(view))).toMatchObject([{ ours: false }]);
});

test.each([
  { given: 'no association', consumer: {}, expected: undefined },
  { given: 'the same profile', consumer: associated(), expected: undefined },
  {
    given: "another's profile",
    consumer: associated({ ...byHand, profile: foreignProfile }),
    expected: { kind: 'other-profile', resource: vpcId(1) },
  },
  {
    given: "another's profile that leaves",
    consumer: associated({ ...byHand, profile: foreignProfile, status: 'DELETING' }),
    expected: { for: 'rp-9 to leave vpc-1', lookAgainSeconds: 60 },
  },
  {
    given: 'our other profile',
    consumer: associated({ profile: secondProfile }),
    expected: { for: 'rp-2 to leave vpc-1', lookAgainSeconds: 60 },
  },
  {
    given: "another VPC's other profile",
    consumer: { profileAssociations: read([anAssociation(vpcId(2), { profile: foreignProfile })]) },
    expected: undefined,
  },
])('a VPC with $given: $expected', ({ consumer, expected }) => {
  const hindrance = profileAssociation.hinders?.('add', subject, aView({ consumer }));
  expect(hindrance).toEqual(expected === undefined ? undefined : expect.objectContaining(expected));
  expect(profileAssociation.hinders?.('remove', subject, aView({ consumer }))).toBeUndefined();
});

test('the key is VPC and profile; it needs the whole path and the share', () => {
  expect(profileAssociation.key({ ...subject, name: 'by hand', tags: {} })).toBe('vpc-1 rp-1');
  expect(profileAssociation.needs(subject)).toEqual([
    'association',
    'propagation',
    'prefix-list-entry',
    'consumer-route',
    'profile-principal',
  ]);
});

test('it is made and ended from within the account', async () => {
  const ports = recordingPorts();
  await profileAssociation.add([subject], ports);
  await profileAssociation.remove([subject], ports);
  expect(ports.calls).toEqual([
    ['consumer.associateProfile', sharedProfile, vpcId(1), 'jetway-test', { 'jetway:name': 'test' }],
    ['consumer.disassociateProfile', sharedProfile, vpcId(1)],
  ]);
});

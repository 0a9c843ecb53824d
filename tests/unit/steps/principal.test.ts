import { expect, test } from '@jest/globals';
import type { PrincipalAssociation } from '../../../lib/model/network.ts';
import { read } from '../../../lib/model/observation.ts';
import { gatewayPrincipal, profilePrincipal } from '../../../lib/steps/principal.ts';
import { aConfiguration, aProfile } from '../support/configuration.ts';
import * as ids from '../support/ids.ts';
import { aPrincipal, bothPrincipals, unreadable, valueIn } from '../support/network.ts';
import { recordingPorts } from '../support/ports.ts';
import { aView, optedOut } from '../support/view.ts';

const throughOu = aConfiguration({
  profiles: [aProfile({ optIn: 'all', principals: 'organizationalUnits' })],
});
const secondToo = aConfiguration({ profiles: [aProfile(), aProfile({ name: ids.second })] });
const gatewaySubject = { share: ids.gatewayShare, principal: ids.consumer };
const profileSubject = { share: ids.sharedShare, principal: ids.consumer };

test.each([
  { given: 'a consumer', parts: {}, gateway: [gatewaySubject], profile: [profileSubject] },
  { given: 'no consumer', parts: { account: optedOut }, gateway: [], profile: [] },
  {
    given: 'a consumer through its OU',
    parts: { configuration: throughOu },
    gateway: [{ share: ids.gatewayShare, principal: ids.consumersArn }],
    profile: [{ share: ids.sharedShare, principal: ids.consumersArn }],
  },
  {
    given: 'a consumer of two profiles has the first',
    parts: { configuration: secondToo },
    gateway: [gatewaySubject],
    profile: [profileSubject],
  },
])('$given: the principals that are wanted', ({ parts, gateway, profile }) => {
  expect(gatewayPrincipal.wanted(aView(parts))).toEqual(gateway);
  expect(profilePrincipal.wanted(aView(parts))).toEqual(profile);
});

test('each step sees the principals of its own shares, and only those that concern the account', () => {
  const principals = read([
    ...bothPrincipals(),
    aPrincipal({ share: ids.secondShare }),
    aPrincipal({ principal: ids.neighbour }),
    aPrincipal({ principal: ids.consumersArn }),
  ]);
  const view = aView({ provider: { principals } });
  const present = { state: 'present', ours: true };
  expect(valueIn(gatewayPrincipal.seen(view))).toEqual([{ subject: gatewaySubject, ...present }]);
  expect(valueIn(profilePrincipal.seen(view))).toEqual([
    { subject: profileSubject, ...present },
    { subject: { share: ids.secondShare, principal: ids.consumer }, ...present },
  ]);
});

test("the OU's principal is seen while the account is wanted through it, and is never the account's to remove", () => {
  const provider = { principals: read([aPrincipal({ principal: ids.consumersArn })]) };
  expect(valueIn(gatewayPrincipal.seen(aView({ configuration: throughOu, provider })))).toEqual([
    { subject: { share: ids.gatewayShare, principal: ids.consumersArn }, state: 'present', ours: false },
  ]);
  expect(valueIn(gatewayPrincipal.seen(aView({ account: optedOut, provider })))).toEqual([]);
});

test.each<{ status: PrincipalAssociation['status']; state: string }>([
  { status: 'ASSOCIATING', state: 'arriving' },
  { status: 'RESTORING', state: 'arriving' },
  { status: 'ASSOCIATED', state: 'present' },
  { status: 'SUSPENDED', state: 'present' },
  { status: 'DISASSOCIATING', state: 'leaving' },
  { status: 'SUSPENDING', state: 'leaving' },
])('$status is $state', ({ status, state }) => {
  const view = aView({ provider: { principals: read([aPrincipal({ status })]) } });
  expect(valueIn(gatewayPrincipal.seen(view))).toMatchObject([{ state }]);
});

test('principals that could not be read are not seen as absent', () =>
  expect(gatewayPrincipal.seen(aView({ provider: { principals: unreadable() } })).state).toBe('unreadable'));

test('the key names share and principal', () => {
  expect(gatewayPrincipal.key(gatewaySubject)).toBe(`${ids.gatewayShare} ${ids.consumer}`);
  expect(gatewayPrincipal.vpc(gatewaySubject)).toBeUndefined();
  expect(gatewayPrincipal.needs(gatewaySubject)).toEqual([]);
  expect(profilePrincipal.cuts).toEqual(['profile-association']);
});

test.each([
  { step: gatewayPrincipal, what: 'the transit gateway' },
  { step: profilePrincipal, what: 'the profile' },
])('what is done with $what is said', ({ step, what }) => {
  expect(step.explain('add', gatewaySubject)).toBe(`share ${what} with ${ids.consumer}`);
  expect(step.explain('remove', gatewaySubject)).toBe(`stop sharing ${what} with ${ids.consumer}`);
});

test('one call a share, with all its principals', async () => {
  const subjects = [gatewaySubject, profileSubject, { share: ids.gatewayShare, principal: ids.neighbour }];
  const added = recordingPorts();
  await gatewayPrincipal.add(subjects, added);
  expect(added.calls).toEqual([
    ['provider.associatePrincipals', ids.gatewayShare, [ids.consumer, ids.neighbour]],
    ['provider.associatePrincipals', ids.sharedShare, [ids.consumer]],
  ]);
  const removed = recordingPorts();
  await profilePrincipal.remove(subjects, removed);
  expect(removed.calls).toEqual([
    ['provider.disassociatePrincipals', ids.gatewayShare, [ids.consumer, ids.neighbour]],
    ['provider.disassociatePrincipals', ids.sharedShare, [ids.consumer]],
  ]);
});

import { expect, test } from '@jest/globals';
import type { Profile } from '../../../lib/config/configuration.ts';
import type { Decision } from '../../../lib/decide/membership.ts';
import { decideMembership } from '../../../lib/decide/membership.ts';
import type { OrganizationAccount, Tags } from '../../../lib/model/organization.ts';
import { anAccount, aProfile } from '../support/configuration.ts';
import { consumer, consumers, elsewhere, provider, root, workloads } from '../support/ids.ts';

interface Row {
  readonly given: string;
  readonly account?: Partial<OrganizationAccount>;
  readonly profile?: Partial<Profile>;
  readonly member: boolean;
  readonly rule: Decision['rule'];
  readonly reason: string;
}

/** The tags of the account's OU and of the OU above that. */
const above = (nearest: Tags, next: Tags = {}) => [
  { id: consumers, name: 'Consumers', tags: nearest },
  { id: workloads, name: 'Workloads', tags: next },
  { id: root, tags: {} },
];
const on = { jetway: 'on' };
const off = { jetway: 'off' };
const outside = [
  { id: elsewhere, name: 'Elsewhere', tags: {} },
  { id: root, tags: {} },
];
const all = { optIn: 'all' } as const;

test.each<Row>([
  { given: 'tagged on', member: true, rule: 'tag', reason: 'jetway=on on the account itself' },
  {
    given: 'no tag anywhere',
    account: { tags: {} },
    member: false,
    rule: 'tag',
    reason: 'neither it nor an OU above it has the tag jetway',
  },
  {
    given: 'tagged off',
    account: { tags: off },
    member: false,
    rule: 'tag',
    reason: 'jetway=off on the account itself',
  },
  {
    given: 'tagged on, in an OU that is off',
    account: { ancestors: above(off) },
    member: true,
    rule: 'tag',
    reason: 'jetway=on on the account itself',
  },
  {
    given: 'tagged off, in an OU that is on',
    account: { tags: off, ancestors: above(on) },
    member: false,
    rule: 'tag',
    reason: 'jetway=off on the account itself',
  },
  {
    given: 'in an OU that is on',
    account: { tags: {}, ancestors: above(on) },
    member: true,
    rule: 'tag',
    reason: 'jetway=on on Consumers',
  },
  {
    given: 'in an OU that is off',
    account: { tags: {}, ancestors: above(off) },
    member: false,
    rule: 'tag',
    reason: 'jetway=off on Consumers',
  },
  {
    given: 'in an OU below one that is on',
    account: { tags: {}, ancestors: above({}, on) },
    member: true,
    rule: 'tag',
    reason: 'jetway=on on Workloads',
  },
  {
    given: 'the nearest OU on, the next off',
    account: { tags: {}, ancestors: above(on, off) },
    member: true,
    rule: 'tag',
    reason: 'jetway=on on Consumers',
  },
  {
    given: 'the nearest OU off, the next on',
    account: { tags: {}, ancestors: above(off, on) },
    member: false,
    rule: 'tag',
    reason: 'jetway=off on Consumers',
  },
  {
    given: 'an OU whose name was not read',
    account: { tags: {}, ancestors: [{ id: consumers, tags: on }] },
    member: true,
    rule: 'tag',
    reason: `jetway=on on ${consumers}`,
  },
  {
    given: 'a value that is neither on nor off',
    account: { tags: { jetway: 'yes' } },
    member: false,
    rule: 'tag',
    reason: 'jetway=yes on the account itself',
  },
  {
    given: 'a value in capitals',
    account: { tags: { jetway: 'ON' } },
    member: false,
    rule: 'tag',
    reason: 'jetway=ON on the account itself',
  },
  {
    given: 'an odd value on the account, on on the OU',
    account: { tags: { jetway: '' }, ancestors: above(on) },
    member: false,
    rule: 'tag',
    reason: 'jetway= on the account itself',
  },
  {
    given: 'another tag',
    account: { tags: { team: 'on' } },
    member: false,
    rule: 'tag',
    reason: 'neither it nor an OU above it has the tag jetway',
  },
  {
    given: 'opt-in all, no tag',
    account: { tags: {} },
    profile: all,
    member: true,
    rule: 'ou',
    reason: 'everything under Consumers is in shared',
  },
  {
    given: 'opt-in all, tagged off',
    account: { tags: off },
    profile: all,
    member: true,
    rule: 'ou',
    reason: 'everything under Consumers is in shared',
  },
  {
    given: 'the profile names an OU further up',
    account: { tags: {} },
    profile: { ...all, organizationalUnits: [workloads] },
    member: true,
    rule: 'ou',
    reason: 'everything under Workloads is in shared',
  },
  {
    given: 'the profile names the root',
    account: { tags: {} },
    profile: { ...all, organizationalUnits: [root] },
    member: true,
    rule: 'ou',
    reason: `everything under ${root} is in shared`,
  },
  {
    given: 'the profile names both, the nearer is told',
    account: { tags: {} },
    profile: { ...all, organizationalUnits: [root, consumers] },
    member: true,
    rule: 'ou',
    reason: 'everything under Consumers is in shared',
  },
  {
    given: 'under another OU, tagged on',
    account: { ancestors: outside },
    member: false,
    rule: 'ou',
    reason: 'it is under none of the OUs of shared',
  },
  {
    given: 'under another OU, opt-in all',
    account: { ancestors: outside },
    profile: all,
    member: false,
    rule: 'ou',
    reason: 'it is under none of the OUs of shared',
  },
  {
    given: 'a profile without OUs',
    profile: { organizationalUnits: [] },
    member: false,
    rule: 'ou',
    reason: 'it is under none of the OUs of shared',
  },
  {
    given: 'excluded, tagged on',
    profile: { exclude: [consumer] },
    member: false,
    rule: 'excluded',
    reason: 'jetway.yaml excludes it from shared',
  },
  {
    given: 'excluded and under another OU',
    account: { ancestors: outside },
    profile: { exclude: [consumer] },
    member: false,
    rule: 'excluded',
    reason: 'jetway.yaml excludes it from shared',
  },
  {
    given: 'another one is excluded',
    profile: { exclude: [provider] },
    member: true,
    rule: 'tag',
    reason: 'jetway=on on the account itself',
  },
  {
    given: 'the provider, tagged on',
    account: { id: provider },
    member: false,
    rule: 'provider',
    reason: 'it is the provider',
  },
  {
    given: 'the provider, excluded',
    account: { id: provider },
    profile: { exclude: [provider] },
    member: false,
    rule: 'provider',
    reason: 'it is the provider',
  },
  {
    given: 'suspended, tagged on',
    account: { state: 'SUSPENDED' },
    member: false,
    rule: 'state',
    reason: 'it is SUSPENDED, not ACTIVE',
  },
  {
    given: 'suspended and excluded',
    account: { state: 'SUSPENDED' },
    profile: { exclude: [consumer] },
    member: false,
    rule: 'state',
    reason: 'it is SUSPENDED, not ACTIVE',
  },
  {
    given: 'the provider, suspended',
    account: { id: provider, state: 'SUSPENDED' },
    member: false,
    rule: 'state',
    reason: 'it is SUSPENDED, not ACTIVE',
  },
  {
    given: 'closed',
    account: { state: 'CLOSED' },
    member: false,
    rule: 'state',
    reason: 'it is CLOSED, not ACTIVE',
  },
  {
    given: 'being closed',
    account: { state: 'PENDING_CLOSURE' },
    member: false,
    rule: 'state',
    reason: 'it is PENDING_CLOSURE, not ACTIVE',
  },
  {
    given: 'not activated yet',
    account: { state: 'PENDING_ACTIVATION' },
    member: false,
    rule: 'state',
    reason: 'it is PENDING_ACTIVATION, not ACTIVE',
  },
  {
    given: 'departed',
    account: { state: 'DEPARTED', tags: {}, ancestors: [] },
    member: false,
    rule: 'state',
    reason: 'it is not in the organization',
  },
])('$given: member $member by $rule', ({ account, profile, member, rule, reason }) =>
  expect(decideMembership(anAccount(account), aProfile(profile), provider)).toEqual({
    profile: 'shared',
    member,
    rule,
    reason,
  }),
);

import { expect, test } from '@jest/globals';
import { read } from '../../../lib/model/observation.ts';
import { planAccount } from '../../../lib/plan/account.ts';
import { aConfiguration, aProfile, byInvitation } from '../support/configuration.ts';
import * as ids from '../support/ids.ts';
import {
  aBareAttachment,
  anAssociation,
  anAttachment,
  anEntry,
  aPrincipal,
  aPropagation,
  aRoute,
  aRouteTable,
  aVpc,
  bothPrincipals,
  cidr,
  connectedConsumer,
  connectedProvider,
  unreadable,
} from '../support/network.ts';
import { isReady, said, waitSaid } from '../support/said.ts';
import { aConnectedView, aView, type ViewParts } from '../support/view.ts';

const inside = { vpcs: read([aVpc(1)]), routeTables: read([aRouteTable(1, [])]) };
const throughOu = aConfiguration({
  profiles: [aProfile({ optIn: 'all', principals: 'organizationalUnits' })],
});
const ouPrincipals = { principals: read(bothPrincipals(ids.consumersArn)) };

/** How far an account has come, each row in place of the one before. */
const stages: readonly (ViewParts & {
  given: string;
  actions: readonly string[];
  settling?: readonly string[];
})[] = [
  {
    given: 'a pending attachment and nothing else',
    provider: { attachments: read([aBareAttachment(1, 'pendingAcceptance')]) },
    consumer: inside,
    actions: [
      'add gateway-principal',
      'add attachment',
      'add association, waits on attachment',
      'add propagation, waits on attachment',
      'add prefix-list-entry, waits on attachment',
      'add consumer-route, waits on attachment',
      'add profile-principal',
      'add profile-association, waits on association',
    ],
  },
  {
    given: 'what could be done at once is under way',
    provider: {
      principals: read(bothPrincipals().map((one) => ({ ...one, status: 'ASSOCIATING' as const }))),
      attachments: read([aBareAttachment(1, 'pending')]),
      prefixListEntries: read([anEntry(1)]),
    },
    consumer: inside,
    actions: [
      'add association, waits on attachment',
      'add propagation, waits on attachment',
      'add consumer-route, waits on attachment',
      'add profile-association, waits on association',
    ],
    settling: [
      `gateway-principal: share the transit gateway with ${ids.consumer} to finish, 10 s`,
      'attachment: accept tgw-attach-1 of vpc-1 to finish, 40 s',
      `profile-principal: share the profile with ${ids.consumer} to finish, 10 s`,
    ],
  },
  {
    given: 'the attachment is available',
    provider: {
      principals: read(bothPrincipals()),
      attachments: read([aBareAttachment(1, 'available')]),
      prefixListEntries: read([anEntry(1)]),
    },
    consumer: inside,
    actions: [
      'add association',
      'add propagation',
      'add consumer-route',
      'add profile-association, waits on association',
    ],
  },
  {
    given: 'only the propagation is under way',
    provider: {
      ...connectedProvider(),
      propagations: read([aPropagation(1, { state: 'enabling', cidrs: [] })]),
    },
    consumer: { ...connectedConsumer(), profileAssociations: read([]) },
    actions: ['add profile-association, waits on propagation'],
    settling: ["propagation: propagate vpc-1's routes to tgw-rtb-2 to finish, 15 s"],
  },
  {
    given: 'only the association is under way',
    provider: {
      ...connectedProvider(),
      attachments: read([
        anAttachment(1, { association: { table: ids.consumersTable, state: 'associating' } }),
      ]),
    },
    consumer: { ...connectedConsumer(), profileAssociations: read([]) },
    actions: ['add profile-association, waits on association'],
    settling: ["association: associate vpc-1's attachment with tgw-rtb-1 to finish, 15 s"],
  },
  {
    given: 'only the way back is missing',
    provider: { ...connectedProvider(), prefixListEntries: read([]) },
    consumer: { ...connectedConsumer(), profileAssociations: read([]) },
    actions: ['add prefix-list-entry', 'add profile-association, waits on prefix-list-entry'],
  },
  {
    given: 'only the route is missing',
    provider: connectedProvider(),
    consumer: {
      ...connectedConsumer(),
      routeTables: read([aRouteTable(1, [])]),
      profileAssociations: read([]),
    },
    actions: ['add consumer-route', 'add profile-association, waits on consumer-route'],
  },
  {
    given: 'only the share of the profile is missing',
    provider: { ...connectedProvider(), principals: read([aPrincipal()]) },
    consumer: { ...connectedConsumer(), profileAssociations: read([]) },
    actions: ['add profile-principal', 'add profile-association, waits on profile-principal'],
  },
  {
    given: 'the whole path is there',
    provider: connectedProvider(),
    consumer: { ...connectedConsumer(), profileAssociations: read([]) },
    actions: ['add profile-association'],
  },
  {
    given: 'the profile is being associated',
    provider: connectedProvider(),
    consumer: {
      ...connectedConsumer(),
      profileAssociations: read([anAssociation(ids.vpcId(1), { status: 'CREATING' })]),
    },
    actions: [],
    settling: ['profile-association: associate rp-1 with vpc-1 to finish, 60 s'],
  },
  { given: 'everything is there', provider: connectedProvider(), consumer: connectedConsumer(), actions: [] },
];

test.each(stages)('$given: $actions', ({ given, actions, settling = [], ...parts }) => {
  const plan = planAccount(aView(parts));
  expect(plan.actions.map(said)).toEqual(actions);
  expect(plan.settling.map(waitSaid)).toEqual(settling);
  expect(plan.findings).toEqual([]);
  expect(plan.incomplete).toBe(false);
});

test('an action says what it does, why, what it waits for and when to look again', () => {
  const provider = { attachments: read([aBareAttachment(1, 'pendingAcceptance')]) };
  const { actions } = planAccount(aView({ provider, consumer: inside }));
  expect(actions.find(({ step }) => step === 'association')).toEqual({
    step: 'association',
    verb: 'add',
    account: ids.consumer,
    site: ids.region,
    key: 'vpc-1 tgw-rtb-1',
    subject: { vpc: 'vpc-1', table: 'tgw-rtb-1', attachment: 'tgw-attach-1' },
    does: "associate vpc-1's attachment with tgw-rtb-1",
    reason: 'it is a consumer of shared: jetway=on on the account itself',
    waits: { on: 'attachment', for: 'accept tgw-attach-1 of vpc-1', lookAgainSeconds: 40 },
  });
});

test.each<ViewParts & { given: string }>([
  { given: "an attachment that is the consumer's own", provider: {} },
  {
    given: "somebody's profile association with the same profile",
    consumer: { profileAssociations: read([anAssociation(ids.vpcId(1), { name: 'by hand' })]) },
  },
  {
    given: "somebody's entry of the same CIDR",
    provider: { prefixListEntries: read([{ ...anEntry(1), description: 'by hand' }]) },
  },
  { given: "the OU's principals in the account's stead", configuration: throughOu, provider: ouPrincipals },
  {
    given: "the OU's principals and somebody's association with the same profile",
    configuration: throughOu,
    provider: ouPrincipals,
    consumer: { profileAssociations: read([anAssociation(ids.vpcId(1), { name: 'by hand' })]) },
  },
  {
    given: "another account's entry beside it",
    provider: { prefixListEntries: read([anEntry(1), anEntry(5, ids.neighbour)]) },
  },
])('as desired already: $given', ({ given, ...parts }) => {
  const { actions, settling } = planAccount(aConnectedView(parts));
  expect([...actions.map(said), ...settling.map(waitSaid)]).toEqual([]);
});

test('one VPC does not wait for another', () => {
  const view = aConnectedView(
    {
      provider: { attachments: read([anAttachment(1), aBareAttachment(2, 'pending')]) },
      consumer: { profileAssociations: read([]) },
    },
    [1, 2],
  );
  expect(
    planAccount(view)
      .actions.filter(isReady)
      .map(({ step, key }) => `${step} ${key}`),
  ).toEqual(['profile-association vpc-1 rp-1']);
});

test('an attachment to be made waits for the share of the gateway', () => {
  const view = aView({
    rules: { attachments: 'create' },
    consumer: {
      vpcs: read([aVpc(1, { tags: { 'jetway:attach': 'on' } })]),
      subnets: read(
        new Map([[ids.vpcId(1), [{ id: ids.subnetId(1), zone: 'euw1-az1', freeAddresses: 9, tags: {} }]]]),
      ),
    },
  });
  expect(planAccount(view).actions.map(said)).toContain('add attachment, waits on gateway-principal');
});

test('where sharing is by invitation, the invitation is accepted once RAM has sent it', () => {
  const invitations = read([{ arn: 'invitation-1', share: ids.gatewayShare, status: 'PENDING' as const }]);
  const principals = read([aPrincipal({ status: 'ASSOCIATING' })]);
  const plan = planAccount(
    aView({ configuration: byInvitation(), provider: { principals }, consumer: { invitations } }),
  );
  expect(plan.actions.filter(({ step }) => step === 'invitation').map((one) => [one.key, said(one)])).toEqual(
    [
      [ids.gatewayShare, 'add invitation'],
      [ids.sharedShare, 'add invitation, waits on invitation'],
    ],
  );
});

test('what goes first has to be gone before it is made again', () => {
  const attachments = read([
    anAttachment(1, { association: { table: ids.consumersTable, state: 'disassociating' } }),
  ]);
  const plan = planAccount(aConnectedView({ provider: { attachments } }));
  expect(plan.actions.map(said)).toEqual(['add association, waits on association']);
});

test('what was not read is not added, and what needs it waits', () => {
  const plan = planAccount(
    aConnectedView({ consumer: { routeTables: unreadable(), profileAssociations: read([]) } }),
  );
  expect(plan.actions.map(said)).toEqual(['add profile-association, waits on consumer-route']);
  expect(plan.incomplete).toBe(true);
});

test.each<ViewParts & { given: string; kind: string; actions: readonly string[] }>([
  {
    given: 'another route to the provider',
    consumer: {
      routeTables: read([aRouteTable(1, [aRoute({ target: 'pcx-1' })])]),
      profileAssociations: read([]),
    },
    kind: 'other-route',
    actions: ['add profile-association, waits on consumer-route'],
  },
  {
    given: 'another profile',
    consumer: {
      profileAssociations: read([
        anAssociation(ids.vpcId(1), { name: 'by hand', profile: ids.foreignProfile }),
      ]),
    },
    kind: 'other-profile',
    actions: [],
  },
  {
    given: 'another table of the gateway',
    provider: {
      attachments: read([anAttachment(1, { association: { table: ids.otherTable, state: 'associated' } })]),
    },
    consumer: { profileAssociations: read([]) },
    kind: 'other-route',
    actions: ['add profile-association, waits on association'],
  },
  {
    given: 'a full prefix list',
    provider: { prefixListEntries: read([]), prefixListSize: read({ settled: true, maxEntries: 0 }) },
    consumer: { profileAssociations: read([]) },
    kind: 'quota',
    actions: ['add profile-association, waits on prefix-list-entry'],
  },
])('$given bars what it concerns, and is a finding', ({ given, kind, actions, ...parts }) => {
  const plan = planAccount(aConnectedView(parts));
  expect(plan.findings.map((finding) => finding.kind)).toEqual([kind]);
  expect(plan.actions.map(said)).toEqual(actions);
});

test('a route of somebody that takes over a part of the provider CIDR is a finding, though ours is there', () => {
  const taken = [aRoute(), aRoute({ destination: cidr('10.255.1.0/24'), target: 'pcx-1' })];
  const plan = planAccount(aConnectedView({ consumer: { routeTables: read([aRouteTable(1, taken)]) } }));
  expect(plan.findings.map(({ kind, resource }) => [kind, resource])).toEqual([['other-route', 'rtb-1']]);
});

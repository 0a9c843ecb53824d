import { expect, test } from '@jest/globals';
import { read } from '../../../lib/model/observation.ts';
import type { AccountState } from '../../../lib/model/organization.ts';
import { type ConsumerSide, unseenConsumer } from '../../../lib/observe/consumer.ts';
import type { ProviderSide } from '../../../lib/observe/provider.ts';
import { planAccount } from '../../../lib/plan/account.ts';
import { order, type StepName } from '../../../lib/steps/names.ts';
import { aConfiguration, aProfile } from '../support/configuration.ts';
import * as ids from '../support/ids.ts';
import {
  aBareAttachment,
  anAssociation,
  anAttachment,
  aPrincipal,
  aProbePlace,
  aPropagation,
  aRoute,
  aRouteTable,
  aVpc,
  bothPrincipals,
  cidr,
  madeByJetway,
  unreadable,
} from '../support/network.ts';
import { isReady, removals, said, waitSaid } from '../support/said.ts';
import { aConnectedView, aLeavingView, optedOut } from '../support/view.ts';

interface Sides {
  readonly provider?: Partial<ProviderSide>;
  readonly consumer?: Partial<ConsumerSide>;
}

/** What goes, in its order: how it looks while it goes, and once it is gone. */
const goes: readonly { step: StepName; while?: Sides; gone: Sides }[] = [
  {
    step: 'profile-association',
    while: { consumer: { profileAssociations: read([anAssociation(ids.vpcId(1), { status: 'DELETING' })]) } },
    gone: { consumer: { profileAssociations: read([]) } },
  },
  {
    step: 'profile-principal',
    while: {
      provider: {
        principals: read([aPrincipal(), aPrincipal({ share: ids.sharedShare, status: 'DISASSOCIATING' })]),
      },
    },
    gone: { provider: { principals: read([aPrincipal()]) } },
  },
  { step: 'consumer-route', gone: { consumer: { routeTables: read([aRouteTable(1, [])]) } } },
  { step: 'prefix-list-entry', gone: { provider: { prefixListEntries: read([]) } } },
  {
    step: 'propagation',
    while: { provider: { propagations: read([aPropagation(1, { state: 'disabling' })]) } },
    gone: { provider: { propagations: read([]) } },
  },
  {
    step: 'association',
    while: {
      provider: {
        attachments: read([
          anAttachment(1, { association: { table: ids.consumersTable, state: 'disassociating' } }),
        ]),
      },
    },
    gone: { provider: { attachments: read([aBareAttachment(1, 'available')]) } },
  },
  {
    step: 'attachment',
    while: { provider: { attachments: read([aBareAttachment(1, 'deleting')]) } },
    gone: { provider: { attachments: read([]) } },
  },
  {
    step: 'gateway-principal',
    while: { provider: { principals: read([aPrincipal({ status: 'DISASSOCIATING' })]) } },
    gone: { provider: { principals: read([]) } },
  },
];

const after = (count: number): Sides =>
  goes.slice(0, count).reduce<Sides>(
    ({ provider, consumer }, { gone }) => ({
      provider: { ...provider, ...gone.provider },
      consumer: { ...consumer, ...gone.consumer },
    }),
    { consumer: { attachmentTags: madeByJetway(1) } },
  );

test('it goes in the order in which it came, backwards', () =>
  expect(goes.map(({ step }) => step)).toEqual(
    [...order].reverse().filter((step) => step !== 'invitation' && step !== 'probe'),
  ));

test('the probe leaves first, and nothing waits for it', () => {
  const { actions } = planAccount(
    aLeavingView({ consumer: { attachmentTags: madeByJetway(1), probePlace: aProbePlace(1) } }),
  );
  expect(actions.filter(isReady).map(said)).toEqual(['remove probe', 'remove profile-association']);
});

test.each(goes.map(({ step }, index) => ({ step, index })))(
  '$step is removed when all that came after it is gone, and the rest waits',
  ({ step, index }) => {
    const { actions } = planAccount(aLeavingView(after(index)));
    const left = goes.slice(index);
    expect(actions.map(said)).toEqual([
      `remove ${step}`,
      ...left.slice(1).map((one) => `remove ${one.step}, waits on ${left[0]?.step}`),
    ]);
  },
);

test.each(
  goes.flatMap(({ step, while: changes }, index) =>
    changes === undefined ? [] : [{ step, index, changes }],
  ),
)('while $step goes, nothing more is called and everything before it waits', ({ step, index, changes }) => {
  const { provider, consumer } = after(index);
  const { actions, settling } = planAccount(
    aLeavingView({
      provider: { ...provider, ...changes.provider },
      consumer: { ...consumer, ...changes.consumer },
    }),
  );
  expect(actions.filter(isReady)).toEqual([]);
  expect(actions.map(({ step: one }) => one)).toEqual(goes.slice(index + 1).map((one) => one.step));
  expect(settling.map(({ on }) => on)).toEqual([step]);
});

test('when all is gone, nothing is left to do', () => {
  const { actions, settling, findings } = planAccount(aLeavingView(after(goes.length)));
  expect([...actions, ...settling, ...findings]).toEqual([]);
});

test('a removal says why and what it waits for', () => {
  const { actions } = planAccount(aLeavingView(after(0)));
  expect(actions.find(({ step }) => step === 'attachment')).toMatchObject({
    does: 'delete tgw-attach-1 of vpc-1',
    reason: 'it is a consumer of no profile: shared: jetway=off on the account itself',
    waits: { on: 'profile-association', for: 'disassociate rp-1 from vpc-1', lookAgainSeconds: 60 },
  });
});

test('what is still arriving is not called back before it is there', () => {
  const profileAssociations = read([anAssociation(ids.vpcId(1), { status: 'CREATING' })]);
  const [first] = planAccount(aLeavingView({ consumer: { profileAssociations } })).actions;
  expect(first && said(first)).toBe('remove profile-association, waits on profile-association');
  expect(first?.waits && waitSaid(first.waits)).toBe(
    'profile-association: associate rp-1 with vpc-1 to finish, 60 s',
  );
});

test('a route that leads nowhere any more is removed like any other', () => {
  const consumer = {
    profileAssociations: read([]),
    routeTables: read([aRouteTable(1, [aRoute({ state: 'blackhole' })])]),
  };
  const provider = {
    principals: read([aPrincipal()]),
    attachments: read([]),
    propagations: read([]),
    prefixListEntries: read([]),
  };
  expect(planAccount(aLeavingView({ provider, consumer })).actions.map(said)).toEqual([
    'remove consumer-route',
    'remove gateway-principal, waits on consumer-route',
  ]);
});

test.each<{ state: AccountState; deletes: boolean }>([
  { state: 'CLOSED', deletes: true },
  { state: 'SUSPENDED', deletes: true },
  { state: 'DEPARTED', deletes: true },
  { state: 'ACTIVE', deletes: false },
  { state: 'PENDING_CLOSURE', deletes: false },
  { state: 'PENDING_ACTIVATION', deletes: false },
])(
  "$state and out of reach: from the provider's side alone, the attachment deleted: $deletes",
  ({ state, deletes }) => {
    const account = { ...optedOut, state, ...(state === 'DEPARTED' ? { ancestors: [] } : {}) };
    const { actions } = planAccount(
      aConnectedView({ account, consumer: unseenConsumer({ state: 'out-of-reach' }) }),
    );
    expect(actions.map(said)).toEqual([
      'remove profile-principal',
      'remove prefix-list-entry, waits on profile-principal',
      'remove propagation, waits on profile-principal',
      'remove association, waits on profile-principal',
      ...(deletes ? ['remove attachment, waits on profile-principal'] : []),
      'remove gateway-principal, waits on profile-principal',
    ]);
  },
);

test("somebody's association with our profile bars the path until the profile's principal is gone", () => {
  const profileAssociations = read([anAssociation(ids.vpcId(1), { name: 'by hand' })]);
  const shared = planAccount(aLeavingView({ consumer: { profileAssociations } }));
  expect(shared.actions.filter(isReady).map(said)).toEqual(['remove profile-principal']);
  const principals = read([aPrincipal(), aPrincipal({ share: ids.sharedShare, status: 'DISASSOCIATING' })]);
  const leaving = planAccount(aLeavingView({ provider: { principals }, consumer: { profileAssociations } }));
  expect(leaving.actions.filter(isReady).map(said)).toEqual([]);
  const unshared = planAccount(
    aLeavingView({ provider: { principals: read([aPrincipal()]) }, consumer: { profileAssociations } }),
  );
  expect(unshared.actions.filter(isReady).map(said)).toEqual(['remove consumer-route']);
});

test.each([
  { given: 'account principals', configuration: aConfiguration(), principal: ids.consumer },
  {
    given: "the OU's principals",
    configuration: aConfiguration({
      profiles: [aProfile({ optIn: 'all', principals: 'organizationalUnits' })],
    }),
    principal: ids.consumersArn,
  },
])(
  "somebody's association with our profile bars the path of a refused VPC, shared by $given",
  ({ configuration, principal }) => {
    const view = aConnectedView({
      configuration,
      provider: { principals: read(bothPrincipals(principal)) },
      consumer: {
        vpcs: read([aVpc(1, { cidrs: [cidr('192.168.0.0/16')] })]),
        profileAssociations: read([anAssociation(ids.vpcId(1), { name: 'by hand' })]),
      },
    });
    expect(removals(planAccount(view).actions).filter(isReady)).toEqual([]);
  },
);

test('of a VPC that is refused, the name goes first, with the reason', () => {
  const vpcs = read([aVpc(1, { cidrs: [cidr('192.168.0.0/16')] })]);
  const { actions } = planAccount(aConnectedView({ consumer: { vpcs } }));
  expect(actions.map(said)).toEqual([
    'remove profile-association',
    'remove consumer-route, waits on profile-association',
    'remove prefix-list-entry, waits on profile-association',
    'remove propagation, waits on profile-association',
    'remove association, waits on profile-association',
  ]);
  expect(actions[0]?.reason).toBe(
    'its CIDR 192.168.0.0/16 lies outside the address space of the site (10.0.0.0/8)',
  );
});

test('of a VPC that is no longer attached, what is left goes, and the other VPC keeps all of its own', () => {
  const view = aConnectedView(
    { provider: { attachments: read([anAttachment(1)]), propagations: read([aPropagation(1)]) } },
    [1, 2],
  );
  const { actions } = planAccount(view);
  expect(actions.map(({ key, ...one }) => `${said({ key, ...one })}: ${key}`)).toEqual([
    'remove profile-association: vpc-2 rp-1',
    'remove consumer-route, waits on profile-association: rtb-2 10.255.0.0/16',
    'remove prefix-list-entry, waits on profile-association: pl-1 10.2.0.0/16',
  ]);
  expect(actions[0]?.reason).toBe('vpc-2 is not attached to the transit gateway');
});

test('a consumer of another profile than before gives up the one and gets the other', () => {
  const configuration = aConfiguration({
    profiles: [aProfile({ name: ids.second }), aProfile({ exclude: [ids.consumer] })],
  });
  const { actions } = planAccount(aConnectedView({ configuration }));
  expect(actions.map(({ key, ...one }) => said({ key, ...one }))).toEqual([
    'remove profile-association',
    'remove profile-principal, waits on profile-association',
    'add profile-principal, waits on profile-association',
    'add profile-association, waits on profile-association',
  ]);
});

test('from accounts to OUs as principals, the account keeps its own until the OU has them', () => {
  const configuration = aConfiguration({
    profiles: [aProfile({ optIn: 'all', principals: 'organizationalUnits' })],
  });
  const { actions } = planAccount(aConnectedView({ configuration }));
  expect(removals(actions).filter(isReady).map(said)).toEqual([]);
});

test("attachments whose maker could not be read leave the gateway's share alone", () => {
  const view = aLeavingView({
    ...after(6),
    consumer: { ...after(6).consumer, attachmentTags: unreadable() },
  });
  expect(planAccount(view).actions.map(said)).toEqual([]);
});

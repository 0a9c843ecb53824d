import { describe, expect, test } from '@jest/globals';
import { type Observation, read } from '../../../lib/model/observation.ts';
import { type ConsumerPart, consumerParts, unseenConsumer } from '../../../lib/observe/consumer.ts';
import type { ProviderPart } from '../../../lib/observe/provider.ts';
import { planAccount } from '../../../lib/plan/account.ts';
import { vpcId } from '../support/ids.ts';
import {
  anAttachment,
  anEntry,
  aPropagation,
  aVpc,
  cidr,
  cidrOf,
  madeByJetway,
  noProvider,
  unreadable,
} from '../support/network.ts';
import { removals, said } from '../support/said.ts';
import { aConnectedView, aLeavingView, type aView, type ViewParts } from '../support/view.ts';

/** Accounts from which something is to be removed as long as everything was read. */
const shrinking: readonly { given: string; view: (parts: ViewParts) => ReturnType<typeof aView> }[] = [
  {
    given: 'an account that leaves',
    view: ({ provider, consumer }) =>
      aLeavingView({ provider: { ...provider }, consumer: { attachmentTags: madeByJetway(1), ...consumer } }),
  },
  {
    given: 'a consumer with a VPC that is no longer attached',
    view: ({ provider, consumer }) =>
      aConnectedView(
        {
          provider: {
            attachments: read([anAttachment(1)]),
            propagations: read([aPropagation(1)]),
            ...provider,
          },
          consumer: { ...consumer },
        },
        [1, 2],
      ),
  },
];

const providerParts = Object.keys(noProvider());
const isProviderPart = (part: string): part is ProviderPart => providerParts.includes(part);
const without = (
  part: ProviderPart | ConsumerPart,
  state: Exclude<Observation<never>, { state: 'read' }>,
): ViewParts => (isProviderPart(part) ? { provider: { [part]: state } } : { consumer: { [part]: state } });
const all: readonly (ProviderPart | ConsumerPart)[] = [
  ...providerParts.filter(isProviderPart),
  ...consumerParts,
];
/** By what these parts show, it is decided what is there. */
const deciding = [
  'principals',
  'attachments',
  'propagations',
  'prefixListEntries',
  'routeTables',
  'profileAssociations',
] as const;

describe.each(shrinking)('$given', ({ view }) => {
  test('loses something while everything is read', () =>
    expect(removals(planAccount(view({})).actions).length).toBeGreaterThan(0));

  test.each(all)('loses nothing while %s could not be read', (part) =>
    expect(removals(planAccount(view(without(part, unreadable()))).actions).map(said)).toEqual([]),
  );

  test.each(deciding)('loses nothing while %s was not looked at', (part) =>
    expect(removals(planAccount(view(without(part, { state: 'not-looked' }))).actions).map(said)).toEqual([]),
  );

  test.each([unreadable(), unreadable('role-refused'), { state: 'not-looked' }] as const)(
    'loses nothing while its own side is $state',
    (state) =>
      expect(removals(planAccount(view({ consumer: unseenConsumer(state) })).actions).map(said)).toEqual([]),
  );
});

test.each(all)('a plan without %s is incomplete', (part) =>
  expect(planAccount(aLeavingView(without(part, unreadable()))).incomplete).toBe(true),
);

test('a plan of what was not looked at is not incomplete', () =>
  expect(planAccount(aConnectedView({ consumer: unseenConsumer({ state: 'not-looked' }) })).incomplete).toBe(
    false,
  ));

test('a VPC about which nothing can be decided keeps everything in its place', () => {
  const view = aConnectedView(
    {
      provider: { attachments: read([anAttachment(1)]), propagations: read([aPropagation(1)]) },
      consumer: { vpcs: read([aVpc(1, { cidrs: [] }), aVpc(2)]) },
    },
    [1, 2],
  );
  const undecided = { ...view, vpcs: { ...view.vpcs, undecided: [vpcId(1)] } };
  expect(removals(planAccount(undecided).actions).map(said)).toEqual([]);
});

test('the CIDRs of a VPC that could not be read keep their entries, routed or not', () => {
  const second = { ...anEntry(1), cidr: cidr('10.101.0.0/16') };
  const view = aConnectedView({
    provider: {
      propagations: read([aPropagation(1, { cidrs: [cidrOf(1)] })]),
      prefixListEntries: read([anEntry(1), second]),
    },
    consumer: { vpcs: unreadable() },
  });
  expect(removals(planAccount(view).actions).map(said)).toEqual([]);
});

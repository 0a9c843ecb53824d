import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { AccountId } from '../../../lib/model/ids.ts';
import { read } from '../../../lib/model/observation.ts';
import { unseenConsumer } from '../../../lib/observe/consumer.ts';
import { actionsOf, isBarred, isIncomplete, type PlanOptions, planAll } from '../../../lib/plan/plan.ts';
import { aConfiguration } from '../support/configuration.ts';
import { consumer, neighbour } from '../support/ids.ts';
import { unreadable } from '../support/network.ts';
import { said } from '../support/said.ts';
import { aConnectedView, aLeavingView, aView, optedOut, type ViewParts } from '../support/view.ts';

const limited = (accounts: number): Partial<PlanOptions> => ({
  configuration: aConfiguration({ offboarding: { gracePeriodHours: 0, limit: { accounts, percent: 0 } } }),
});
const options = (changes: Partial<PlanOptions> = {}): PlanOptions => ({
  configuration: aConfiguration(),
  scope: 'organization',
  deep: true,
  connected: 2,
  looked: { accounts: 3, consumers: 2 },
  findings: [],
  ...changes,
});
const accounts = [1, 2, 3, 4].map((n) => AccountId.parse(String(n).repeat(12)));
const someViews = [
  ...accounts.map((id) => aView({ account: { id, ...(id === accounts[1] ? optedOut : {}) } })),
  aConnectedView({ account: { id: AccountId.parse('555555555555') } }),
  aLeavingView({ account: { id: AccountId.parse('666666666666'), tags: {} } }),
];

test('nothing is to be done for what is connected, and nothing was found', () => {
  const plan = planAll([aConnectedView()], options());
  expect(actionsOf(plan)).toEqual([]);
  expect(plan).toMatchObject({
    version: 1,
    name: 'test',
    mode: 'enforce',
    guard: { losing: 0, consumers: 2, limit: 5, tripped: false },
    accounts: [
      {
        account: consumer,
        name: 'consumer',
        state: 'ACTIVE',
        findings: [],
        sites: [{ settling: [], incomplete: false }],
      },
    ],
    findings: [],
  });
});

test('the same world is the same bytes', () =>
  expect(JSON.stringify(planAll(someViews, options()))).toBe(JSON.stringify(planAll(someViews, options()))));

test('the order in which accounts are given changes nothing', () =>
  fc.assert(
    fc.property(fc.shuffledSubarray(someViews, { minLength: someViews.length }), (shuffled) => {
      expect(JSON.stringify(planAll(shuffled, options()))).toBe(
        JSON.stringify(planAll(someViews, options())),
      );
    }),
  ));

test('a plan is plain data', () => {
  const plan = planAll(someViews, options());
  expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
});

test('over the limit, all removals are held and one finding says so; additions are not', () => {
  const views = [
    aLeavingView(),
    aLeavingView({ account: { ...optedOut, id: neighbour } }),
    someViews[0],
  ].filter((one) => one !== undefined);
  const plan = planAll(views, options(limited(0)));
  for (const action of actionsOf(plan)) expect(action.held).toBe(action.verb === 'remove' ? true : undefined);
  expect(actionsOf(plan).map(said)).toContain('add gateway-principal');
  expect(plan.guard).toMatchObject({ limit: 0, tripped: true });
  expect(plan.findings.map(({ kind, resource }) => [kind, resource])).toEqual([['blast-radius', 'test']]);
});

test('an account in two sites is one account, and its losses count once', () => {
  const plan = planAll([aLeavingView(), aLeavingView()], options(limited(1)));
  expect(plan.accounts.map(({ sites }) => sites.length)).toEqual([2]);
  expect(plan.guard).toMatchObject({ losing: 1, tripped: false });
});

test.each<ViewParts & { given: string; incomplete: boolean; settling: readonly string[] }>([
  {
    given: 'a consumer whose role is refused',
    consumer: unseenConsumer(unreadable('role-refused')),
    incomplete: false,
    settling: ['role'],
  },
  {
    given: 'a consumer that cannot be read',
    consumer: unseenConsumer(unreadable()),
    incomplete: true,
    settling: [],
  },
  {
    given: 'a provider side that cannot be read',
    provider: { principals: unreadable() },
    incomplete: true,
    settling: [],
  },
  {
    given: 'a role that is refused and a provider side that cannot be read',
    provider: { principals: unreadable() },
    consumer: unseenConsumer(unreadable('role-refused')),
    incomplete: true,
    settling: ['role'],
  },
])('$given: incomplete $incomplete, settling $settling', ({ given, incomplete, settling, ...parts }) => {
  const plan = planAll([aConnectedView(parts)], options());
  expect(isIncomplete(plan)).toBe(incomplete);
  expect(
    plan.accounts.flatMap(({ sites }) => sites.flatMap((site) => site.settling.map(({ on }) => on))),
  ).toEqual(settling);
});

test.each([
  { kind: 'other-profile', barred: true },
  { kind: 'cidr-overlap', barred: true },
  { kind: 'outside-address-space', barred: true },
  { kind: 'other-route', barred: true },
  { kind: 'quota', barred: true },
  { kind: 'no-subnet', barred: true },
  { kind: 'second-profile', barred: false },
  { kind: 'dns-off', barred: false },
  { kind: 'own-endpoint', barred: false },
  { kind: 'left-behind', barred: false },
  { kind: 'attachment-of-no-consumer', barred: false },
] as const)('$kind keeps an account from converging: $barred', ({ kind, barred }) => {
  const finding = { kind, resource: consumer, what: 'it is so', remedy: 'Change it' };
  expect(isBarred({ account: consumer, state: 'ACTIVE', sites: [], findings: [finding] })).toBe(barred);
});

test('an account plan without findings isBarred nothing', () =>
  expect(planAll([aView({ provider: { principals: read([]) } })], options()).accounts.some(isBarred)).toBe(
    false,
  ));

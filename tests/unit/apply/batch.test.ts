import { expect, test } from '@jest/globals';
import { batches } from '../../../lib/apply/batch.ts';
import { AccountId, Region } from '../../../lib/model/ids.ts';
import { read } from '../../../lib/model/observation.ts';
import { planAccount } from '../../../lib/plan/account.ts';
import type { Action } from '../../../lib/plan/action.ts';
import { order } from '../../../lib/steps/names.ts';
import {
  aBareAttachment,
  anAttachment,
  aProbePlace,
  aRouteTable,
  aVpc,
  madeByJetway,
} from '../support/network.ts';
import { aLeavingView, aView } from '../support/view.ts';

const account = (n: number) => AccountId.parse(String(n).padStart(12, '0'));
const of = (actions: readonly Action[], id: AccountId): readonly Action[] =>
  actions.map((action): Action => ({ ...action, account: id }));

const onboarding = planAccount(
  aView({
    provider: { attachments: read([aBareAttachment(1, 'pendingAcceptance')]) },
    probed: { state: 'due' },
    consumer: {
      vpcs: read([aVpc(1)]),
      routeTables: read([aRouteTable(1, [])]),
      probePlace: aProbePlace(),
    },
  }),
).actions;
const offboarding = planAccount(
  aLeavingView({
    provider: { attachments: read([anAttachment(1)]) },
    consumer: { attachmentTags: madeByJetway(1), probePlace: aProbePlace(1) },
  }),
).actions;

test('removals go backwards through the order, then additions forwards, whatever order they came in', () => {
  const mixed = [...onboarding, ...offboarding].reverse();
  const steps = order.filter((step) => step !== 'invitation');
  expect(batches(mixed).map(([first]) => `${first?.verb} ${first?.step}`)).toEqual([
    ...[...steps].reverse().map((step) => `remove ${step}`),
    ...steps.map((step) => `add ${step}`),
  ]);
});

test('principals and entries of many accounts are one call each; the rest is a call an account', () => {
  const all = [1, 2, 3].flatMap((n) => of(onboarding, account(n)));
  const sizes = batches(all).map((batch) => [batch[0]?.step, batch.length]);
  expect(sizes).toEqual([
    ['gateway-principal', 3],
    ...['attachment', 'association', 'propagation'].flatMap((step) => [1, 2, 3].map(() => [step, 1])),
    ['prefix-list-entry', 3],
    ...[1, 2, 3].map(() => ['consumer-route', 1]),
    ['profile-principal', 3],
    ...[1, 2, 3].map(() => ['profile-association', 1]),
    ...[1, 2, 3].map(() => ['probe', 1]),
  ]);
});

test.each([
  { accounts: 0, sizes: [] },
  { accounts: 1, sizes: [1] },
  { accounts: 100, sizes: [100] },
  { accounts: 101, sizes: [100, 1] },
  { accounts: 250, sizes: [100, 100, 50] },
])('$accounts principals of a share are calls of $sizes', ({ accounts, sizes }) => {
  const all = Array.from({ length: accounts }, (_, n) => of(onboarding, account(n + 1))).flat();
  const principals = batches(all.filter(({ step }) => step === 'gateway-principal'));
  expect(principals.map((batch) => batch.length)).toEqual(sizes);
});

test('two sites are never one call', () => {
  const elsewhere = onboarding.map((action): Action => ({ ...action, site: Region.parse('us-east-1') }));
  const sites = batches([...onboarding, ...elsewhere]).map(
    (batch) => new Set(batch.map(({ site }) => site)).size,
  );
  expect(new Set(sites)).toEqual(new Set([1]));
});

test('every action is in exactly one batch', () => {
  const all = [1, 2, 3].flatMap((n) => [...of(onboarding, account(n)), ...of(offboarding, account(n + 3))]);
  const batched = batches(all).flat();
  expect(batched).toHaveLength(all.length);
  expect(new Set(batched)).toEqual(new Set(all));
});

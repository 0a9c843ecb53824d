import { expect, test } from '@jest/globals';
import { AccountId } from '../../../lib/model/ids.ts';
import { planAccount } from '../../../lib/plan/account.ts';
import type { Action } from '../../../lib/plan/action.ts';
import { guardOf, hold } from '../../../lib/plan/guard.ts';
import { said } from '../support/said.ts';
import { aLeavingView, aView } from '../support/view.ts';

const accounts = (count: number) =>
  Array.from({ length: count }, (_, n) => AccountId.parse(String(n + 1).padStart(12, '0')));
const losing = (count: number): readonly Action[] =>
  accounts(count).flatMap((account) =>
    planAccount(aLeavingView()).actions.map((action): Action => ({ ...action, account })),
  );

test.each([
  { losing: 0, consumers: 0, accounts: 0, percent: 0, limit: 0, tripped: false },
  { losing: 1, consumers: 100, accounts: 0, percent: 0, limit: 0, tripped: true },
  { losing: 5, consumers: 6, accounts: 5, percent: 10, limit: 5, tripped: false },
  { losing: 6, consumers: 6, accounts: 5, percent: 10, limit: 5, tripped: true },
  { losing: 6, consumers: 59, accounts: 5, percent: 10, limit: 5, tripped: true },
  { losing: 6, consumers: 60, accounts: 5, percent: 10, limit: 6, tripped: false },
  { losing: 7, consumers: 69, accounts: 5, percent: 10, limit: 6, tripped: true },
  { losing: 100, consumers: 1000, accounts: 5, percent: 10, limit: 100, tripped: false },
  { losing: 101, consumers: 1000, accounts: 5, percent: 10, limit: 100, tripped: true },
  { losing: 3, consumers: 3, accounts: 0, percent: 100, limit: 3, tripped: false },
  { losing: 1, consumers: 9, accounts: 0, percent: 10, limit: 0, tripped: true },
])(
  '$losing of $consumers consumers, limit $accounts or $percent %: $limit may lose access, tripped: $tripped',
  ({ losing: count, consumers, accounts: most, percent, limit, tripped }) =>
    expect(
      guardOf(losing(count), consumers, { gracePeriodHours: 0, limit: { accounts: most, percent } }),
    ).toEqual({ losing: count, consumers, limit, tripped }),
);

test('additions are no loss', () => {
  const { actions } = planAccount(aView());
  expect(actions.length).toBeGreaterThan(0);
  expect(guardOf(actions, 1, { gracePeriodHours: 0, limit: { accounts: 0, percent: 0 } })).toMatchObject({
    losing: 0,
    tripped: false,
  });
});

test('a tripped guard holds every removal and no addition', () => {
  const [added] = planAccount(aView()).actions;
  const [removed] = planAccount(aLeavingView()).actions;
  const actions = [added, removed].filter((one) => one !== undefined);
  const guard = { losing: 9, consumers: 9, limit: 5, tripped: true };
  expect(hold(actions, guard).map(said)).toEqual([
    'add gateway-principal',
    'remove profile-association, held',
  ]);
  expect(hold(actions, { ...guard, tripped: false })).toEqual(actions);
});

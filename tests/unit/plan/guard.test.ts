import { expect, test } from '@jest/globals';
import { Cidr } from '../../../lib/model/cidr.ts';
import { planAccount } from '../../../lib/plan/account.ts';
import { guardOf, hold, losesAccess } from '../../../lib/plan/guard.ts';
import { aConfiguration, aProfile, someRules } from '../support/configuration.ts';
import { unreadable } from '../support/network.ts';
import { said } from '../support/said.ts';
import { aConnectedView, aLeavingView, aView } from '../support/view.ts';

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
    expect(guardOf(count, consumers, { gracePeriodHours: 0, limit: { accounts: most, percent } })).toEqual({
      losing: count,
      consumers,
      limit,
      tripped,
    }),
);

test.each([
  { given: 'a consumer to be connected', view: aView(), loses: false },
  { given: 'an account that is a consumer no more', view: aLeavingView(), loses: true },
  {
    given: 'one that is a consumer no more and could not be read',
    view: aLeavingView({ consumer: { routeTables: unreadable() } }),
    loses: true,
  },
  { given: 'a connected consumer', view: aConnectedView(), loses: false },
  {
    given: 'a consumer whose VPC is refused from now on',
    view: aConnectedView({ rules: someRules({ addressSpace: [Cidr.parse('172.16.0.0/12')] }) }),
    loses: true,
  },
  {
    given: "a consumer whose principal gives way to its OU's",
    view: aConnectedView({
      configuration: aConfiguration({
        profiles: [aProfile({ optIn: 'all', principals: 'organizationalUnits' })],
      }),
    }),
    loses: false,
  },
])('$given loses access: $loses', ({ view, loses }) =>
  expect(losesAccess(view, planAccount(view))).toBe(loses),
);

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

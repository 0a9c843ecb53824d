import { expect, test } from '@jest/globals';
import type { AccountView } from '../../../lib/decide/account-view.ts';
import { JetwayError } from '../../../lib/model/errors.ts';
import type { GracePeriod } from '../../../lib/model/grace-period.ts';
import { read } from '../../../lib/model/observation.ts';
import { unseenConsumer } from '../../../lib/observe/consumer.ts';
import { planAccount } from '../../../lib/plan/account.ts';
import { planAll } from '../../../lib/plan/plan.ts';
import { aConfiguration } from '../support/configuration.ts';
import { shared } from '../support/ids.ts';
import { aConnectedView } from '../support/view.ts';

const grace: GracePeriod = {
  state: 'running',
  profile: shared,
  since: '2026-09-14T08',
  until: '2026-09-15T08',
};
const keeping = (view: AccountView): AccountView => ({ ...view, grace });
const does = (view: AccountView) => planAccount(view).actions.map(({ verb, step }) => `${verb} ${step}`);

test('in its grace period, an account keeps everything', () =>
  expect(does(keeping(aConnectedView()))).toEqual([]));

test('what breaks is mended where the names resolve', () => {
  const broken = aConnectedView({ provider: { prefixListEntries: read([]) } });
  expect(does(keeping(broken))).toEqual(['add prefix-list-entry']);
  expect(planAccount(keeping(broken)).actions[0]?.reason).toContain('in its grace period');
});

test('a VPC in which they do not resolve is not connected any more, nor the profile associated again', () => {
  const without = aConnectedView({
    provider: { prefixListEntries: read([]) },
    consumer: { profileAssociations: read([]) },
  });
  expect(does(without)).toEqual(['add prefix-list-entry', 'add profile-association']);
  expect(does(keeping(without))).toEqual([]);
});

test('a role that is refused is waited for by consumers alone, for whoever leaves may have lost it', () => {
  const error = new JetwayError('role-refused', { resource: 'r', what: 'it is refused', remedy: 'Mend it' });
  const refused = { ...aConnectedView(), consumer: unseenConsumer({ state: 'unreadable', error }) };
  const settling = (view: AccountView) =>
    planAll([view], {
      configuration: aConfiguration(),
      scope: 'organization',
      deep: true,
      connected: 1,
      looked: { accounts: 1, consumers: 1 },
      findings: [],
    }).accounts.flatMap(({ sites }) => sites.flatMap((site) => site.settling.map(({ on }) => on)));
  expect(settling(refused)).toEqual(['role']);
  expect(settling(keeping(refused))).toEqual([]);
});

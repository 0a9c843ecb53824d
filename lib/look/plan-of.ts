import type { AccountId } from '../model/ids.ts';
import { type Plan, planAll } from '../plan/plan.ts';
import { siteFindings } from '../plan/site-findings.ts';
import { withUnread } from '../plan/unread-sites.ts';
import type { Look, Surroundings } from './scope.ts';
import { isShared } from './sight.ts';

/**
 * The plan for what was seen.
 * @param approved whose losses a person has approved
 */
export function planOf(
  { scope, accounts, sites, views }: Look,
  { configuration, unread = [] }: Pick<Surroundings, 'configuration' | 'unread'>,
  approved?: ReadonlySet<AccountId>,
): Plan {
  const everybody = scope.accounts === 'organization';
  const connected = new Set<AccountId>(views.filter(isShared).map(({ account }) => account.id));
  const consumers = new Set<AccountId>(
    views.filter(({ profile }) => profile !== undefined).map(({ account }) => account.id),
  );
  const plan = planAll(views, {
    configuration,
    scope: scope.accounts,
    deep: scope.deep || !everybody,
    connected: connected.size,
    looked: { accounts: accounts.length, consumers: consumers.size },
    findings: everybody
      ? sites.flatMap(({ site, provider }) => siteFindings(site, provider, configuration))
      : [],
    ...(approved === undefined ? {} : { approved }),
  });
  return withUnread(plan, unread, { accounts, configuration });
}

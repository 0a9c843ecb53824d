import pMap from 'p-map';
import type { Observation } from '../model/observation.ts';
import type { OrganizationAccount } from '../model/organization.ts';
import { observeAccount, observeAccounts } from '../observe/organization.ts';
import type { Scope, Surroundings } from './scope.ts';

/**
 * The accounts in scope as Organizations knows them.
 * @throws JetwayError where any could not be read: without membership nothing can be told
 */
export async function lookAtOrganization(
  { accounts }: Scope,
  { ports, configuration }: Surroundings,
): Promise<readonly OrganizationAccount[]> {
  if (accounts === 'organization') return certain(await observeAccounts(ports.organization, configuration));
  return pMap(
    [...new Set(accounts)],
    async (id) => certain(await observeAccount(ports.organization, id, configuration)),
    { concurrency: 4 },
  );
}

/** What was read of the organization; nothing stands in for it where it was not. */
export function certain<T>(observed: Observation<T>): T {
  switch (observed.state) {
    case 'read':
      return observed.value;
    case 'unreadable':
      throw observed.error;
    case 'not-looked':
    case 'out-of-reach':
      throw new TypeError(`the organization is ${observed.state}`);
  }
}

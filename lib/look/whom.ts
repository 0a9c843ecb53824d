import type { AccountId } from '../model/ids.ts';
import { observeAccounts } from '../observe/organization.ts';
import { observeProvider, type ProviderPart } from '../observe/provider.ts';
import type { Whom } from '../trigger/trigger.ts';
import { certain } from './organization.ts';
import type { Surroundings } from './scope.ts';
import { sight } from './sight.ts';
import { readSites } from './sites.ts';

/** What shows who has something on the provider's side. */
const showsAccounts = ['principals', 'attachments', 'prefixListEntries'] as const satisfies ProviderPart[];

/**
 * Finds out which accounts a trigger means. Named accounts are taken as they are, without a call. Under an OU, every
 * account counts, whatever the tagging API says of it: it may lag behind the very event. Of the whole organization,
 * those count that are consumers, or have something on the provider's side and may have to lose it.
 * @returns a function that reads the whole organization at most once, however often it is asked
 * @throws JetwayError, from that function, where something could not be read: then nobody can be left out
 */
export function accountsMeant(
  surroundings: Pick<Surroundings, 'configuration' | 'ports'>,
): (whom: Whom) => Promise<readonly AccountId[]> {
  let everyone: Promise<readonly AccountId[]> | undefined;
  return async (whom) => {
    switch (whom.kind) {
      case 'nobody':
        return [];
      case 'accounts':
        return whom.accounts;
      case 'organizational-unit': {
        const accounts = await surroundings.ports.organization.accounts();
        return accounts.filter(({ path }) => path.includes(whom.ou)).map(({ id }) => id);
      }
      case 'organization':
        everyone ??= concerned(surroundings);
        return everyone;
    }
  };
}

async function concerned({
  configuration,
  ports,
}: Pick<Surroundings, 'configuration' | 'ports'>): Promise<readonly AccountId[]> {
  const [observed, sites] = await Promise.all([
    observeAccounts(ports.organization, configuration),
    readSites(configuration, ports),
  ]);
  const accounts = certain(observed);
  const looks = await Promise.all(
    configuration.sites.flatMap((rules) =>
      sites
        .filter(({ region }) => region === rules.region)
        .map(async (site) => {
          const provider = await observeProvider(
            ports.provider(site.region),
            { site, rules },
            {},
            showsAccounts,
          );
          for (const part of showsAccounts) certain<unknown>(provider[part]);
          return { site, rules, provider };
        }),
    ),
  );
  const scope = { accounts: 'organization', deep: false } as const;
  const sighted = looks.flatMap((look) => sight(look, accounts, scope, { configuration }));
  return [...new Set(sighted.map(({ account }) => account.id))];
}

import type { AccountId } from '../model/ids.ts';
import type { Whom } from '../trigger/trigger.ts';
import type { Surroundings } from './scope.ts';

/**
 * Finds out which accounts a trigger means. Named accounts are taken as they are, without a call. Under an OU, every
 * account counts, whatever the tagging API says of it: it may lag behind the very event.
 * @param everyone who is worth a look where the whole organization is meant
 * @throws JetwayError where something could not be read: then nobody can be left out
 */
export async function accountsMeant(
  whom: Whom,
  { organization }: Pick<Surroundings['ports'], 'organization'>,
  everyone: () => Promise<readonly AccountId[]>,
): Promise<readonly AccountId[]> {
  switch (whom.kind) {
    case 'nobody':
      return [];
    case 'accounts':
      return whom.accounts;
    case 'organizational-unit': {
      const accounts = await organization.accounts();
      return accounts.filter(({ path }) => path.includes(whom.ou)).map(({ id }) => id);
    }
    case 'organization':
      return everyone();
  }
}

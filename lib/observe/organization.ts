import type { Configuration, Profile } from '../config/configuration.ts';
import type { AccountId, OuId } from '../model/ids.ts';
import type { Observation } from '../model/observation.ts';
import type { Ancestor, OrganizationAccount, Tags } from '../model/organization.ts';
import type { ListedAccount, OrganizationPort } from '../model/ports.ts';
import { observePart } from './part.ts';

/**
 * One account with the tags that can decide its membership, read from Organizations itself. Tags are read from the
 * account upwards and only until every opt-in tag is decided, so that one event costs O(depth) reads.
 */
export function observeAccount(
  port: OrganizationPort,
  id: AccountId,
  { profiles }: Pick<Configuration, 'profiles'>,
): Promise<Observation<OrganizationAccount>> {
  return observePart(async () => {
    const listed = await port.account(id);
    return listed === undefined ? departed(id) : withTags(port, listed, profiles);
  });
}

/** An account that the organization does not know. */
export function departed(id: AccountId): OrganizationAccount {
  return { id, state: 'DEPARTED', tags: {}, ancestors: [] };
}

/** The account with the tags of itself and of the OUs above it, as far as they can decide. */
async function withTags(
  port: OrganizationPort,
  listed: ListedAccount,
  profiles: readonly Profile[],
): Promise<OrganizationAccount> {
  const undecided = new Set(optInTags(profiles, listed.path));
  const readTags = async (id: AccountId | OuId): Promise<Tags> => {
    if (undecided.size === 0) return {};
    const tags = await port.tags(id);
    for (const key of Object.keys(tags)) undecided.delete(key);
    return tags;
  };
  const tags = await readTags(listed.id);
  const ancestors: Ancestor[] = [];
  for (const id of listed.path) ancestors.push({ id, tags: isRoot(id) ? {} : await readTags(id) });
  return account(listed, tags, ancestors);
}

/** Every account, its tags from the tagging API, which answers for all at once and may lag behind. */
export function observeAccounts(
  port: OrganizationPort,
  { profiles }: Pick<Configuration, 'profiles'>,
): Promise<Observation<readonly OrganizationAccount[]>> {
  return observePart(async () => {
    const keys = optInTags(profiles);
    const [listed, ...values] = await Promise.all([port.accounts(), ...keys.map((key) => port.tagged(key))]);
    const tagsOf = (id: string): Tags =>
      Object.fromEntries(
        keys.flatMap((key, index) => {
          const value = values[index]?.get(id);
          return value === undefined ? [] : [[key, value]];
        }),
      );
    const ancestors = new Map<OuId, Ancestor>();
    const ancestor = (id: OuId): Ancestor => {
      const known = ancestors.get(id) ?? { id, tags: isRoot(id) ? {} : tagsOf(id) };
      ancestors.set(id, known);
      return known;
    };
    return listed.map((one) => account(one, tagsOf(one.id), one.path.map(ancestor)));
  });
}

function account(
  { id, name, state }: ListedAccount,
  tags: Tags,
  ancestors: readonly Ancestor[],
): OrganizationAccount {
  return { id, ...(name === undefined ? {} : { name }), state, tags, ancestors };
}

/** The tags that decide membership; with a path, only of profiles with an OU on it. */
function optInTags(profiles: readonly Profile[], path?: readonly OuId[]): readonly string[] {
  const concerned = profiles.filter(
    ({ organizationalUnits }) => path === undefined || path.some((id) => organizationalUnits.includes(id)),
  );
  return [...new Set(concerned.flatMap(({ optIn }) => (optIn === 'all' ? [] : [optIn.tag])))];
}

/** Membership is inherited from OUs; the root is none, and a tag on it decides nothing. */
function isRoot(id: OuId): boolean {
  return id.startsWith('r-');
}

import { entryOwner } from '../model/entry-owner.ts';
import type { AccountId } from '../model/ids.ts';
import { AccountId as AccountIdSchema } from '../model/ids.ts';
import { map, type Observation, valueOr } from '../model/observation.ts';
import type { ProviderSide } from './provider.ts';

/** What a look at everybody shows of each account, and whom it shows at all. */
export interface SplitProviderSide {
  /** What concerns the account; the prefix list stays whole, because overlaps are with others. */
  of(account: AccountId): ProviderSide;
  /** Accounts that have a principal, an attachment or an entry. */
  readonly accounts: ReadonlySet<AccountId>;
}

/** Splits the provider's side by account, once for all of them. */
export function splitProviderSide(side: ProviderSide): SplitProviderSide {
  const principals = grouped(side.principals, ({ principal }) => principal);
  const attachments = grouped(side.attachments, ({ owner }) => owner);
  const owners = new Map(valueOr(side.attachments, []).map(({ id, owner }) => [id, owner]));
  const propagations = grouped(side.propagations, ({ attachment }) => owners.get(attachment));
  const connections = grouped(side.endpointConnections, ({ owner }) => owner);
  const shared = valueOr(side.principals, []).filter(({ principal }) => principal.startsWith('arn:'));
  const entryOwners = valueOr(side.prefixListEntries, []).flatMap(({ description }) => {
    const owner = entryOwner(description);
    return owner === undefined ? [] : [owner.account];
  });
  const accounts = new Set<AccountId>(entryOwners);
  for (const key of [...principals.keys(), ...attachments.keys()]) {
    const account = AccountIdSchema.safeParse(key);
    if (account.success) accounts.add(account.data);
  }
  return {
    accounts,
    of: (account) => ({
      principals: map(side.principals, () => [...(principals.get(account) ?? []), ...shared]),
      attachments: map(side.attachments, () => attachments.get(account) ?? []),
      propagations: map(side.propagations, () => propagations.get(account) ?? []),
      prefixListEntries: side.prefixListEntries,
      prefixListSize: side.prefixListSize,
      overlaps: side.overlaps,
      endpointConnections: map(side.endpointConnections, () => connections.get(account) ?? []),
    }),
  };
}

function grouped<T>(part: Observation<readonly T[]>, by: (item: T) => string | undefined): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of valueOr(part, [])) {
    const key = by(item);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

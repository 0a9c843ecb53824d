import type { Configuration } from '../config/configuration.ts';
import { entryOwner } from '../model/entry-owner.ts';
import type { AccountId, ProfileName } from '../model/ids.ts';
import { isEstablished } from '../model/network.ts';
import { valueOr } from '../model/observation.ts';
import type { ProviderSide } from '../observe/provider.ts';
import type { Memory } from './ledger.ts';

/** A look at so many accounts ends long before its leases do. */
const mostAccounts = 50;

/** What says whose entries of a prefix list may have to change. */
export interface EntriesSeen {
  /** Everybody's. */
  readonly provider: Pick<ProviderSide, 'attachments' | 'propagations' | 'prefixListEntries'>;
  readonly memory: (account: AccountId) => Memory;
  readonly configuration: Pick<Configuration, 'profiles' | 'offboarding'>;
}

/**
 * Whom to look at beside the account that asks, so that one call changes all their entries: consumers, as they are
 * remembered and unless they are only observed, whose attached VPCs are not listed, those with routes first; and some of those that are leaving and listed
 * still. Whoever is left out asks for himself.
 */
export function whoseEntries(
  asking: AccountId,
  { provider, memory, configuration: { profiles, offboarding } }: EntriesSeen,
): readonly AccountId[] {
  const observed = new Set(profiles.filter(({ mode }) => mode === 'observe').map(({ name }) => name));
  const isConsumer = (account: AccountId) => {
    const profile = profileOf(memory(account));
    return profile !== undefined && !observed.has(profile);
  };
  const entries = valueOr(provider.prefixListEntries, []);
  const listed = new Set<string>(entries.map(({ cidr }) => cidr));
  const owners = entries.flatMap(({ description }) => entryOwner(description) ?? []);
  const listedVpcs = new Set<string>(owners.map(({ vpc }) => vpc));
  const routes = new Map<string, string[]>();
  for (const { attachment, cidrs } of valueOr(provider.propagations, []))
    routes.set(attachment, [...(routes.get(attachment) ?? []), ...cidrs]);

  const routed: AccountId[] = [];
  const unrouted: AccountId[] = [];
  for (const attachment of valueOr(provider.attachments, [])) {
    const { id, vpc, owner } = attachment;
    if (!isEstablished(attachment) || !isConsumer(owner)) continue;
    const cidrs = routes.get(id) ?? [];
    if (cidrs.some((cidr) => !listed.has(cidr))) routed.push(owner);
    else if (cidrs.length === 0 && !listedVpcs.has(vpc)) unrouted.push(owner);
  }
  const leaving = owners
    .map(({ account }) => account)
    .filter((account) => account !== asking && isLeaving(memory(account)));
  const few = [...new Set(leaving)].slice(0, Math.max(0, offboarding.limit.accounts - 1));
  return [...new Set([asking, ...few, ...routed, ...unrouted])].slice(0, mostAccounts);
}

/** The first that it was a consumer of, and so the one that its VPCs get. */
function profileOf(memory: Memory): ProfileName | undefined {
  if (memory.state !== 'read') return undefined;
  return memory.value?.decisions.find(({ member }) => member)?.profile;
}

function isLeaving(memory: Memory): boolean {
  return memory.state === 'read' && memory.value?.phase === 'offboarding';
}

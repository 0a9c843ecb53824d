import type { Remembered } from '../decide/grace.ts';
import { decideProbed } from '../decide/probe.ts';
import type { Recollection, Scope } from '../look/scope.ts';
import type { Clock } from '../model/clock.ts';
import { JetwayError } from '../model/errors.ts';
import type { AccountId } from '../model/ids.ts';
import { map, type Observation, read } from '../model/observation.ts';
import type { Hold } from './hold.ts';
import type { Ledger, Memory } from './ledger.ts';
import { isUnfinished } from './worth-a-look.ts';

interface Rememberer {
  readonly clock: Pick<Clock, 'nowMs'>;
  /** Absent where none is deployed. */
  readonly ledger?: Ledger;
}

/** What is remembered, as a look needs it and as it is. */
export interface Remembering extends Recollection {
  memory(account: AccountId): Memory;
  /** Of whom anything is remembered, as far as that was read. */
  readonly accounts: readonly AccountId[];
}

/** What is remembered of the accounts in scope. A ledger that does not answer leaves it untold, and stops nothing. */
export async function recollect(
  { accounts }: Pick<Scope, 'accounts'>,
  { clock, ledger }: Rememberer,
  hold?: Pick<Hold, 'memory'>,
): Promise<Remembering> {
  const memories = await memoriesOf(accounts, ledger, hold);
  const memory = (account: AccountId) => hold?.memory(account) ?? memories.of(account);
  return {
    nowMs: clock.nowMs(),
    memory,
    accounts: memories.accounts,
    unfinished: new Set(memories.accounts.filter((account) => isUnfinished(memory(account)))),
    probed(account, site) {
      const remembered = memory(account);
      switch (remembered.state) {
        case 'read': {
          const report = remembered.value?.probes?.find((one) => one.site === site);
          return decideProbed(report && { ...report, atMs: Date.parse(report.at) }, clock.nowMs());
        }
        case 'unreadable':
          return { state: 'due' };
        case 'not-looked':
        case 'out-of-reach':
          return undefined;
      }
    },
    of: (account): Observation<readonly Remembered[]> =>
      map(memory(account), (entry) =>
        (entry?.decisions ?? []).map(({ profile, member, since }) => ({
          profile,
          member,
          sinceMs: Date.parse(since),
        })),
      ),
  };
}

interface Memories {
  readonly accounts: readonly AccountId[];
  of(account: AccountId): Memory;
}

async function memoriesOf(
  accounts: Scope['accounts'],
  ledger: Ledger | undefined,
  hold: Pick<Hold, 'memory'> | undefined,
): Promise<Memories> {
  if (ledger === undefined) return { accounts: [], of: () => ({ state: 'not-looked' }) };
  if (accounts === 'organization') {
    const all = await readable(() => ledger.entries());
    if (all.state !== 'read') return { accounts: [], of: () => all };
    const { value } = all;
    return { accounts: [...value.keys()], of: (account) => value.get(account) ?? read(undefined) };
  }
  const asked = accounts.filter((account) => hold?.memory(account) === undefined);
  const known = new Map<AccountId, Memory>();
  for (const account of asked) {
    const found = await readable(() => ledger.entry(account));
    known.set(account, found.state === 'read' ? found.value : found);
  }
  return { accounts: [...known.keys()], of: (account) => known.get(account) ?? read(undefined) };
}

type Readable<T> = Exclude<Observation<T>, { readonly state: 'not-looked' | 'out-of-reach' }>;

/** What the ledger answers, or that it does not. */
export async function readable<T>(reading: () => Promise<T>): Promise<Readable<T>> {
  try {
    return { state: 'read', value: await reading() };
  } catch (error) {
    if (!(error instanceof JetwayError)) throw error;
    return { state: 'unreadable', error };
  }
}

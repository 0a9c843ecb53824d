import * as z from 'zod/mini';
import { JetwayError } from '../model/errors.ts';
import type { AccountId } from '../model/ids.ts';
import type {
  Claim,
  Holder,
  HoldScope,
  Lease,
  LedgerStore,
  MarkKind,
  StoredHold,
} from '../model/ledger-store.ts';
import { type Observation, read } from '../model/observation.ts';
import { LedgerEntry, Transition } from './ledger-entry.ts';

/** What is remembered of one account: nothing, where it was never looked at or is forgotten. */
export type Memory = Observation<LedgerEntry | undefined>;

/**
 * Where Jetway remembers accounts from one look to the next, and keeps two runs from working on one account. It is a
 * cache, for people and for grace periods; losing it costs a sweep. Methods throw what the store throws.
 */
export interface Ledger {
  take(account: AccountId, claim: Claim): Promise<Leased | { readonly state: 'held'; readonly by: Holder }>;
  keep(lease: Lease, untilMs: number): Promise<Lease>;
  write(lease: Lease, entry: LedgerEntry): Promise<void>;
  /** @param entry absent where what is remembered stays as it is */
  giveBack(lease: Lease, entry: LedgerEntry | undefined, nowMs: number): Promise<void>;
  entry(account: AccountId): Promise<Memory>;
  /** Of every account that is remembered. */
  entries(): Promise<ReadonlyMap<AccountId, Memory>>;
  /** Counts accounts among those that lose access, for a day from now. */
  addLosses(accounts: readonly AccountId[], nowMs: number): Promise<void>;
  /** Counts an account no more, because it keeps its access; what was approved of it is over, too. */
  dropLoss(account: AccountId): Promise<void>;
  /** Who loses access, or has lost it within a day. */
  losses(nowMs: number): Promise<ReadonlySet<AccountId>>;
  /** Lets accounts lose access for a day from now, whatever the limit; they are counted no more. */
  approve(accounts: readonly AccountId[], nowMs: number): Promise<void>;
  /** Whose losses are approved now. */
  approvals(nowMs: number): Promise<ReadonlySet<AccountId>>;
  dropApproval(account: AccountId): Promise<void>;
  /** The removals that are held back, or were within a day. */
  holds(): Promise<readonly StoredHold[]>;
  /** Begins a hold, unless there is one that lasts: then that is the answer. */
  beginHold(scope: HoldScope, nowMs: number, untilMs: number): Promise<StoredHold>;
  /** Remembers what has become of a hold. */
  keepHold(hold: StoredHold): Promise<void>;
  addTransition(transition: Transition): Promise<void>;
  /** The newest first; what cannot be read any more is left out. */
  history(account: AccountId, limit: number): Promise<readonly Transition[]>;
}

export interface Leased {
  readonly state: 'taken';
  readonly lease: Lease;
  readonly memory: Memory;
}

const dayMs = 86_400_000;

/** How long history is kept, and what was an account's that has nothing any more. */
const keptMs = 90 * dayMs;

/** The ledger on a store that carries its text. */
export function ledgerOn(store: LedgerStore): Ledger {
  const marked = async (kind: MarkKind, nowMs: number): Promise<ReadonlySet<AccountId>> => {
    const all = await store.marks(kind);
    return new Set(all.filter(({ untilMs }) => untilMs > nowMs).map(({ account }) => account));
  };
  return {
    async take(account, claim) {
      const taken = await store.take(account, claim);
      if (taken.state === 'held') return taken;
      return { state: 'taken', lease: taken.lease, memory: entryOf(account, taken.text) };
    },
    keep: (lease, untilMs) => store.keep(lease, untilMs),
    write: (lease, entry) => store.write(lease, JSON.stringify(entry)),
    giveBack: (lease, entry, nowMs) =>
      store.giveBack(lease, {
        ...(entry === undefined ? {} : { text: JSON.stringify(entry) }),
        ...(entry?.phase === 'disconnected' ? { forgetAtMs: nowMs + keptMs } : {}),
      }),
    async entry(account) {
      return entryOf(account, (await store.read(account)).text);
    },
    async entries() {
      const all = await store.all();
      return new Map(
        all.flatMap(({ account, text }) =>
          text === undefined ? [] : [[account, entryOf(account, text)] as const],
        ),
      );
    },
    async addLosses(accounts, nowMs) {
      for (const account of accounts) await store.markUntil('losses', account, nowMs + dayMs);
    },
    async dropLoss(account) {
      await store.markUntil('losses', account, 0);
      await store.markUntil('approvals', account, 0);
    },
    losses: (nowMs) => marked('losses', nowMs),
    async approve(accounts, nowMs) {
      for (const account of accounts) {
        await store.markUntil('approvals', account, nowMs + dayMs);
        await store.markUntil('losses', account, 0);
      }
    },
    approvals: (nowMs) => marked('approvals', nowMs),
    dropApproval: (account) => store.markUntil('approvals', account, 0),
    holds: () => store.holds(),
    beginHold: (scope, nowMs, untilMs) => store.beginHold(scope, nowMs, untilMs),
    keepHold: (hold) => store.keepHold(hold),
    addTransition: (transition) =>
      store.addHistory(transition.account, {
        at: transition.at,
        run: transition.run,
        text: JSON.stringify(transition),
        forgetAtMs: Date.parse(transition.at) + keptMs,
      }),
    async history(account, limit) {
      const texts = await store.history(account, limit);
      return texts.flatMap((text) => parsed(Transition, text) ?? []);
    },
  };
}

/** What cannot be read is no absence: until it is written anew, nobody knows whether a grace period is over. */
function entryOf(account: AccountId, text: string | undefined): Memory {
  if (text === undefined) return read(undefined);
  const entry = parsed(LedgerEntry, text);
  if (entry !== undefined) return read(entry);
  return {
    state: 'unreadable',
    error: new JetwayError('unexpected-answer', {
      resource: account,
      what: 'what the ledger has of it cannot be read',
      remedy: 'Nothing: the next look writes it anew',
    }),
  };
}

function parsed<Schema extends z.core.$ZodType>(schema: Schema, text: string): z.output<Schema> | undefined {
  const { data } = z.safeParse(schema, jsonOf(text));
  return data;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

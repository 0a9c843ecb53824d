import type { AccountId } from './ids.ts';

/** The name of the table in which a Jetway of this name remembers, in the control plane's Region. */
export function ledgerTable(name: string): string {
  return `jetway-${name}-ledger`;
}

/** The right to work on an account. One run has it at a time, until a time. */
export interface Lease {
  readonly account: AccountId;
  /** Who has it: no two runs are called the same. */
  readonly owner: string;
  /** It grows each time the lease is taken, so that a late word of an earlier owner is known for what it is. */
  readonly fence: number;
  readonly untilMs: number;
}

/** Whose lease stands in the way, and how long at most. */
export type Holder = Pick<Lease, 'account' | 'owner' | 'untilMs'>;

/** Who asks for a lease, and for how long. */
export interface Claim {
  readonly owner: string;
  /** A lease that ended before this may be taken over. */
  readonly endedBeforeMs: number;
  readonly untilMs: number;
}

/** What is remembered of an account, as text: what it says is the concern of whoever writes it. */
export interface Stored {
  readonly account: AccountId;
  readonly text: string | undefined;
}

export type Taken =
  | { readonly state: 'taken'; readonly lease: Lease; readonly text: string | undefined }
  | { readonly state: 'held'; readonly by: Holder };

/** What is left behind when a lease is given back. */
export interface Left {
  /** Absent where what is there stays. */
  readonly text?: string;
  /** When it may be forgotten; absent where it is to be kept. */
  readonly forgetAtMs?: number;
}

/** What an account can be marked as for a time: one that loses access or has lost it, or one of which that was approved. */
export type MarkKind = 'losses' | 'approvals';

/** A mark of an account, and until when it counts. */
export interface Mark {
  readonly account: AccountId;
  readonly untilMs: number;
}

/** The partition of the ledger's table in which they stand, so that a role can be kept to it. */
export const holdsPartition = 'holds';

/** Whose losses were counted: everybody's in one plan, or those of accounts that are looked at one by one. */
export type HoldScope = 'organization' | 'accounts';

/** That removals are held back, because more accounts would lose access than may. */
export interface StoredHold {
  readonly scope: HoldScope;
  /** UTC, as in ISO 8601. */
  readonly since: string;
  /** Whether others have been told of it. */
  readonly told: boolean;
  /** From then on it counts as another one. */
  readonly untilMs: number;
}

/** One thing that happened to an account. */
export interface Happening {
  readonly at: string;
  readonly run: string;
  readonly text: string;
  readonly forgetAtMs: number;
}

/**
 * Where leases are taken and things are remembered. Every method throws a JetwayError: `not-found` where there is no
 * such store, `busy` where a lease has passed to somebody else.
 */
export interface LedgerStore {
  /** Taking again what one has is allowed, so that a call whose answer was lost can be made again. */
  take(account: AccountId, claim: Claim): Promise<Taken>;
  /** The lease until a later time, even if it has ended, as long as nobody has taken it over. */
  keep(lease: Lease, untilMs: number): Promise<Lease>;
  write(lease: Lease, text: string): Promise<void>;
  giveBack(lease: Lease, left: Left): Promise<void>;
  read(account: AccountId): Promise<Stored>;
  /** Every account that was ever worked on and is not forgotten. */
  all(): Promise<readonly Stored[]>;
  /** Marks the account until a time; with a time that is past, no more. */
  markUntil(kind: MarkKind, account: AccountId, untilMs: number): Promise<void>;
  /** Every account that was marked and whose time may not be over yet. */
  marks(kind: MarkKind): Promise<readonly Mark[]>;
  holds(): Promise<readonly StoredHold[]>;
  /** Begins a hold, unless there is one that lasts: then that is the answer. */
  beginHold(scope: HoldScope, nowMs: number, untilMs: number): Promise<StoredHold>;
  /** Remembers what has become of a hold, unless another one has begun since. */
  keepHold(hold: StoredHold): Promise<void>;
  addHistory(account: AccountId, happening: Happening): Promise<void>;
  /** The newest first. */
  history(account: AccountId, limit: number): Promise<readonly string[]>;
}

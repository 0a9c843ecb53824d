import type { AccountId, OuId } from '../model/ids.ts';

/** Whom an event makes Jetway look at. What it found there decides everything else. */
export type Whom =
  /** Never empty. */
  | { readonly kind: 'accounts'; readonly accounts: readonly AccountId[] }
  /** Every account under an OU, at any depth. */
  | { readonly kind: 'organizational-unit'; readonly ou: OuId }
  | { readonly kind: 'organization' }
  | { readonly kind: 'nobody'; readonly reason: NobodyReason; readonly sentence: string };

export type NobodyReason =
  /** It lacks what an event of its name must have. */
  | 'malformed'
  /** Jetway does not listen to events of this name. */
  | 'unknown-event'
  /** The call or the work it reports has changed nothing. */
  | 'failed-call'
  /** It comes from an account that has no say about what it names. */
  | 'not-authorized'
  /** It proves by itself that no connection depends on it. */
  | 'irrelevant'
  /** Jetway made the change, and its plan says already when to look again. */
  | 'own-change';

/** An event, a sweep's tick or a second look, reduced to what Jetway takes from it. */
export interface Trigger {
  /** Of a second look, the id, source and name are those of the event that caused the first. */
  readonly id: string;
  readonly source: string;
  readonly name: string;
  /** When it happened, as the event says; of a second look, as the event that caused the first says. */
  readonly time: string | undefined;
  /** Who made the change, as CloudTrail names them. For the audit log only. */
  readonly actor: string | undefined;
  /** 1, or which look again this is. */
  readonly attempt: number;
  /** How many looks in a row, before this one, have brought nothing on. */
  readonly idle: number;
  /** Of a second look, when the one before it was made. */
  readonly lookedAt?: string;
  readonly whom: Whom;
  readonly sentence: string;
}

export interface TriggerRules {
  readonly managementAccount: AccountId;
  readonly providerAccount: AccountId;
  /** The names of the IAM roles that Jetway works with, in any account. */
  readonly ownRoles: readonly string[];
}

/** These accounts, each once; nobody where there is none. */
export function accounts(ids: readonly AccountId[]): Whom {
  if (ids.length === 0) return nobody('irrelevant', 'it names no account');
  return { kind: 'accounts', accounts: [...new Set(ids)] };
}

export function account(id: AccountId): Whom {
  return { kind: 'accounts', accounts: [id] };
}

export function everyone(): Whom {
  return { kind: 'organization' };
}

export function nobody(reason: NobodyReason, sentence: string): Whom {
  return { kind: 'nobody', reason, sentence };
}

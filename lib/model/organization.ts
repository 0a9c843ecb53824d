import type { AccountId, OuId } from './ids.ts';

/** AWS's account states, and the one that Jetway adds: the organization does not know the account (any more). */
export const accountStates = [
  'PENDING_ACTIVATION',
  'ACTIVE',
  'SUSPENDED',
  'PENDING_CLOSURE',
  'CLOSED',
  'DEPARTED',
] as const;

export type AccountState = (typeof accountStates)[number];

export type Tags = Readonly<Record<string, string>>;

/** An OU, or the root, above an account. */
export interface Ancestor {
  readonly id: OuId;
  /** As Organizations shows it; absent where it was not read. */
  readonly name?: string;
  readonly tags: Tags;
}

/** An account as Organizations describes it, with what stands above it. */
export interface OrganizationAccount {
  readonly id: AccountId;
  /** Absent where the account has departed. */
  readonly name?: string;
  readonly state: AccountState;
  readonly tags: Tags;
  /** The nearest first, the root last; empty where the account has departed. */
  readonly ancestors: readonly Ancestor[];
}

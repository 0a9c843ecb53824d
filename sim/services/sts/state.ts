export interface SimulatedRole {
  readonly account: string;
  readonly name: string;
  /** The accounts whose credentials may assume it. */
  readonly trusts: readonly string[];
  /** Patterns of the actions that it may call, for instance `ec2:Describe*`; absent when it may call everything. */
  readonly allows?: readonly string[];
}

export interface IssuedCredentials {
  readonly account: string;
  readonly role: string;
  readonly session: string;
  /** In simulated time; absent for credentials that never expire. */
  readonly expiresAtMs?: number;
}

/** The roles of all accounts and the credentials that AssumeRole issued. */
export class IdentityState {
  /** By `account/name`. */
  readonly roles = new Map<string, SimulatedRole>();
  /** By access key id. */
  readonly issued = new Map<string, IssuedCredentials>();
}

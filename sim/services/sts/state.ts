import type { World } from '../../world.ts';

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

/** Creates a role, or replaces the one of the same name, as a deployed template does. */
export function addRole({ identity }: World, role: SimulatedRole): void {
  identity.roles.set(`${role.account}/${role.name}`, role);
}

/** Deletes a role; credentials that were issued for it are refused from then on. */
export function removeRole({ identity }: World, account: string, name: string): void {
  identity.roles.delete(`${account}/${name}`);
}

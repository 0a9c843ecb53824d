import type { PolicyDocument } from '../iam/document.ts';

export interface SimulatedRole {
  readonly account: string;
  readonly name: string;
  /** Between slashes; absent for `/`. */
  readonly path?: string;
  /** Who may assume it. */
  readonly trustPolicy: PolicyDocument;
  /** What it may do: its inline policies and those that are attached to it. */
  readonly policies: readonly PolicyDocument[];
}

export interface IssuedCredentials {
  readonly account: string;
  readonly role: string;
  readonly session: string;
  /** In simulated time; absent for credentials that never expire. */
  readonly expiresAtMs?: number;
  /** The function whose code Lambda handed them to. */
  readonly sourceFunctionArn?: string;
}

/** What a role was allowed in a call that the simulator let through. */
export interface Use {
  readonly role: SimulatedRole;
  /** Such as `ec2:CreateRoute`. */
  readonly action: string;
  /** ARNs, or `*` alone for an action that has no resource. */
  readonly resources: readonly string[];
}

/** What a role was refused, and why, as AWS words it. */
export interface Refusal {
  readonly role: SimulatedRole;
  readonly action: string;
  readonly resource: string;
  readonly because: string;
}

/** The roles of all accounts and the credentials that AssumeRole issued. */
export class IdentityState {
  /** By `account/name`. */
  readonly roles = new Map<string, SimulatedRole>();
  /** The documents of the policies that accounts manage, by ARN. */
  readonly managedPolicies = new Map<string, unknown>();
  /** By access key id. */
  readonly issued = new Map<string, IssuedCredentials>();
  readonly #listeners: ((use: Use) => void)[] = [];
  readonly #refusals: ((refusal: Refusal) => void)[] = [];

  /** Calls the listener with each action that a role was allowed; what it throws reaches whoever made the call. */
  onAllowed(listener: (use: Use) => void): void {
    this.#listeners.push(listener);
  }

  /** Tells the listeners what a role was allowed. */
  allowed(use: Use): void {
    for (const listener of this.#listeners) listener(use);
  }

  /** Calls the listener with each call that a role's policies refused. */
  onRefused(listener: (refusal: Refusal) => void): void {
    this.#refusals.push(listener);
  }

  /** Tells the listeners what a role was refused. */
  refused(refusal: Refusal): void {
    for (const listener of this.#refusals) listener(refusal);
  }
}

export type AccountState = 'PENDING_ACTIVATION' | 'ACTIVE' | 'SUSPENDED' | 'PENDING_CLOSURE' | 'CLOSED';
export interface SimulatedAccount {
  readonly id: string;
  name: string;
  readonly email: string;
  state: AccountState;
  /** The id of the root or OU that holds it. */
  parentId: string;
  readonly joinedMethod: 'INVITED' | 'CREATED';
  readonly joinedAtMs: number;
}

export interface SimulatedOu {
  readonly id: string;
  name: string;
  readonly parentId: string;
}

/** An account that CreateAccount promised, and what became of it. */
export interface AccountCreation {
  readonly id: string;
  readonly name: string;
  readonly requestedAtMs: number;
  outcome:
    | { readonly state: 'IN_PROGRESS' }
    | { readonly state: 'SUCCEEDED'; readonly completedAtMs: number; readonly accountId: string }
    | { readonly state: 'FAILED'; readonly completedAtMs: number; readonly reason: 'EMAIL_ALREADY_EXISTS' };
}

/** One organization: its tree, its accounts, the tags of both. A new one has only its management account. */
export class OrganizationState {
  id = 'o-a1b2c3d4e5';
  rootId = 'r-ab12';
  managementAccountId = '111111111111';
  /** Whether any organization exists; without it every call is refused. */
  inUse = true;
  readonly ous = new Map<string, SimulatedOu>();
  readonly accounts = new Map<string, SimulatedAccount>([
    [
      this.managementAccountId,
      {
        id: this.managementAccountId,
        name: 'Management',
        email: 'management@example.com',
        state: 'ACTIVE',
        parentId: this.rootId,
        joinedMethod: 'INVITED',
        joinedAtMs: 0,
      },
    ],
  ]);
  /** Tags by the id of an account, an OU or the root. */
  readonly tags = new Map<string, Map<string, string>>();
  /** Ids that once had a tag: the tagging API goes on listing them. */
  readonly onceTagged = new Set<string>();
  /** By the id of the request, `car-…`. */
  readonly creations = new Map<string, AccountCreation>();
  /** When each service principal was given trusted access. */
  readonly serviceAccess = new Map<string, number>();
  /** Since when which accounts manage a service for the organization, by its service principal. */
  readonly delegations = new Map<string, Map<string, number>>();
  readonly #listeners: ((accountId: string) => void)[] = [];

  /** Calls the listener with each account that joined, was moved or closed, or left, when it has. */
  onMembership(listener: (accountId: string) => void): void {
    this.#listeners.push(listener);
  }

  /** Tells the listeners that an account is somewhere else, or in another state. */
  membershipChanged(accountId: string): void {
    for (const listener of this.#listeners) listener(accountId);
  }
}

/** A stack that a stack set has in one account and Region, or is about to make or to delete there. */
export interface StackInstance {
  readonly account: string;
  readonly region: string;
  /** `RETAINED`: the account left the targets, and the stack stayed without belonging to the stack set. */
  state: 'CREATING' | 'CURRENT' | 'FAILED' | 'DELETING' | 'RETAINED';
  /** Absent while it is made, and where it failed. */
  stack?: InstanceStack;
  /** Why it failed. */
  reason?: string;
}

/** The stack of an instance, as whoever deployed it hands it over. */
export interface InstanceStack {
  readonly stackId: string;
  /** Deletes everything that is in it. */
  remove(): void;
}

/** A service-managed stack set that deploys by itself to the accounts of its OUs. */
export interface SimulatedStackSet {
  readonly arn: string;
  /** The administrator: the account in which it was made, the management account or its delegate. */
  readonly account: string;
  readonly region: string;
  readonly name: string;
  /** The ids of OUs, or of the root. */
  readonly targets: readonly string[];
  /** In each account. */
  readonly regions: readonly string[];
  /** Whether the stacks of an account that leaves the targets stay there, and belong to the stack set no more. */
  readonly retainStacks: boolean;
  /** Deploys its template. */
  readonly deploy: (place: { readonly account: string; readonly region: string }) => InstanceStack;
  /** By `account/region`. */
  readonly instances: Map<string, StackInstance>;
}

export class StackSetState {
  /** By ARN. */
  readonly stackSets = new Map<string, SimulatedStackSet>();
  /** In simulated seconds. AWS publishes no figures; users report minutes. */
  readonly latencies = { instanceDeploys: 180, instanceDeletes: 120 };
}

import type { Call } from '../../call.ts';
import type { InputOf, OperationName } from '../../operation.ts';
import type { PolicyDocument } from './document.ts';
import type { Context } from './request.ts';

/** One permission that a call needs: an action on one resource. A call with several needs all of them. */
export interface Need {
  /** Where it is another than the operation's own. */
  readonly action?: string;
  /** An ARN, with `*` for the id of what is not made yet; `*` where AWS has no resource for the action. */
  readonly resource: string;
  /** The tags that the request sets. */
  readonly requestTags?: ReadonlyMap<string, string>;
  /** The tags of the resource; none for what is not made yet, absent where the simulator keeps none of its kind. */
  readonly resourceTags?: ReadonlyMap<string, string>;
  /** What the action has beside the keys that every request has. */
  readonly context?: Context;
  readonly resourcePolicy?: ResourcePolicy;
}

/** A need that says which action it is for. */
export type JudgedNeed = Need & { readonly action: string };

export interface ResourcePolicy {
  /** Absent where the resource has none. */
  readonly document: PolicyDocument | undefined;
  /** Whether the resource's own account needs its word as well, or only others. */
  readonly neededBy: 'others' | 'everybody';
}

/** A method's type, so that a table of operations with inputs of their own is one of any operations. */
type Needs<Input> = { of(input: Input, call: Call): readonly Need[] }['of'];

export type AnyAuthorization = '*' | Needs<object>;

/**
 * What each operation of a service needs, as the service authorization reference says: `*` for an action without
 * resources, which a policy must allow on `*`.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export type Authorizations<Client> = {
  readonly [Name in OperationName<Client>]?: '*' | Needs<InputOf<Client, Name>>;
};

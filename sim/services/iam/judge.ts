import { contextOf, type JudgedCall, ownerOf, principalOf } from './context.ts';
import type { JudgedNeed } from './need.ts';
import { type Decision, decide } from './policy.ts';
import type { Context, Request } from './request.ts';

/** Why a call may not be made. */
export interface Refused {
  readonly action: string;
  readonly resource: string;
  /** As AWS words it: `because no identity-based policy allows the … action`. */
  readonly because: string;
}

/**
 * Judges a call by the policies of its role and of its resources, and tells the world's listeners what the role was
 * allowed. An administrator needs no policy of its own account.
 * @returns the first thing that it may not do, undefined where it may do everything
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function judge(call: JudgedCall, needs: readonly JudgedNeed[]): Refused | undefined {
  const { identity } = call.world;
  const { account, role: name } = call.caller;
  const role = name === undefined ? undefined : identity.roles.get(`${account}/${name}`);
  for (const need of needs) {
    const request = requestOf(call, need);
    const own = name === undefined ? 'allowed' : decide(role?.policies ?? [], request);
    const because = refusal(account, need, request, own);
    if (because === undefined) continue;
    const refused = { action: need.action, resource: need.resource, because };
    if (role !== undefined) identity.refused({ role, ...refused });
    return refused;
  }
  if (role === undefined) return undefined;
  for (const action of new Set(needs.map((need) => need.action))) {
    const resources = needs.filter((need) => need.action === action).map(({ resource }) => resource);
    identity.allowed({ role, action, resources });
  }
  return undefined;
}

function requestOf(call: JudgedCall, need: JudgedNeed): Request {
  const principal = principalOf(call);
  let context: Context | undefined;
  return {
    principal,
    ...need,
    context: () => {
      context ??= contextOf(call, principal, need);
      return context;
    },
  };
}

function refusal(
  account: string,
  { action, resource, resourcePolicy }: JudgedNeed,
  request: Request,
  own: Decision,
): string | undefined {
  const denied = (whose: string) => `with an explicit deny in ${whose} policy`;
  const silent = (whose: string) => `because no ${whose} policy allows the ${action} action`;
  if (own === 'denied') return denied('an identity-based');
  if (resourcePolicy === undefined) return own === 'allowed' ? undefined : silent('identity-based');
  const { document, neededBy } = resourcePolicy;
  const theirs = document === undefined ? 'silent' : decide([document], request);
  if (theirs === 'denied') return denied('a resource-based');
  const sameAccount = (ownerOf(resource) ?? account) === account;
  if (theirs === 'silent' && (neededBy === 'everybody' || !sameAccount)) return silent('resource-based');
  // Within an account, a resource that names who asks needs no word of who asks.
  if (own === 'allowed' || (sameAccount && theirs === 'allowed')) return undefined;
  return silent('identity-based');
}

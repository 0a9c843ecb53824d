import type { Context } from './condition-keys.ts';
import { type PolicyDocument, type Statement, statementsOf } from './document.ts';
import type { Principal } from './principal.ts';

/** One permission that somebody asks for; a call may need several. */
export interface AccessRequest {
  readonly principal: Principal;
  /** For instance `ec2:CreateRoute`. */
  readonly action: string;
  /** An ARN, or `*` for an action that knows no resources. */
  readonly resource: string;
  readonly context: Context;
}

/** What a policy on a resource says: who is allowed by name needs no policy of its own in the same account. */
export type ResourceVerdict = 'denied' | 'allowed' | 'allowedToAccount' | 'silent';

/** Whether policies of the caller itself allow a request, or deny it, or say nothing of it. */
export function identityVerdict(
  policies: readonly PolicyDocument[],
  request: AccessRequest,
): 'denied' | 'allowed' | 'silent' {
  let verdict: 'allowed' | 'silent' = 'silent';
  for (const policy of policies)
    for (const statement of statementsOf('identity', policy)) {
      if (verdict === 'allowed' && statement.effect === 'Allow') continue;
      if (!applies(statement, request)) continue;
      if (statement.effect === 'Deny') return 'denied';
      verdict = 'allowed';
    }
  return verdict;
}

/** What the policy of a resource says of a request; a trust policy is that of a role. */
export function resourceVerdict(
  kind: 'resource' | 'trust',
  policy: PolicyDocument,
  request: AccessRequest,
): ResourceVerdict {
  let verdict: ResourceVerdict = 'silent';
  for (const statement of statementsOf(kind, policy)) {
    const naming = statement.principal?.(request.principal) ?? 'no';
    if (naming === 'no' || !applies(statement, request)) continue;
    if (statement.effect === 'Deny') return 'denied';
    if (verdict !== 'allowed') verdict = naming === 'itself' ? 'allowed' : 'allowedToAccount';
  }
  return verdict;
}

/** Whether the policy of a resource allows a request, be it to a principal or to the principal's account. */
export function allowedByResourcePolicy(policy: PolicyDocument, request: AccessRequest): boolean {
  const verdict = resourceVerdict('resource', policy, request);
  return verdict === 'allowed' || verdict === 'allowedToAccount';
}

function applies(
  { actions, resources, condition }: Statement,
  { action, resource, context }: AccessRequest,
): boolean {
  return (
    actions.some((matches) => matches(action)) &&
    (resources?.some((matches) => matches(resource)) ?? true) &&
    condition(context)
  );
}

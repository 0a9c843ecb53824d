import { compileCondition } from './condition.ts';
import { type PolicyDocument, type PolicyStatement, statementsOf } from './document.ts';
import { compilePrincipal, type Meant } from './principal.ts';
import type { Request } from './request.ts';
import { wildcard } from './wildcard.ts';

/**
 * What policies say of a request. `delegated`: a resource's policy allows it to the account of whoever asks, and that
 * account's own policies decide.
 */
export type Decision = 'denied' | 'allowed' | 'delegated' | 'silent';

interface CompiledStatement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly ((action: string) => boolean)[];
  /** How it means who asks, where it applies; `not` where it does not apply. */
  readonly applies: (request: Request) => Meant;
}

interface CompiledPolicy {
  readonly statements: readonly CompiledStatement[];
  /** Of an action that was asked for before, the statements with it. */
  readonly byAction: Map<string, readonly CompiledStatement[]>;
}

const compiled = new WeakMap<PolicyDocument, CompiledPolicy>();

/**
 * Judges a request by all policies of one kind together: a Deny wins over every Allow.
 * @throws Error where a policy has something that the simulator does not know
 */
export function decide(documents: readonly PolicyDocument[], request: Request): Decision {
  let decision: Decision = 'silent';
  for (const document of documents)
    for (const { effect, applies } of statementsFor(request.action, compiledPolicy(document))) {
      const meant = applies(request);
      if (meant === 'not') continue;
      if (effect === 'Deny') return 'denied';
      if (meant === 'itself') decision = 'allowed';
      else if (decision === 'silent') decision = 'delegated';
    }
  return decision;
}

/** Compiles a document once, however often it is asked for. */
export function compiledPolicy(document: PolicyDocument): CompiledPolicy {
  const known = compiled.get(document);
  if (known !== undefined) return known;
  const policy = { statements: statementsOf(document).map(compileStatement), byAction: new Map() };
  compiled.set(document, policy);
  return policy;
}

function statementsFor(
  action: string,
  { statements, byAction }: CompiledPolicy,
): readonly CompiledStatement[] {
  const known = byAction.get(action);
  if (known !== undefined) return known;
  const found = statements.filter(({ actions }) => actions.some((matches) => matches(action)));
  byAction.set(action, found);
  return found;
}

function compileStatement({ Effect, Action, Resource, Principal, Condition }: PolicyStatement) {
  const resources = Resource === undefined ? undefined : [Resource].flat().map(compileResource);
  const meantBy = Principal === undefined ? undefined : compilePrincipal(Principal);
  const isMet = compileCondition(Condition);
  return {
    effect: Effect,
    actions: [Action].flat().map((action) => wildcard(action, { ignoreCase: true })),
    applies(request: Request): Meant {
      if (resources !== undefined && !resources.some((matches) => matches(request.resource))) return 'not';
      const meant = meantBy === undefined ? 'itself' : meantBy(request.principal);
      return meant !== 'not' && isMet(request) ? meant : 'not';
    },
  };
}

/** An action without a resource is asked for with `*`, which only `*` allows: no ARN does, not even one of wildcards. */
function compileResource(pattern: string): (resource: string) => boolean {
  if (pattern === '*') return () => true;
  if (pattern.includes('${')) throw new Error(`The simulator does not know policy variables: ${pattern}`);
  if (!/^arn:[^:]*:[^:]*:[^:]*:[^:]*:./.test(pattern))
    throw new Error(`The resource ${pattern} of a policy is neither an ARN nor *`);
  return wildcard(pattern);
}

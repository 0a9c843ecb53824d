import type { PrincipalElement } from './document.ts';
import type { Principal } from './request.ts';

/** How a statement means a principal: by itself, or as one of an account, to whose own policies it leaves the rest. */
export type Meant = 'itself' | 'itsAccount' | 'not';

/**
 * Compiles the Principal of a statement.
 * @throws Error for a principal that the simulator does not know
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function compilePrincipal(element: PrincipalElement): (principal: Principal) => Meant {
  const { AWS = [], Service = [] } = element === '*' ? { AWS: '*' } : element;
  const named = new Set([AWS].flat());
  const services = new Set([Service].flat());
  const accounts = new Set([...named].flatMap((text) => accountIn(text) ?? []));
  for (const text of named) if (accountIn(text) === undefined) known(text);
  return (principal) => {
    if (named.has('*')) return 'itself';
    if (principal.kind === 'service') return services.has(principal.service) ? 'itself' : 'not';
    if (named.has(principal.arn)) return 'itself';
    if (principal.kind === 'role' && named.has(principal.sessionArn)) return 'itself';
    return accounts.has(principal.account) ? 'itsAccount' : 'not';
  };
}

/** The account of `123456789012` or `arn:aws:iam::123456789012:root`. */
function accountIn(text: string): string | undefined {
  return /^(?:arn:[^:]+:iam::)?(\d{12})(?::root)?$/.exec(text)?.[1];
}

function known(text: string): void {
  if (text !== '*' && !/^arn:[^:*?]+:(iam::\d{12}:(role|user)|sts::\d{12}:assumed-role)\/[^*?]+$/.test(text))
    throw new Error(`The simulator does not know the principal ${text}`);
}

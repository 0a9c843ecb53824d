import type { Caller } from '../call.ts';
import type { Service } from '../services/service.ts';
import type { World } from '../world.ts';

/** The IAM action that an operation needs, for instance `sqs:SendMessage` for SendMessageBatch. */
export function actionOf(
  { signingName, iamPrefix = signingName, iamActions }: Service,
  operation: string,
): string {
  return `${iamPrefix}:${iamActions?.[operation] ?? operation}`;
}

/** Whether the caller's role allows an action; an account's administrator may do everything. */
export function mayCall({ account, role }: Caller, action: string, { identity }: World): boolean {
  if (role === undefined || action === 'sts:GetCallerIdentity') return true; // no policy can deny GetCallerIdentity
  const allows = identity.roles.get(`${account}/${role}`)?.allows;
  return allows === undefined || allows.some((pattern) => matches(pattern, action));
}

function matches(pattern: string, action: string): boolean {
  const literal = pattern.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${literal.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'i').test(action);
}

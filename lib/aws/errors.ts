import { JetwayError } from '../model/errors.ts';
import { errorCodeOf } from './error-codes.ts';
import { refusalOf } from './refusal.ts';
import { remedyFor } from './remedies.ts';
import { causeWithoutSecrets, withoutSecrets } from './secrets.ts';

interface FailedCall {
  /** As the SDK calls it: `EC2`, `RAM`, `Organizations`. */
  readonly service: string;
  readonly operation: string;
  /** What the call was about. */
  readonly resource: string;
}

/** What an SDK client threw, as Jetway's own error; one that is already Jetway's stays as it is. */
export function failure(cause: unknown, { service, operation, resource }: FailedCall): JetwayError {
  if (cause instanceof JetwayError) return cause;
  const refusal = refusalOf(cause, service, operation);
  const code = errorCodeOf(refusal);
  const said = withoutSecrets(refusal.message).replace(/[\s.]+$/, '');
  const { requestId } = refusal;
  return new JetwayError(
    code,
    {
      resource,
      what: `${service} ${operation} failed with ${refusal.code}${said === '' ? '' : `: ${said}`}`,
      remedy: remedyFor(code, refusal),
      aws: { service, operation, code: refusal.code, requestId },
    },
    { cause: causeWithoutSecrets(cause) },
  );
}

/** For a removal: what does not exist any more is removed. */
export async function goneIsDone(removal: Promise<unknown>): Promise<void> {
  await orIfGone(removal, undefined);
}

/** For a read where a NotFound proves absence: the value that stands for it. */
export async function orIfGone<Value, Gone>(call: Promise<Value>, gone: Gone): Promise<Value | Gone> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof JetwayError && error.code === 'not-found') return gone;
    throw error;
  }
}

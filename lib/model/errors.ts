/** What went wrong, in the words that code and scripts decide on. */
export type ErrorCode =
  /** AWS refused for want of a permission. */
  | 'access-denied'
  /** A role could not be assumed: it is missing, does not trust the caller, or the account is closed. */
  | 'role-refused'
  /** AWS asked to slow down; the same call is right later. */
  | 'throttled'
  /** AWS failed or did not answer; what became of the call must be read back. */
  | 'unavailable'
  /** Something is still in change; the same call is right later. */
  | 'not-ready'
  /** Another run is at work on the account; the same is right later. */
  | 'busy'
  /** The thing named does not exist. */
  | 'not-found'
  /** What was asked for is already so; read back. */
  | 'already-so'
  /** A quota would be exceeded. */
  | 'quota'
  /** AWS refused the request for another reason. */
  | 'rejected'
  /** AWS's answer lacks what it must have. */
  | 'unexpected-answer'
  /** Jetway itself is wrong. */
  | 'defect'
  /** `jetway.yaml`, a site or a plan file is wrong. */
  | 'configuration'
  /** The world is not what a plan was made for. */
  | 'world-moved';

/** A failed call as AWS names it; both go into support cases. */
export interface AwsFailure {
  readonly service: string;
  readonly operation: string;
  readonly code: string;
  readonly requestId: string | undefined;
}

export interface Problem {
  /** What it is about: an account, a VPC, a file. */
  readonly resource: string;
  /** What failed, as a sentence without its full stop. */
  readonly what: string;
  /** What to do next, as a sentence without its full stop. */
  readonly remedy: string;
  readonly aws?: AwsFailure;
}

/** Every error that Jetway raises: what it is about, what failed, what to do next, and the cause. */
export class JetwayError extends Error {
  override readonly name = 'JetwayError';

  constructor(
    readonly code: ErrorCode,
    readonly problem: Problem,
    options?: ErrorOptions,
  ) {
    super(`${problem.resource}: ${problem.what}. ${problem.remedy}.`, options);
  }
}

/** Whether the same call may succeed when it is made again later, without anybody's doing. */
export function passesByItself(code: ErrorCode): boolean {
  return code === 'throttled' || code === 'unavailable' || code === 'not-ready' || code === 'busy';
}

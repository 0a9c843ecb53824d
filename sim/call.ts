import type { World } from './world.ts';

/** Who makes a request, read from its credentials. */
export interface Caller {
  readonly account: string;
  /** The role's name where the credentials were issued by AssumeRole; absent for the account's own administrator. */
  readonly role?: string;
  readonly arn: string;
  /** The Lambda function whose code makes the request. */
  readonly sourceFunctionArn?: string;
}

/** What an operation knows beside its input. */
export interface Call {
  readonly world: World;
  readonly caller: Caller;
  /** From the credential scope of the request's signature. */
  readonly region: string;
  readonly requestId: string;
}

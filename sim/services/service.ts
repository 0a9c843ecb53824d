import type { Call } from '../call.ts';
import type { ServiceModel } from '../wire/model.ts';
import type { Protocol } from '../wire/protocol.ts';
import type { AnyAuthorization } from './iam/need.ts';

/** A service's own answer to what can go wrong in any of its operations. */
export interface CommonError {
  readonly code: string;
  readonly status: number;
}

/** Any operation of any service, as the server calls it. */
export interface AnyOperation {
  readonly takes: readonly PropertyKey[];
  answer(input: object, call: Call): object | Promise<object>;
}

/** One simulated service: how it is named, what it speaks and what it does. */
export interface Service {
  readonly name: string;
  /** In the credential scope of a request's signature; also the prefix of its IAM actions unless said otherwise. */
  readonly signingName: string;
  readonly iamPrefix?: string;
  /** IAM actions that are named otherwise than the operation, by operation. */
  readonly iamActions?: Readonly<Record<string, string>>;
  readonly protocol: Protocol;
  readonly model: ServiceModel;
  readonly operations: Readonly<Record<string, AnyOperation | undefined>>;
  /** What each of the operations needs to be allowed. */
  readonly authorization: Readonly<Record<string, AnyAuthorization | undefined>>;
  readonly throttled: CommonError;
  readonly internalError: CommonError;
  readonly accessDenied: CommonError;
  readonly unknownCredentials: CommonError;
  readonly expiredCredentials: CommonError;
}

import type { STSClientConfig } from '@aws-sdk/client-sts';
import type { Client, SmithyResolvedConfiguration } from '@smithy/core/client';
import type { AccountId, Region } from '../model/ids.ts';
import { errorCodeOf } from './error-codes.ts';
import { failure } from './errors.ts';
import type { Pacer } from './pace.ts';
import { type Refusal, refusalOf } from './refusal.ts';
import { resourceOf } from './resource.ts';

export type Credentials = NonNullable<STSClientConfig['credentials']>;

/** What every client is made with, whichever service it is of. */
export interface ClientSettings {
  readonly region: Region;
  readonly credentials?: Credentials;
  readonly maxAttempts: number;
  readonly retryMode: 'standard';
  readonly endpoint?: string;
  readonly requestHandler: NonNullable<STSClientConfig['requestHandler']>;
  readonly retryStrategy?: NonNullable<STSClientConfig['retryStrategy']>;
}

/** What whoever starts a run may set of its clients. */
export interface ClientOptions {
  /** Without them, the SDK looks in its usual places. */
  readonly credentials?: Credentials;
  /** How often a call is made at most; without it, three times. */
  readonly maxAttempts?: number;
  /** Settings of every client; without an endpoint the SDK itself reads AWS_ENDPOINT_URL. */
  readonly clientOptions?: {
    readonly endpoint?: string;
    readonly requestHandler?: NonNullable<STSClientConfig['requestHandler']>;
    readonly retryStrategy?: NonNullable<STSClientConfig['retryStrategy']>;
  };
}

/** The settings of every client of a run, but for the Region. */
export function settingsOf({
  credentials,
  maxAttempts = 3,
  clientOptions,
}: ClientOptions): Omit<ClientSettings, 'region'> {
  return {
    maxAttempts,
    retryMode: 'standard',
    requestHandler: { connectionTimeout: 3000, requestTimeout: 20_000, throwOnRequestTimeout: true },
    ...clientOptions,
    ...(credentials !== undefined && { credentials }),
  };
}

/** Whose calls a client makes, and what paces them. */
export interface Watch {
  readonly account: AccountId;
  readonly region: Region;
  readonly pace: Pacer;
}

type Next<Args, Result> = (args: Args) => Promise<Result>;
type Named = { readonly clientName?: string; readonly commandName?: string };

/**
 * Makes a client wait for its pacer before each attempt, retries included, and throw JetwayErrors that name what
 * the request is about.
 */
export function watched<
  Handler,
  Input extends object,
  Output extends { readonly $metadata: object },
  Configuration extends SmithyResolvedConfiguration<Handler>,
  Made extends Client<Handler, Input, Output, Configuration>,
>(client: Made & Client<Handler, Input, Output, Configuration>, watch: Watch): Made {
  client.middlewareStack.add(explained(watch), {
    step: 'initialize',
    priority: 'high',
    name: 'jetwayFailures',
  });
  // The wait comes before the signature, which AWS refuses when it is old.
  client.middlewareStack.addRelativeTo(paced(watch), {
    relation: 'before',
    toMiddleware: 'httpSigningMiddleware',
    name: 'jetwayPace',
  });
  return client;
}

function explained({ account, region }: Watch) {
  return <Args extends { readonly input: object }, Result>(next: Next<Args, Result>, context: Named) =>
    async (args: Args): Promise<Result> => {
      try {
        return await next(args);
      } catch (cause) {
        const resource = resourceOf(args.input, `account ${account} in ${region}`);
        throw failure(cause, { ...namesOf(context), resource });
      }
    };
}

function paced({ account, region, pace }: Watch) {
  return <Args, Result>(next: Next<Args, Result>, context: Named) =>
    async (args: Args): Promise<Result> => {
      const call = { account, region, ...namesOf(context) };
      await pace.take(call);
      try {
        return await next(args);
      } catch (cause) {
        const refusal = refusalOf(cause, call.service, call.operation);
        const code = errorCodeOf(refusal);
        if (code === 'throttled') pace.throttled(call);
        const error = cause instanceof Error ? cause : recognisable(cause, refusal);
        if (code === 'unavailable') markRetryable(error);
        throw error;
      }
    };
}

/** What Node.js itself throws is no Error of an isolated context, and the SDK's retries would strip it of its code. */
function recognisable(cause: unknown, { code, message }: Refusal): Error {
  const error = new Error(message, { cause });
  error.name = code;
  return error;
}

/** Some services answer their own failures with status 400, which the SDK alone would not try again. */
function markRetryable(error: Error & { $retryable?: object }): void {
  error.$retryable ??= {};
}

function namesOf({ clientName = 'AWS', commandName = 'call' }: Named) {
  return { service: clientName.replace(/Client$/, ''), operation: commandName.replace(/Command$/, '') };
}

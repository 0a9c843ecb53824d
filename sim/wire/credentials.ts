import type { Caller } from '../call.ts';
import type { World } from '../world.ts';
import type { WireRequest } from './message.ts';

/** What the signature of a request says; the signature itself is not verified. */
export interface CredentialScope {
  readonly accessKeyId: string;
  readonly region: string;
  /** The service's signing name. */
  readonly service: string;
}

/** Reads the credential scope of a SigV4 `Authorization` header; undefined for an unsigned request. */
export function scopeOf({ headers }: WireRequest): CredentialScope | undefined {
  const found = /Credential=([^/,\s]+)\/\d{8}\/([^/,]+)\/([^/,]+)\/aws4_request/.exec(
    headers.authorization ?? '',
  );
  const [, accessKeyId, region, service] = found ?? [];
  if (accessKeyId === undefined || region === undefined || service === undefined) return undefined;
  return { accessKeyId, region, service };
}

/**
 * Whom an access key id belongs to: the account that it names, or the role that it was issued for. Nobody acts for a
 * role that is gone or for an account that is closed.
 */
export function callerOf(accessKeyId: string, world: World): Caller | 'unknown' | 'expired' {
  const { partition, identity, organization, clock } = world;
  const unlessClosed = (caller: Caller): Caller | 'unknown' => {
    const state = organization.accounts.get(caller.account)?.state;
    return state === 'CLOSED' || state === 'SUSPENDED' ? 'unknown' : caller;
  };
  if (/^\d{12}$/.test(accessKeyId))
    return unlessClosed({
      account: accessKeyId,
      arn: `arn:${partition}:iam::${accessKeyId}:user/administrator`,
    });
  const issued = identity.issued.get(accessKeyId);
  if (issued === undefined || !identity.roles.has(`${issued.account}/${issued.role}`)) return 'unknown';
  if (issued.expiresAtMs !== undefined && issued.expiresAtMs <= clock.nowMs) return 'expired';
  const { account, role, session, sourceFunctionArn } = issued;
  const arn = `arn:${partition}:sts::${account}:assumed-role/${role}/${session}`;
  return unlessClosed({
    account,
    role,
    arn,
    ...(sourceFunctionArn !== undefined && { sourceFunctionArn }),
  });
}

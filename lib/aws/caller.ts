import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import * as z from 'zod/mini';
import { AccountId } from '../model/ids.ts';
import { answered } from './answer.ts';
import { failure } from './errors.ts';
import type { AwsOptions } from './ports.ts';

const Identity = z.object({ Account: AccountId });

/** The account whose credentials the process has, for `callerAccount` of the ports' options. */
export async function readCallerAccount({
  region,
  credentials,
  clientOptions,
}: Pick<AwsOptions, 'region' | 'credentials' | 'clientOptions'>): Promise<AccountId> {
  const sts = new STSClient({ region, ...clientOptions, ...(credentials !== undefined && { credentials }) });
  try {
    return answered(Identity, await sts.send(new GetCallerIdentityCommand({})), 'the caller').Account;
  } catch (cause) {
    throw failure(cause, { service: 'STS', operation: 'GetCallerIdentity', resource: 'the caller' });
  }
}

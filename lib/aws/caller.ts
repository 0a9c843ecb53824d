import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import * as z from 'zod/mini';
import { AccountId } from '../model/ids.ts';
import { answered } from './answer.ts';
import { failure } from './errors.ts';
import type { AwsOptions } from './ports.ts';

const Identity = z.object({ Account: AccountId, Arn: z.string() });

/** Whose credentials these are. */
export interface Caller {
  readonly account: AccountId;
  /** Of the user or of the role's session, as CloudTrail writes it. */
  readonly arn: string;
}

/** Whose credentials the process has. */
export async function readCaller({
  region,
  credentials,
  clientOptions,
}: Pick<AwsOptions, 'region' | 'credentials' | 'clientOptions'>): Promise<Caller> {
  const sts = new STSClient({ region, ...clientOptions, ...(credentials !== undefined && { credentials }) });
  try {
    const answer = await sts.send(new GetCallerIdentityCommand({}));
    const { Account: account, Arn: arn } = answered(Identity, answer, 'the caller');
    return { account, arn };
  } catch (cause) {
    throw failure(cause, { service: 'STS', operation: 'GetCallerIdentity', resource: 'the caller' });
  }
}

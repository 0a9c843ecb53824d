import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts';
import * as z from 'zod/mini';
import type { Clock } from '../model/clock.ts';
import type { AccountId } from '../model/ids.ts';
import { answered } from './answer.ts';
import type { Credentials } from './client.ts';
import { Kept } from './kept.ts';

interface SessionOptions {
  /** Whose credentials the process has. */
  readonly callerAccount: AccountId;
  readonly sessionName: string;
  readonly partition: string;
  readonly clock: Clock;
}

interface Session {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

/** The credentials to be in an account with; undefined where those of the process are the right ones. */
export type Sessions = (account: AccountId, role: string) => Promise<Credentials | undefined>;

const Answer = z.object({
  AccessKeyId: z.string(),
  SecretAccessKey: z.string(),
  SessionToken: z.string(),
  Expiration: z.date(),
});

/** The SDK asks again at the same distance from the end. */
const renewBeforeMs = 5 * 60_000;

/**
 * Enters accounts by their roles, each once for as long as AWS's credentials last.
 * @returns a function that throws JetwayError `role-refused` where the role cannot be assumed
 */
export function sessions(
  sts: STSClient,
  { callerAccount, sessionName, partition, clock }: SessionOptions,
): Sessions {
  const kept = new Kept<Session>(({ expiration }) => expiration.getTime() - clock.nowMs() > renewBeforeMs);
  const enter = (RoleArn: string) =>
    kept.get(RoleArn, async () => {
      const { Credentials } = await sts.send(
        new AssumeRoleCommand({ RoleArn, RoleSessionName: sessionName }),
      );
      const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = answered(
        Answer,
        Credentials,
        RoleArn,
      );
      return {
        accessKeyId: AccessKeyId,
        secretAccessKey: SecretAccessKey,
        sessionToken: SessionToken,
        expiration: Expiration,
      };
    });
  return async (account, role) => {
    if (account === callerAccount) return undefined;
    const arn = `arn:${partition}:iam::${account}:role/${role}`;
    await enter(arn);
    return () => enter(arn);
  };
}

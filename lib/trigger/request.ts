import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { AccountId } from '../model/ids.ts';
import { Cause, causeOf } from './look-again.ts';
import type { Trigger } from './trigger.ts';

/** What the FIFO queue carries: look at this account, because of that. */
export const ReconcileRequest = z.object({
  version: z.literal(1),
  account: AccountId,
  attempt: z.int().check(z.positive()),
  trigger: Cause,
});
export type ReconcileRequest = z.output<typeof ReconcileRequest>;

/** One request an account, each account once. */
export function reconcileRequests(
  trigger: Trigger,
  accounts: readonly AccountId[],
): readonly ReconcileRequest[] {
  const { attempt } = trigger;
  return [...new Set(accounts)].map((account) => ({
    version: 1,
    account,
    attempt,
    trigger: causeOf(trigger),
  }));
}

/** The message group: of one account's requests, one is worked on at a time. */
export function groupId({ account }: ReconcileRequest): string {
  return account;
}

/**
 * The same for the same event delivered twice, another for every look again: SQS drops what it has seen within
 * five minutes, and takes 128 letters, digits and punctuation marks.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
export function deduplicationId({ trigger, account, attempt }: ReconcileRequest): string {
  return allowed(`${trigger.id}:${account}:${attempt}`);
}

/** The same for the same event delivered twice. */
export function deduplicationIdOfTrigger({ id }: Pick<Trigger, 'id'>): string {
  return allowed(id);
}

function allowed(plain: string): string {
  return /^[\x21-\x7e]{1,128}$/.test(plain) ? plain : createHash('sha256').update(plain).digest('hex');
}

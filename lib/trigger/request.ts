import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { AccountId, Region } from '../model/ids.ts';
import { Cause, causeOf, LookNumber, lookNumberOf } from './look-again.ts';
import type { Trigger } from './trigger.ts';

/** What the FIFO queue carries: look at this account, because of that. */
export const ReconcileRequest = z.object({
  version: z.literal(1),
  account: AccountId,
  ...LookNumber,
  trigger: Cause,
  /** Whose network has to be passed over first; the look follows this pass, and that many seconds after the request. */
  after: z.exactOptional(z.object({ site: Region, delaySeconds: z.number().check(z.nonnegative()) })),
});
export type ReconcileRequest = z.output<typeof ReconcileRequest>;

/** One request an account, each account once. */
export function reconcileRequests(
  trigger: Trigger,
  accounts: readonly AccountId[],
): readonly ReconcileRequest[] {
  return [...new Set(accounts)].map((account) => ({
    version: 1,
    account,
    ...lookNumberOf(trigger),
    trigger: causeOf(trigger),
  }));
}

/** The message group: of one account's requests, and of the passes over one site's network, one is worked on at a time. */
export function groupId({ account, after }: ReconcileRequest): string {
  return after === undefined ? account : `network-${after.site}`;
}

/**
 * The same for the same event delivered twice, another for every look again: SQS drops what it has seen within
 * five minutes, and takes 128 letters, digits and punctuation marks.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
export function deduplicationId({
  trigger,
  account,
  attempt,
  idle,
  lookedAt = '',
  after,
}: ReconcileRequest): string {
  // What differs in its body is no duplicate: the SDK fails where SQS answers with the digest of the first one's.
  const look = `${trigger.id}:${account}:${attempt}:${idle}:${lookedAt}`;
  return allowed(after === undefined ? look : `${look}:${after.site}:${after.delaySeconds}`);
}

/** The same for the same event delivered twice. */
export function deduplicationIdOfTrigger({ id }: Pick<Trigger, 'id'>): string {
  return allowed(id);
}

function allowed(plain: string): string {
  return /^[\x21-\x7e]{1,128}$/.test(plain) ? plain : createHash('sha256').update(plain).digest('hex');
}

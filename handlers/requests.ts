import type { FifoMessage, FifoQueue } from '../lib/aws/queue.ts';
import type { AccountId } from '../lib/model/ids.ts';
import {
  deduplicationId,
  groupId,
  type ReconcileRequest,
  reconcileRequests,
} from '../lib/trigger/request.ts';
import type { Trigger } from '../lib/trigger/trigger.ts';

/**
 * Asks for a look at each of the accounts, because of the trigger.
 * @returns how many requests that were
 * @throws JetwayError where SQS did not take them all; those that it took stay sent
 */
export async function sendRequests(
  trigger: Trigger,
  accounts: readonly AccountId[],
  queue: FifoQueue,
): Promise<number> {
  const requests = reconcileRequests(trigger, accounts);
  await queue.send(requests.map(messageOf));
  return requests.length;
}

/** A request as the FIFO queue takes it. */
export function messageOf(request: ReconcileRequest): FifoMessage {
  return {
    body: JSON.stringify(request),
    group: groupId(request),
    deduplicationId: deduplicationId(request),
  };
}

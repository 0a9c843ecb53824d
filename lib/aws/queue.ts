import {
  type BatchResultErrorEntry,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { JetwayError } from '../model/errors.ts';
import type { Region } from '../model/ids.ts';
import { failure } from './errors.ts';

/** A message of a FIFO queue, which takes no delay per message. */
export interface FifoMessage {
  readonly body: string;
  /** Of one group's messages, one is worked on at a time. */
  readonly group: string;
  /** SQS drops what it has seen within five minutes. */
  readonly deduplicationId: string;
}

export interface FifoQueue {
  /** Throws where any message was not accepted; the others may have been. */
  send(messages: readonly FifoMessage[]): Promise<void>;
}

export interface StandardQueue {
  /** @param delaySeconds how long the message stays hidden, at most 900 */
  send(body: string, delaySeconds: number): Promise<void>;
}

/** SQS takes so many messages in one call. */
const batchSize = 10;

/** A client with the process's own credentials; the queues are in the account and the Region that it runs in. */
export function queueClient(region: Region): SQSClient {
  const requestHandler = { connectionTimeout: 3000, requestTimeout: 10_000, throwOnRequestTimeout: true };
  return new SQSClient({ region, requestHandler });
}

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html */
export const fifoQueue = (sqs: SQSClient, url: string): FifoQueue => ({
  async send(messages) {
    for (let from = 0; from < messages.length; from += batchSize) {
      const Entries = messages
        .slice(from, from + batchSize)
        .map(({ body, group, deduplicationId }, index) => ({
          Id: String(index),
          MessageBody: body,
          MessageGroupId: group,
          MessageDeduplicationId: deduplicationId,
        }));
      const sent = sqs.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));
      const { Failed = [] } = await orFailure(sent, 'SendMessageBatch', url);
      const [refused] = Failed;
      if (refused !== undefined) throw notAccepted(refused, Failed.length, url);
    }
  },
});

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
export const standardQueue = (sqs: SQSClient, url: string): StandardQueue => ({
  async send(body, delaySeconds) {
    const command = new SendMessageCommand({ QueueUrl: url, MessageBody: body, DelaySeconds: delaySeconds });
    await orFailure(sqs.send(command), 'SendMessage', url);
  },
});

async function orFailure<T>(call: Promise<T>, operation: string, resource: string): Promise<T> {
  try {
    return await call;
  } catch (cause) {
    throw failure(cause, { service: 'SQS', operation, resource });
  }
}

function notAccepted(
  { Code = 'Unknown', Message = 'no reason given', SenderFault = false }: BatchResultErrorEntry,
  count: number,
  resource: string,
): JetwayError {
  return new JetwayError(SenderFault ? 'rejected' : 'unavailable', {
    resource,
    what: `SQS did not accept ${count === 1 ? 'a message' : `${count} messages`}: ${Code}: ${Message.replace(/[\s.]+$/, '')}`,
    remedy: SenderFault ? 'Correct what the message says' : 'Send it again',
    aws: { service: 'SQS', operation: 'SendMessageBatch', code: Code, requestId: undefined },
  });
}

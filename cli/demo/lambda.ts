import {
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import type { BatchHandler } from '../../handlers/batch.ts';

/** A queue with the function behind it, as an event source mapping of Lambda's joins them. */
export interface Mapping {
  readonly url: string;
  readonly queue: { readonly arn: string; readonly region: string };
  readonly handler: BatchHandler;
}

/**
 * Takes a batch from the queue, calls the function and deletes what it did, as Lambda does it.
 * @returns whether there was a batch
 * @throws Error where the function fails a message
 */
export async function poll(sqs: SQSClient, { url, queue, handler }: Mapping): Promise<boolean> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: url,
      MaxNumberOfMessages: 10,
      MessageSystemAttributeNames: ['All'],
    }),
  );
  if (Messages.length === 0) return false;
  const { batchItemFailures } = await handler({
    Records: Messages.map((message) => record(message, queue)),
  });
  const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
  for (const { MessageId, ReceiptHandle, Body } of Messages) {
    if (failed.has(MessageId ?? '')) throw new Error(`A function failed the message ${Body}`);
    await sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));
  }
  return true;
}

function record(
  { MessageId = '', ReceiptHandle = '', Body = '', MD5OfBody = '', Attributes = {} }: Message,
  { arn, region }: Mapping['queue'],
): SQSRecord {
  return {
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    body: Body,
    attributes: {
      ...Attributes,
      ApproximateReceiveCount: Attributes.ApproximateReceiveCount ?? '1',
      SentTimestamp: Attributes.SentTimestamp ?? '',
      SenderId: Attributes.SenderId ?? '',
      ApproximateFirstReceiveTimestamp: Attributes.ApproximateFirstReceiveTimestamp ?? '',
    },
    messageAttributes: {},
    md5OfBody: MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: arn,
    awsRegion: region,
  };
}

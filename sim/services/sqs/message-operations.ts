import type * as sdk from '@aws-sdk/client-sqs';
import type { Call } from '../../call.ts';
import type { Operations } from '../../operation.ts';
import { Refusal, refuse } from '../../refusal.ts';
import { md5, md5OfAttributes } from './digest.ts';
import { queueAt } from './find.ts';
import { secondsOf } from './queues.ts';
import { inFlight, receive } from './receive.ts';
import { type MessageToSend, send } from './send.ts';
import type { SimulatedMessage, SimulatedQueue } from './state.ts';

export const messageOperations: Operations<typeof sdk> = {
  SendMessage: {
    takes: [
      'QueueUrl',
      'MessageBody',
      'DelaySeconds',
      'MessageAttributes',
      'MessageGroupId',
      'MessageDeduplicationId',
    ],
    answer: ({ QueueUrl, ...sent }, call) => accept(queueAt(QueueUrl, call), sent, call),
  },
  SendMessageBatch: {
    takes: ['QueueUrl', 'Entries'],
    answer({ QueueUrl, Entries = [] }, call) {
      const queue = queueAt(QueueUrl, call);
      return each(Entries, (entry) => ({ Id: entry.Id, ...accept(queue, entry, call) }));
    },
  },
  ReceiveMessage: {
    takes: [
      'QueueUrl',
      'MaxNumberOfMessages',
      'VisibilityTimeout',
      'WaitTimeSeconds',
      'AttributeNames',
      'MessageSystemAttributeNames',
      'MessageAttributeNames',
    ],
    answer({ QueueUrl, MaxNumberOfMessages = 1, VisibilityTimeout, ...asked }, call) {
      const queue = queueAt(QueueUrl, call);
      if (MaxNumberOfMessages < 1 || MaxNumberOfMessages > 10)
        refuse(
          'InvalidParameterValue',
          `Value ${MaxNumberOfMessages} for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.`,
        );
      const visibilitySeconds = VisibilityTimeout ?? secondsOf(queue, 'VisibilityTimeout');
      const received = receive(call.world, queue, { count: MaxNumberOfMessages, visibilitySeconds });
      const { AttributeNames = [], MessageSystemAttributeNames = [], MessageAttributeNames = [] } = asked;
      const system = [...AttributeNames, ...MessageSystemAttributeNames];
      if (received.length === 0) return {};
      return { Messages: received.map((message) => describe(message, system, MessageAttributeNames)) };
    },
  },
  DeleteMessage: {
    takes: ['QueueUrl', 'ReceiptHandle'],
    answer({ QueueUrl, ReceiptHandle }, call) {
      remove(queueAt(QueueUrl, call), ReceiptHandle, call);
      return {};
    },
  },
  DeleteMessageBatch: {
    takes: ['QueueUrl', 'Entries'],
    answer({ QueueUrl, Entries = [] }, call) {
      const queue = queueAt(QueueUrl, call);
      return each(Entries, ({ Id, ReceiptHandle }) => {
        remove(queue, ReceiptHandle, call);
        return { Id };
      });
    },
  },
  ChangeMessageVisibility: {
    takes: ['QueueUrl', 'ReceiptHandle', 'VisibilityTimeout'],
    answer({ QueueUrl, ReceiptHandle, VisibilityTimeout = 0 }, call) {
      const message = messageOf(queueAt(QueueUrl, call), ReceiptHandle);
      const nowMs = call.world.clock.nowMs;
      if (VisibilityTimeout < 0 || VisibilityTimeout > 43200)
        refuse(
          'InvalidParameterValue',
          `Value ${VisibilityTimeout} for parameter VisibilityTimeout is invalid. Reason: Must be between 0 and 43200.`,
        );
      if (message === undefined || !inFlight(message, nowMs))
        return refuse('MessageNotInflight', `Value ${ReceiptHandle} for parameter ReceiptHandle is invalid.`);
      message.visibleAtMs = nowMs + VisibilityTimeout * 1000;
      return {};
    },
  },
};

function accept(queue: SimulatedQueue, sent: MessageToSend, call: Call) {
  const message = send(queue, sent, call);
  const digest = md5OfAttributes(message.attributes);
  return {
    MessageId: message.id,
    MD5OfMessageBody: md5(message.body),
    ...(digest !== undefined && { MD5OfMessageAttributes: digest }),
    ...(message.fifo && { SequenceNumber: message.fifo.sequenceNumber }),
  };
}

/** Answers each entry of a batch for itself: what one is refused for is its own. */
function each<Entry extends { readonly Id?: string | undefined }, Result>(
  entries: readonly Entry[],
  answer: (entry: Entry) => Result,
) {
  if (entries.length === 0) refuse('EmptyBatchRequest', 'There should be at least one entry in the request.');
  if (entries.length > 10)
    refuse('TooManyEntriesInBatchRequest', 'Maximum number of entries per request are 10.');
  if (new Set(entries.map(({ Id }) => Id)).size < entries.length)
    refuse('BatchEntryIdsNotDistinct', 'Two or more batch entries in the request have the same Id.');
  const Successful: Result[] = [];
  const Failed: sdk.BatchResultErrorEntry[] = [];
  for (const entry of entries)
    try {
      Successful.push(answer(entry));
    } catch (error) {
      if (!(error instanceof Refusal) || error.status === 501) throw error;
      Failed.push({ Id: entry.Id, Code: error.code, Message: error.message, SenderFault: true });
    }
  return { Successful, Failed: Failed.length > 0 ? Failed : undefined };
}

function remove(queue: SimulatedQueue, receiptHandle: string | undefined, { world }: Call): void {
  const message = messageOf(queue, receiptHandle);
  if (message !== undefined && queue.fifo && !inFlight(message, world.clock.nowMs))
    refuse(
      'InvalidParameterValue',
      `Value ${receiptHandle} for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.`,
    );
  queue.messages = queue.messages.filter((other) => other !== message);
}

/** The message of a receive; undefined when it is gone or was received again since. */
function messageOf(queue: SimulatedQueue, receiptHandle = ''): SimulatedMessage | undefined {
  if (!/^[\da-f-]{36}#\d+$/.test(receiptHandle))
    refuse(
      'ReceiptHandleIsInvalid',
      `The input receipt handle "${receiptHandle}" is not a valid receipt handle.`,
    );
  return queue.messages.find((message) => message.receiptHandle === receiptHandle);
}

function describe(message: SimulatedMessage, system: readonly string[], attributeNames: readonly string[]) {
  const asked = (name: string, names: readonly string[]) => names.includes('All') || names.includes(name);
  const given = Object.entries(systemAttributes(message)).filter(([name]) => asked(name, system));
  const attributes = Object.fromEntries(
    Object.entries(message.attributes).filter(([name]) => asked(name, attributeNames)),
  );
  const digest = md5OfAttributes(attributes);
  return {
    MessageId: message.id,
    ReceiptHandle: message.receiptHandle,
    MD5OfBody: md5(message.body),
    Body: message.body,
    ...(given.length > 0 && { Attributes: Object.fromEntries(given) }),
    ...(digest !== undefined && { MessageAttributes: attributes, MD5OfMessageAttributes: digest }),
  };
}

function systemAttributes(message: SimulatedMessage): Readonly<Record<string, string>> {
  return {
    SenderId: message.senderId,
    SentTimestamp: String(message.sentAtMs),
    ApproximateReceiveCount: String(message.receiveCount),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAtMs),
    ...(message.fifo && {
      MessageGroupId: message.fifo.groupId,
      MessageDeduplicationId: message.fifo.deduplicationId,
      SequenceNumber: message.fifo.sequenceNumber,
    }),
    ...(message.deadLetterSourceArn !== undefined && {
      DeadLetterQueueSourceArn: message.deadLetterSourceArn,
    }),
  };
}

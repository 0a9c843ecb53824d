import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import { JetwayError } from '../model/errors.ts';
import { answered } from './answer.ts';

/** A message that was given up, taken by this process: nobody else receives it for a while. */
export interface DeadLetter {
  readonly id: string;
  readonly body: string;
  /** In a standard queue when it was first sent, in a FIFO queue when it was given up. */
  readonly sentAtMs: number;
  /** Over all queues that it was in, this time included. */
  readonly received: number;
  /** FIFO queues only. */
  readonly group: string | undefined;
  /** What EventBridge wrote on what it could not deliver. */
  readonly failure: string | undefined;
  /** Of this receive. */
  readonly handle: string;
}

/** A dead-letter queue, and the queue that its messages go back to. Methods throw JetwayErrors. */
export interface DeadLetterQueue {
  /** How many there are, hidden ones included; SQS's count can be a minute old. */
  count(): Promise<number>;
  /** Some that nobody has taken, which are then hidden for five minutes; empty where there is none to be had. */
  take(): Promise<readonly DeadLetter[]>;
  /** Lets others receive it at once. */
  release(letter: DeadLetter): Promise<void>;
  /** Sends it first and deletes it then: whatever happens in between, it is in one of the queues. */
  sendBack(letter: DeadLetter): Promise<void>;
}

const hiddenSeconds = 300;

/** A receive that waits asks all of SQS's servers; one that does not can miss what is there. */
const waitSeconds = 2;

const Url = z.object({ QueueUrl: z.string() });
const Count = z.object({
  Attributes: z.object({
    ApproximateNumberOfMessages: z.coerce.number(),
    ApproximateNumberOfMessagesNotVisible: z.coerce.number(),
  }),
});
const Value = z.optional(z.object({ StringValue: z.optional(z.string()) }));
const Received = z.object({
  Messages: z._default(
    z.array(
      z.object({
        MessageId: z.string(),
        ReceiptHandle: z.string(),
        Body: z.string(),
        Attributes: z.object({
          SentTimestamp: z.coerce.number(),
          ApproximateReceiveCount: z.coerce.number(),
          MessageGroupId: z.optional(z.string()),
        }),
        MessageAttributes: z._default(z.object({ ERROR_CODE: Value, ERROR_MESSAGE: Value }), {}),
      }),
    ),
    [],
  ),
});
type Message = z.output<typeof Received>['Messages'][number];

/**
 * Finds a dead-letter queue and where its messages go back to, by their names.
 * @throws JetwayError `not-found` where one is not there
 */
export async function deadLetterQueue(
  sqs: SQSClient,
  names: { readonly deadLetters: string; readonly source: string },
): Promise<DeadLetterQueue> {
  const urlOf = async (QueueName: string) =>
    answered(Url, await sqs.send(new GetQueueUrlCommand({ QueueName })), QueueName).QueueUrl;
  const QueueUrl = await urlOf(names.deadLetters);
  const source = await urlOf(names.source);
  return {
    async count() {
      const AttributeNames = [
        'ApproximateNumberOfMessages',
        'ApproximateNumberOfMessagesNotVisible',
      ] as const;
      const answer = await sqs.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...AttributeNames] }),
      );
      const { Attributes } = answered(Count, answer, names.deadLetters);
      return Attributes.ApproximateNumberOfMessages + Attributes.ApproximateNumberOfMessagesNotVisible;
    },
    async take() {
      const answer = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl,
          MaxNumberOfMessages: 10,
          VisibilityTimeout: hiddenSeconds,
          WaitTimeSeconds: waitSeconds,
          MessageSystemAttributeNames: ['SentTimestamp', 'ApproximateReceiveCount', 'MessageGroupId'],
          MessageAttributeNames: ['ERROR_CODE', 'ERROR_MESSAGE'],
        }),
      );
      return answered(Received, answer, names.deadLetters).Messages.map(letterOf);
    },
    async release({ handle: ReceiptHandle }) {
      const command = new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 });
      await orIfVisible(sqs.send(command));
    },
    async sendBack({ id, body: MessageBody, group, handle: ReceiptHandle }) {
      // The same dead letter sent twice, because its deletion failed, is one message again within five minutes.
      const ofFifo =
        group === undefined ? {} : { MessageGroupId: group, MessageDeduplicationId: `redrive-${id}` };
      await sqs.send(new SendMessageCommand({ QueueUrl: source, MessageBody, ...ofFifo }));
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    },
  };
}

/** After five minutes SQS has released it by itself, and refuses to do so again. */
async function orIfVisible(releasing: Promise<unknown>): Promise<void> {
  try {
    await releasing;
  } catch (error) {
    const code = error instanceof JetwayError ? error.problem.aws?.code : undefined;
    if (code === undefined || !/^(?:MessageNotInflight|InvalidParameterValue)/.test(code)) throw error;
  }
}

function letterOf({ MessageId, ReceiptHandle, Body, Attributes, MessageAttributes }: Message): DeadLetter {
  const { ERROR_CODE: code, ERROR_MESSAGE: message } = MessageAttributes;
  const said = [code?.StringValue, message?.StringValue].filter((text) => text !== undefined);
  return {
    id: MessageId,
    handle: ReceiptHandle,
    body: Body,
    sentAtMs: Attributes.SentTimestamp,
    received: Attributes.ApproximateReceiveCount,
    group: Attributes.MessageGroupId,
    failure: said.length === 0 ? undefined : said.join(': '),
  };
}

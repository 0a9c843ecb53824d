import type { MessageAttributeValue } from '@aws-sdk/client-sqs';

export interface SimulatedMessage {
  readonly id: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, MessageAttributeValue>>;
  readonly senderId: string;
  readonly sentAtMs: number;
  /** FIFO queues only. */
  readonly fifo?: {
    readonly groupId: string;
    readonly deduplicationId: string;
    readonly sequenceNumber: string;
  };
  /** Delayed or in flight until then. */
  visibleAtMs: number;
  receiveCount: number;
  firstReceivedAtMs?: number;
  /** Of the latest receive; an earlier one is worth nothing. */
  receiptHandle?: string;
  /** The queue that gave it up, in a dead-letter queue. */
  deadLetterSourceArn?: string;
}

export interface SimulatedQueue {
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  readonly name: string;
  readonly fifo: boolean;
  readonly createdAtMs: number;
  readonly attributes: Map<string, string>;
  /** In the order in which they were sent. */
  messages: SimulatedMessage[];
  /** What was accepted in the last five minutes, by deduplication id (and group, where that is the scope). */
  readonly accepted: Map<string, { readonly message: SimulatedMessage; readonly atMs: number }>;
}

export class QueueState {
  /** Where the simulator listens; queue URLs begin with it. */
  baseUrl = 'http://127.0.0.1';
  /** By ARN. */
  readonly queues = new Map<string, SimulatedQueue>();
  /** How many messages FIFO queues have numbered. */
  numbered = 0;
}

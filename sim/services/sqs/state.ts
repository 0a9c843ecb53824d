import type { MessageAttributeValue } from '@aws-sdk/client-sqs';
import type { World } from '../../world.ts';

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

export interface QueueSettings {
  readonly account: string;
  readonly region: string;
  /** Ends in `.fifo` for a FIFO queue. */
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

export const defaultAttributes = {
  VisibilityTimeout: '30',
  DelaySeconds: '0',
  MessageRetentionPeriod: '345600',
  MaximumMessageSize: '1048576',
  ReceiveMessageWaitTimeSeconds: '0',
} as const;

/** Creates a queue, as CreateQueue or a deployed template does. */
export function addQueue(
  world: World,
  { account, region, name, attributes = {} }: QueueSettings,
): SimulatedQueue {
  const queue: SimulatedQueue = {
    arn: queueArn(world, account, region, name),
    account,
    region,
    name,
    fifo: name.endsWith('.fifo'),
    createdAtMs: world.clock.nowMs,
    attributes: new Map(Object.entries({ ...defaultAttributes, ...attributes })),
    messages: [],
    accepted: new Map(),
  };
  world.queues.queues.set(queue.arn, queue);
  return queue;
}

export function queueArn({ partition }: World, account: string, region: string, name: string): string {
  return `arn:${partition}:sqs:${region}:${account}:${name}`;
}

export function queueUrl({ queues }: World, { account, name }: SimulatedQueue): string {
  return `${queues.baseUrl}/${account}/${name}`;
}

/** A numeric attribute of a queue. */
export function secondsOf(queue: SimulatedQueue, attribute: keyof typeof defaultAttributes): number {
  return Number(queue.attributes.get(attribute) ?? defaultAttributes[attribute]);
}

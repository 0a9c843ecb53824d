import type { World } from '../../world.ts';
import type { SimulatedQueue } from './state.ts';

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

import { notModelled } from '../../refusal.ts';
import type { World } from '../../world.ts';
import { secondsOf } from './queues.ts';
import type { SimulatedMessage, SimulatedQueue } from './state.ts';

interface Redrive {
  readonly deadLetterTargetArn: string;
  readonly maxReceiveCount: number;
}

/**
 * Takes up to `count` messages in flight. A message group of a FIFO queue with a message that is delayed or in flight
 * delivers nothing; one receive may take several of a group, in order.
 */
export function receive(
  world: World,
  queue: SimulatedQueue,
  { count, visibilitySeconds }: { readonly count: number; readonly visibilitySeconds: number },
): readonly SimulatedMessage[] {
  const nowMs = world.clock.nowMs;
  settle(world, queue);
  const taken = receivable(queue, nowMs).slice(0, count);
  for (const message of taken) {
    message.receiveCount += 1;
    message.firstReceivedAtMs ??= nowMs;
    message.visibleAtMs = nowMs + visibilitySeconds * 1000;
    message.receiptHandle = `${message.id}#${message.receiveCount}`;
  }
  return taken;
}

/** What a receive would find in a queue, in its order. */
export function receivable({ fifo, messages }: SimulatedQueue, nowMs: number): readonly SimulatedMessage[] {
  const visible = messages.filter(({ visibleAtMs }) => visibleAtMs <= nowMs);
  if (!fifo || visible.length === messages.length) return visible;
  const held = new Set(messages.filter(({ visibleAtMs }) => visibleAtMs > nowMs).map(groupOf));
  return visible.filter((message) => !held.has(groupOf(message)));
}

/** Whether somebody received a message and has not yet deleted it. */
export function inFlight({ visibleAtMs, receiptHandle }: SimulatedMessage, nowMs: number): boolean {
  return receiptHandle !== undefined && visibleAtMs > nowMs;
}

/** Drops what is past its retention and moves what was received too often to the dead-letter queue. */
function settle(world: World, queue: SimulatedQueue): void {
  const nowMs = world.clock.nowMs;
  const keptMs = secondsOf(queue, 'MessageRetentionPeriod') * 1000;
  queue.messages = queue.messages.filter((message) => nowMs - message.sentAtMs < keptMs);
  const redrive = redriveOf(queue);
  const target = redrive && world.queues.queues.get(redrive.deadLetterTargetArn);
  if (redrive === undefined || target === undefined) return;
  const spent = queue.messages.filter(
    (message) => message.visibleAtMs <= nowMs && message.receiveCount >= redrive.maxReceiveCount,
  );
  queue.messages = queue.messages.filter((message) => !spent.includes(message));
  for (const { receiptHandle: _, ...message } of spent)
    target.messages.push({ ...message, deadLetterSourceArn: queue.arn });
}

function redriveOf(queue: SimulatedQueue): Redrive | undefined {
  const policy = queue.attributes.get('RedrivePolicy');
  if (policy === undefined || policy === '') return undefined;
  const { deadLetterTargetArn, maxReceiveCount } = JSON.parse(policy);
  if (typeof deadLetterTargetArn !== 'string') return notModelled(`the RedrivePolicy ${policy}`);
  return { deadLetterTargetArn, maxReceiveCount: Number(maxReceiveCount) };
}

function groupOf({ id, fifo }: SimulatedMessage): string {
  return fifo?.groupId ?? id;
}

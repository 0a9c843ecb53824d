import type { MessageAttributeValue } from '@aws-sdk/client-sqs';
import type { Call } from '../../call.ts';
import { refuse } from '../../refusal.ts';
import { sha256 } from './digest.ts';
import { secondsOf } from './queues.ts';
import type { SimulatedMessage, SimulatedQueue } from './state.ts';

const deduplicationMs = 5 * 60 * 1000;

/** The members that SendMessage and an entry of SendMessageBatch have in common. */
export interface MessageToSend {
  readonly MessageBody?: string | undefined;
  readonly DelaySeconds?: number | undefined;
  readonly MessageAttributes?: Record<string, MessageAttributeValue> | undefined;
  readonly MessageGroupId?: string | undefined;
  readonly MessageDeduplicationId?: string | undefined;
}

/** Accepts a message; a FIFO queue answers a duplicate with the message that it already has. */
export function send(queue: SimulatedQueue, sent: MessageToSend, call: Call): SimulatedMessage {
  const { world, caller } = call;
  const { MessageBody: body = '', DelaySeconds, MessageAttributes: attributes = {} } = sent;
  if (body === '') refuse('MissingParameter', 'The request must contain the parameter MessageBody.');
  if (Buffer.byteLength(body) > secondsOf(queue, 'MaximumMessageSize'))
    invalid('One or more parameters are invalid. Reason: Message must be shorter than the queue allows.');
  const delaySeconds = DelaySeconds ?? secondsOf(queue, 'DelaySeconds');
  if (delaySeconds < 0 || delaySeconds > 900)
    invalid(
      `Value ${delaySeconds} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.`,
    );
  const fifo = queue.fifo ? numbered(queue, sent, body) : standard(sent);
  const nowMs = world.clock.nowMs;
  const key = fifo && `${scopeOf(queue, fifo.groupId)}${fifo.deduplicationId}`;
  const earlier = key === undefined ? undefined : queue.accepted.get(key);
  if (earlier !== undefined && nowMs - earlier.atMs < deduplicationMs) return earlier.message;
  if (fifo) world.queues.numbered += 1;
  const message: SimulatedMessage = {
    id: world.random.uuid(),
    body,
    attributes,
    senderId: caller.role === undefined ? caller.account : `${caller.account}:${caller.role}`,
    sentAtMs: nowMs,
    ...(fifo && { fifo: { ...fifo, sequenceNumber: String(world.queues.numbered).padStart(20, '0') } }),
    visibleAtMs: nowMs + delaySeconds * 1000,
    receiveCount: 0,
  };
  queue.messages.push(message);
  if (key !== undefined) queue.accepted.set(key, { message, atMs: nowMs });
  return message;
}

/** Texts as attributes of a message. */
export function textAttributes(values: Readonly<Record<string, string>>) {
  return Object.fromEntries(
    Object.entries(values).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]),
  );
}

function numbered(queue: SimulatedQueue, sent: MessageToSend, body: string) {
  const { DelaySeconds, MessageGroupId: groupId, MessageDeduplicationId } = sent;
  if (DelaySeconds !== undefined && DelaySeconds !== 0)
    invalid(
      `Value ${DelaySeconds} for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.`,
    );
  if (groupId === undefined)
    return refuse('MissingParameter', 'The request must contain the parameter MessageGroupId.');
  const byContent = queue.attributes.get('ContentBasedDeduplication') === 'true' ? sha256(body) : undefined;
  const deduplicationId =
    MessageDeduplicationId ??
    byContent ??
    invalid(
      'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    );
  return { groupId, deduplicationId };
}

/** Standard queues take a group (for fair queues), which orders nothing. */
function standard({ MessageDeduplicationId }: MessageToSend): undefined {
  if (MessageDeduplicationId !== undefined)
    invalid(
      `Value ${MessageDeduplicationId} for parameter MessageDeduplicationId is invalid. Reason: The request include parameter that is not valid for this queue type.`,
    );
}

function scopeOf(queue: SimulatedQueue, groupId: string): string {
  return queue.attributes.get('DeduplicationScope') === 'messageGroup' ? `${groupId}/` : '';
}

function invalid(message: string): never {
  return refuse('InvalidParameterValue', message);
}

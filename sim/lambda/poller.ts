import {
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  RequestThrottled,
  SQSClient,
  SQSServiceException,
} from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';
import type { SimulatorCore } from '../server.ts';
import type { EventSourceMapping, Outcome, SimulatedFunction } from '../services/lambda/state.ts';
import { queueUrl } from '../services/sqs/queues.ts';
import { receivable } from '../services/sqs/receive.ts';
import type { SimulatedQueue } from '../services/sqs/state.ts';
import { inProcess } from '../wire/in-process.ts';
import { recordOf } from './record.ts';
import type { Credentials } from './variables.ts';

interface Surroundings {
  readonly core: SimulatorCore;
  readonly credentialsOf: (fn: SimulatedFunction) => Credentials;
  readonly invoke: (functionArn: string, payload: string) => Promise<Outcome>;
  /** Told what no mapping can be blamed for. */
  readonly failed: (error: unknown) => void;
}

/** Lambda reads a queue all the time; here it does when something is due, so a read that failed is due again. */
const rereadSeconds = 1;

/** Lambda starts with so many batches at once where nobody says how many there may be. */
const firstConcurrency = 5;

/**
 * Feeds functions from queues with the functions' own roles, as event source mappings do. What a function did is
 * deleted; what it did not do stays hidden until it is visible again.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export class Poller {
  readonly #surroundings: Surroundings;
  readonly #running = new Map<EventSourceMapping, number>();

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  /** Takes what is in the queues, as far as functions are free, and begins to invoke them; returns whether there was something. */
  async poll(): Promise<boolean> {
    let found = false;
    for (const mapping of this.#surroundings.core.world.functions.mappings)
      while (await this.#take(mapping)) found = true;
    return found;
  }

  /** When a message of a queue that feeds a function becomes visible that is not yet. */
  get nextVisibleMs(): number | undefined {
    const { functions, queues, clock } = this.#surroundings.core.world;
    const hidden = functions.mappings
      .flatMap(({ queueArn }) => queues.queues.get(queueArn)?.messages ?? [])
      .map(({ visibleAtMs }) => visibleAtMs)
      .filter((atMs) => atMs > clock.nowMs);
    return hidden.length === 0 ? undefined : hidden.reduce((a, b) => Math.min(a, b));
  }

  async #take(mapping: EventSourceMapping): Promise<boolean> {
    const { core } = this.#surroundings;
    const { world } = core;
    const queue = world.queues.queues.get(mapping.queueArn);
    const fn = world.functions.functions.get(mapping.functionArn);
    const running = this.#running.get(mapping) ?? 0;
    const free = running < (mapping.maximumConcurrency ?? firstConcurrency);
    if (queue === undefined || fn === undefined || !free || receivable(queue, world.clock.nowMs).length === 0)
      return false;
    const sqs = this.#client(fn);
    const QueueUrl = queueUrl(world, queue);
    const receive = new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: Math.min(mapping.batchSize, 10),
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    });
    const reread = (error: Error) => {
      if (passes(error)) world.clock.after(rereadSeconds, () => undefined);
    };
    const { Messages: messages = [] } = (await attempt(mapping, () => sqs.send(receive), reread)) ?? {};
    if (messages.length === 0) return false;
    this.#running.set(mapping, running + 1);
    this.#handle(mapping, queue, messages, sqs).catch(this.#surroundings.failed);
    return true;
  }

  async #handle(
    mapping: EventSourceMapping,
    queue: SimulatedQueue,
    messages: readonly Message[],
    sqs: SQSClient,
  ): Promise<void> {
    const Records = messages.map((message) => recordOf(message, queue));
    const outcome = await this.#surroundings.invoke(mapping.functionArn, JSON.stringify({ Records }));
    const done = doneBy(outcome, messages, mapping);
    const Entries = done.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    const QueueUrl = queueUrl(this.#surroundings.core.world, queue);
    if (Entries.length > 0)
      await attempt(mapping, () => sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries })));
    this.#running.set(mapping, (this.#running.get(mapping) ?? 1) - 1);
  }

  #client(fn: SimulatedFunction): SQSClient {
    const { core, credentialsOf } = this.#surroundings;
    return new SQSClient({
      region: fn.region,
      endpoint: core.world.queues.baseUrl,
      credentials: credentialsOf(fn),
      maxAttempts: 1,
      requestHandler: inProcess(core),
    });
  }
}

/** What Lambda is refused is the mapping's problem; Lambda tries again, as long as it takes. */
async function attempt<T>(
  mapping: EventSourceMapping,
  call: () => Promise<T>,
  failed?: (error: Error) => void,
): Promise<T | undefined> {
  try {
    const answer = await call();
    delete mapping.problem;
    return answer;
  } catch (cause) {
    const error = cause instanceof Error ? cause : new Error(String(cause));
    mapping.problem = error.message;
    failed?.(error);
    return undefined;
  }
}

/** Whether a call that failed may well succeed a moment later, although nothing else changes. */
function passes(error: Error): boolean {
  const refused = error instanceof SQSServiceException && error.$fault === 'client';
  return !refused || error instanceof RequestThrottled;
}

const Report = z.object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })) });

/** Which messages a function did. A report that Lambda does not understand fails the whole batch. */
function doneBy(
  outcome: Outcome,
  messages: readonly Message[],
  { reportBatchItemFailures }: EventSourceMapping,
): readonly Message[] {
  if (outcome.state !== 'returned') return [];
  const { payload } = outcome;
  if (!reportBatchItemFailures || payload === null || payload === '') return messages;
  const report = Report.safeParse(payload);
  const failed = report.data?.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  const known = new Set(messages.map(({ MessageId }) => MessageId));
  if (failed === undefined) return isEmpty(payload) ? messages : [];
  if (failed.some((id) => !known.has(id))) return [];
  return messages.filter(({ MessageId }) => !failed.includes(MessageId ?? ''));
}

/** An object without a report of failures reports none. */
function isEmpty(payload: unknown): boolean {
  if (typeof payload !== 'object' || payload === null) return false;
  return !('batchItemFailures' in payload) || payload.batchItemFailures === null;
}

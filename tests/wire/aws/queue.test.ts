import { SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { fifoQueue, standardQueue } from '../../../lib/aws/queue.ts';
import { type Simulator, startSimulator } from '../../../sim/server.ts';
import { addQueue, queueUrl } from '../../../sim/services/sqs/queues.ts';
import type { SimulatedQueue } from '../../../sim/services/sqs/state.ts';
import { World } from '../../../sim/world.ts';
import { clientSettings } from '../client-settings.ts';

const account = '222222222222';
const region = 'us-east-1';

let world: World;
let simulator: Simulator;
let sqs: SQSClient;
let fifo: SimulatedQueue;
let standard: SimulatedQueue;
beforeEach(async () => {
  world = new World();
  fifo = addQueue(world, { account, region, name: 'requests.fifo' });
  standard = addQueue(world, { account, region, name: 'triggers' });
  simulator = await startSimulator(world);
  sqs = new SQSClient(clientSettings(simulator.url));
});
afterEach(() => simulator.close());

const message = (index: number, body = `body ${index}`) => ({
  body,
  group: `group ${index % 3}`,
  deduplicationId: `id-${index}`,
});
const requests = () => fifoQueue(sqs, queueUrl(world, fifo));

test.each([
  { count: 0, calls: 0 },
  { count: 1, calls: 1 },
  { count: 10, calls: 1 },
  { count: 11, calls: 2 },
  { count: 25, calls: 3 },
])('$count messages are $calls calls, in order', async ({ count, calls }) => {
  const messages = Array.from({ length: count }, (_, index) => message(index));
  await requests().send(messages);
  expect(simulator.journal.records).toHaveLength(calls);
  expect(
    fifo.messages.map(({ body, fifo: sent }) => ({
      body,
      group: sent?.groupId,
      deduplicationId: sent?.deduplicationId,
    })),
  ).toEqual(messages);
});

test('a message that is not accepted makes the send fail; the others are there', async () => {
  const messages = [message(0), message(1, 'x'.repeat(1_048_577)), message(2)];
  await expect(requests().send(messages)).rejects.toMatchObject({
    code: 'rejected',
    problem: { resource: queueUrl(world, fifo), aws: { service: 'SQS', code: 'InvalidParameterValue' } },
  });
  expect(fifo.messages.map(({ body }) => body)).toEqual(['body 0', 'body 2']);
});

test('a trigger is delayed on the standard queue', async () => {
  await standardQueue(sqs, queueUrl(world, standard)).send('later', 40);
  const [sent] = standard.messages;
  expect(sent).toMatchObject({ body: 'later', visibleAtMs: world.clock.nowMs + 40_000 });
});

test.each(['throttle', 'internalError', 'accessDenied'] as const)(
  '%s is an error of Jetway',
  async (fault) => {
    simulator.faults.inject(fault);
    const code = { throttle: 'throttled', internalError: 'unavailable', accessDenied: 'access-denied' }[
      fault
    ];
    const queue = standardQueue(sqs, queueUrl(world, standard));
    await expect(queue.send('later', 0)).rejects.toMatchObject({ name: 'JetwayError', code });
    await expect(requests().send([message(0)])).rejects.toMatchObject({ name: 'JetwayError', code });
  },
);

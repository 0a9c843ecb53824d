import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { buildSync } from 'esbuild';
import { bundling } from '../../cdk/constructs/bundling.ts';
import { runUntilQuiet } from '../../sim/lambda/run.ts';
import { type FunctionMoment, Lambda } from '../../sim/lambda/runtime.ts';
import { createSimulator, type SimulatorCore } from '../../sim/server.ts';
import { addFunction } from '../../sim/services/lambda/functions.ts';
import { addQueue, queueUrl } from '../../sim/services/sqs/queues.ts';
import { World } from '../../sim/world.ts';
import { account, addFunctionRole, feed, put, region } from './lambda-world.ts';

let world: World;
let simulator: SimulatorCore;
let lambda: Lambda;
let interrupt: (moment: FunctionMoment) => 'end' | undefined;
let folder: string;
beforeEach(() => {
  world = new World();
  simulator = createSimulator(world);
  interrupt = () => undefined;
  lambda = new Lambda(simulator, { interrupt: (moment) => interrupt(moment) });
  folder = mkdtempSync(join(tmpdir(), 'jetway-lambda-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const texts = () => lambda.lines.map(({ text }) => text);
const run = (longestSeconds = 600) => runUntilQuiet(lambda, { longestSeconds });

const forwarding = `import { readFile } from 'node:fs/promises';
  import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
  const sqs = new SQSClient({});
  export const handler = async ({ Records }) => {
    const configuration = await readFile('jetway.yaml', 'utf8');
    for (const { body } of Records)
      for (const part of ['first', 'second'])
        await sqs.send(new SendMessageCommand({ QueueUrl: process.env.QUEUE_URL, MessageBody: body + part + configuration }));
    return { batchItemFailures: [] };
  };`;

const deploy = (actions: readonly string[], url: string) => {
  buildSync({
    stdin: { contents: forwarding, resolveDir: import.meta.dirname },
    outfile: join(folder, 'index.mjs'),
    bundle: true,
    ...bundling,
    mainFields: [...bundling.mainFields],
    logLevel: 'silent',
  });
  writeFileSync(join(folder, 'jetway.yaml'), '!');
  const fn = addFunction(world, {
    account,
    region,
    name: 'forwarder',
    roleArn: addFunctionRole(world, 'forwarder', ['sqs:ReceiveMessage', 'sqs:DeleteMessage', ...actions]),
    code: { kind: 'folder', path: folder },
    environment: { QUEUE_URL: url },
    timeoutSeconds: 30,
  });
  const queue = feed(world, fn, { attributes: { VisibilityTimeout: '60' } });
  put(world, queue, 'x');
  return queue;
};
const target = () => addQueue(world, { account, region, name: 'target' });

test.each([
  { given: "the simulator's URL of a queue", url: () => queueUrl(world, target()) },
  { given: "AWS's", url: () => `https://sqs.${region}.amazonaws.com/${account}/${target().name}` },
])('calls AWS over the wire with its role, by $given', async ({ url }) => {
  const queue = deploy(['sqs:SendMessage'], url());
  expect(await run()).toEqual({ state: 'quiet', seconds: 0 });
  expect(queue.messages).toEqual([]);
  const sent = world.queues.queues.get(`arn:aws:sqs:${region}:${account}:target`)?.messages ?? [];
  expect(sent.map(({ body, senderId }) => [body, senderId])).toEqual([
    ['xfirst!', `${account}:forwarder`],
    ['xsecond!', `${account}:forwarder`],
  ]);
});

test('is refused what its role may not', async () => {
  const queue = deploy([], queueUrl(world, target()));
  await run(10);
  expect(queue.messages).toHaveLength(1);
  expect(texts().join()).toMatch(/not authorized to perform: sqs:SendMessage/);
});

test.each([
  { when: 'before', call: 1, sent: [] },
  { when: 'after', call: 1, sent: ['xfirst!'] },
  { when: 'before', call: 2, sent: ['xfirst!'] },
  { when: 'after', call: 2, sent: ['xfirst!', 'xsecond!'] },
] as const)('ended $when its call $call has sent $sent, and is run again', async ({ when, call, sent }) => {
  const queue = target();
  interrupt = (moment) => (moment.when === when && moment.call === call ? 'end' : undefined);
  const jobs = deploy(['sqs:SendMessage'], queueUrl(world, queue));
  await lambda.settle();
  expect(queue.messages.map(({ body }) => body)).toEqual(sent);
  expect(jobs.messages).toHaveLength(1);
  interrupt = () => undefined;
  expect(await run()).toEqual({ state: 'quiet', seconds: 60 });
  expect(queue.messages.map(({ body }) => body)).toEqual([...sent, 'xfirst!', 'xsecond!']);
  expect(jobs.messages).toEqual([]);
});

test('waits in simulated time for what is never answered', async () => {
  simulator.faults.inject('timeout', { service: 'sqs', operation: 'SendMessage', times: 1 });
  const queue = target();
  deploy(['sqs:SendMessage'], queueUrl(world, queue));
  expect(await run()).toEqual({ state: 'quiet', seconds: 60 });
  expect(texts()).toContain('Task timed out after 30.00 seconds');
  expect(queue.messages).toHaveLength(2);
});

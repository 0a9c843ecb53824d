import { beforeEach, describe, expect, test } from '@jest/globals';
import { runUntilQuiet } from '../../sim/lambda/run.ts';
import { Lambda } from '../../sim/lambda/runtime.ts';
import { createSimulator, type SimulatorCore } from '../../sim/server.ts';
import { invokeAsynchronously } from '../../sim/services/lambda/functions.ts';
import { addLogGroup } from '../../sim/services/logs/groups.ts';
import { addQueue } from '../../sim/services/sqs/queues.ts';
import { World } from '../../sim/world.ts';
import { account, addFunctionRole, addInline, feed, put, region } from './lambda-world.ts';

let world: World;
let core: SimulatorCore;
let lambda: Lambda;
beforeEach(() => {
  world = new World();
  core = createSimulator(world);
  lambda = new Lambda(core);
});

const texts = () => lambda.lines.map(({ text }) => text);
const run = (longestSeconds = 600) => runUntilQuiet(lambda, { longestSeconds });

describe('an invocation', () => {
  const returns = async (source: string, event: unknown = {}) => {
    const invoked = lambda.invoke(addInline(world, source).arn, JSON.stringify(event));
    await run();
    return invoked;
  };

  test('gets its event and returns what JSON keeps of it', async () => {
    const source = 'exports.handler = async (event) => ({ twice: event.n * 2, none: undefined });';
    expect(await returns(source, { n: 2 })).toEqual({ state: 'returned', payload: { twice: 4 } });
  });

  test('keeps what the module remembers, and a second environment does not have it', async () => {
    const source =
      'let n = 0; exports.handler = async () => { n += 1; await new Promise(setImmediate); return n; };';
    const { arn } = addInline(world, source);
    const one = () =>
      lambda.invoke(arn, '{}').then((outcome) => outcome.state === 'returned' && outcome.payload);
    expect(await one()).toBe(1);
    expect(await Promise.all([one(), one()])).toEqual([2, 1]);
  });

  test('sees simulated time, and waits for it', async () => {
    const source = `const { setTimeout: sleep } = require('node:timers/promises');
      exports.handler = async (_, context) => {
        const began = new Date();
        await sleep(40_000);
        await new Promise((resolve) => setTimeout(resolve, 5000));
        const left = context.getRemainingTimeInMillis();
        return [began.toISOString(), Date.now() - began, began instanceof Date, left, AbortSignal.timeout(1).aborted];
      };`;
    const invoked = lambda.invoke(addInline(world, source, { timeoutSeconds: 60 }).arn, '{}');
    expect(await run()).toMatchObject({ state: 'quiet', seconds: 45.001 });
    expect(await invoked).toMatchObject({
      payload: ['2026-09-14T08:00:00.000Z', 45_000, true, 15_000, false],
    });
  });

  test('asks the public DNS of the world', async () => {
    const source = `const { Resolver } = require('node:dns/promises');
      const resolver = new Resolver({ timeout: 3000 });
      exports.handler = async (name) => resolver.resolveTxt(name).catch(({ code }) => code);`;
    world.publicDns.elsewhere.set('_a.example.com', ['vpce:1']);
    const { arn } = addInline(world, source);
    expect(await lambda.invoke(arn, '"_a.example.com"')).toMatchObject({ payload: [['vpce:1']] });
    expect(await lambda.invoke(arn, '"_b.example.com"')).toMatchObject({ payload: 'ENOTFOUND' });
  });

  test('is told in its environment who and where it is', async () => {
    const source = 'exports.handler = async () => ({ ...process.env });';
    const fn = addInline(world, source, { environment: { JETWAY_X: 'y' } });
    expect(await lambda.invoke(fn.arn, '{}')).toMatchObject({
      payload: {
        JETWAY_X: 'y',
        AWS_REGION: region,
        AWS_LAMBDA_FUNCTION_NAME: 'worker',
        AWS_ACCESS_KEY_ID: expect.stringMatching(/^ASIA/),
        AWS_SESSION_TOKEN: expect.any(String),
      },
    });
    expect(await returns('exports.handler = async () => process.env.npm_command;')).toMatchObject({
      payload: null,
    });
  });

  test('writes lines, by every way there is', async () => {
    const source = `const { writeFileSync } = require('node:fs');
      exports.handler = async () => {
        console.log('to the console', 1);
        writeFileSync(1, 'to a file\\n');
        process.stdout.write('in two ');
        process.stdout.write('parts');
      };`;
    await returns(source);
    expect(lambda.lines).toMatchObject(
      ['to the console 1', 'to a file', 'in two parts'].map((text) => ({
        functionName: 'worker',
        atMs: world.clock.nowMs,
        text,
      })),
    );
  });

  test('that throws fails with what it threw, and says so in its log', async () => {
    expect(await returns('exports.handler = async () => { throw new TypeError("no"); };')).toEqual({
      state: 'failed',
      errorType: 'TypeError',
      message: 'no',
    });
    expect(texts()[0]).toContain('"errorMessage":"no"');
  });

  test.each([
    { given: 'does not parse', source: 'exports.handler = (', message: /Unexpected/ },
    { given: 'exports nothing of that name', source: '', message: /index.handler is undefined/ },
    {
      given: 'needs what is not bundled',
      source: "require('fast-check')",
      message: /Cannot find module 'fast-check'/,
    },
  ])('of code that $given fails', async ({ source, message }) => {
    expect(await returns(source)).toMatchObject({ state: 'failed', message: expect.stringMatching(message) });
  });

  test('that throws in a timer fails and does not take the simulator with it', async () => {
    const source = `exports.handler = () => new Promise(() => setTimeout(() => { throw new Error('late'); }, 1000));`;
    expect(await returns(source)).toMatchObject({ state: 'failed', message: 'late' });
  });

  test('ends when its time is up, in simulated time, and nothing of it goes on', async () => {
    const source = `exports.handler = async () => {
      console.log('began');
      await new Promise((resolve) => setTimeout(resolve, 10_000));
      console.log('went on');
    };`;
    const invoked = lambda.invoke(addInline(world, source, { timeoutSeconds: 5 }).arn, '{}');
    expect(await run()).toEqual({ state: 'quiet', seconds: 5 });
    expect(await invoked).toEqual({ state: 'timedOut' });
    expect(texts()).toEqual(['began', 'Task timed out after 5.00 seconds']);
  });

  test('is throttled beyond the reserved concurrency', async () => {
    const source = 'exports.handler = () => new Promise((resolve) => setTimeout(resolve, 1000));';
    const { arn } = addInline(world, source, { reservedConcurrency: 1 });
    const both = [lambda.invoke(arn, '{}'), lambda.invoke(arn, '{}')];
    await run();
    expect(await Promise.all(both)).toEqual([{ state: 'returned', payload: null }, { state: 'throttled' }]);
  });

  test('of a function whose role Lambda may not assume is refused', async () => {
    const roleArn = addFunctionRole(world, 'worker', [], { trusts: 'events.amazonaws.com' });
    const { arn } = addInline(world, '', { roleArn });
    await expect(lambda.invoke(arn, '{}')).rejects.toThrow('cannot be assumed by Lambda');
  });

  test('reaches nothing but AWS', async () => {
    const source = `exports.handler = async () => require('node:https').get('https://example.com/');`;
    expect(await returns(source)).toMatchObject({
      state: 'failed',
      message: /in no VPC reaches AWS alone, not example.com/,
    });
  });

  test('after its environment was ended from outside loads the code anew', async () => {
    const fn = addInline(world, 'let n = 0; exports.handler = async () => (n += 1);');
    await lambda.invoke(fn.arn, '{}');
    lambda.end();
    expect(await lambda.invoke(fn.arn, '{}')).toMatchObject({ payload: 1 });
  });

  test('that nobody waits for is tried twice more, after one minute and after two', async () => {
    const { arn } = addInline(world, 'exports.handler = async () => { console.log(Date.now()); throw 1; };');
    const beganMs = world.clock.nowMs;
    invokeAsynchronously(world, arn, '{}');
    await run();
    const seconds = texts()
      .filter((text) => /^\d+$/.test(text))
      .map((text) => (Number(text) - beganMs) / 1000);
    expect(seconds).toEqual([0, 60, 180]);
    expect(lambda.lost).toMatchObject([{ functionArn: arn, outcome: { state: 'failed' } }]);
  });
});

describe('the log group of a function', () => {
  const source = `exports.handler = async () => { console.log('seen'); };`;
  test.each([
    {
      given: 'its role may write',
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      messages: ['seen'],
    },
    { given: 'its role may not', actions: ['logs:CreateLogStream'], messages: [] },
  ])('has what it wrote where $given: $messages', async ({ actions, messages }) => {
    const group = addLogGroup(world, { account, region, name: '/worker' });
    const roleArn = addFunctionRole(world, 'worker', actions);
    await lambda.invoke(addInline(world, source, { roleArn, logGroup: '/worker' }).arn, '{}');
    expect(group.events.map(({ message }) => message)).toEqual(messages);
  });
});

describe('a queue in front of a function', () => {
  const logging = `exports.handler = async ({ Records }) => {
    console.log(Records.map(({ body }) => body).join(' '));
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const bad = Records.filter(({ body }) => body.startsWith('bad'));
    return { batchItemFailures: bad.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };`;

  test('is emptied in batches, as many at once as may be', async () => {
    const queue = feed(world, addInline(world, logging), { batchSize: 2, maximumConcurrency: 2 });
    for (const body of ['a', 'b', 'c', 'd', 'e']) put(world, queue, body);
    expect(await run()).toMatchObject({ state: 'quiet', seconds: 2 });
    expect(texts()).toEqual(['a b', 'c d', 'e']);
    expect(queue.messages).toEqual([]);
  });

  test('gets back what failed, when it is visible again, and gives it up after so many times', async () => {
    const dead = addQueue(world, { account, region, name: 'dead' });
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 2 });
    const attributes = { VisibilityTimeout: '60', RedrivePolicy };
    const queue = feed(world, addInline(world, logging), { attributes });
    for (const body of ['good', 'bad']) put(world, queue, body);
    expect(await run()).toMatchObject({ state: 'quiet', seconds: 120 });
    expect(texts()).toEqual(['good bad', 'bad']);
    expect(queue.messages).toEqual([]);
    expect(dead.messages).toMatchObject([{ body: 'bad', deadLetterSourceArn: queue.arn }]);
  });

  test.each([
    {
      given: 'an id that was not in it',
      returned: '{ batchItemFailures: [{ itemIdentifier: "x" }] }',
      left: 1,
    },
    { given: 'something else', returned: '{ batchItemFailures: "all" }', left: 1 },
    { given: 'nothing', returned: 'undefined', left: 0 },
    { given: 'no failures', returned: '{ batchItemFailures: [] }', left: 0 },
    { given: 'no report', returned: '{}', left: 0 },
  ])('keeps $left of a batch whose function reports $given', async ({ returned, left }) => {
    const queue = feed(world, addInline(world, `exports.handler = async () => (${returned});`));
    put(world, queue, 'a');
    await lambda.settle();
    expect(queue.messages).toHaveLength(left);
  });

  test('gives one batch of a message group at a time, and groups beside each other', async () => {
    const attributes = { FifoQueue: 'true' };
    const name = 'jobs.fifo';
    const queue = feed(world, addInline(world, logging), {
      name,
      attributes,
      batchSize: 1,
      maximumConcurrency: 9,
    });
    for (const body of ['a1', 'a2', 'b1', 'b2']) put(world, queue, body, body[0]);
    expect(await run()).toMatchObject({ seconds: 2 });
    expect(texts()).toEqual(['a1', 'b1', 'a2', 'b2']);
  });

  test('is read with the role of the function', async () => {
    const roleArn = addFunctionRole(world, 'worker', ['sqs:DeleteMessage']);
    const queue = feed(world, addInline(world, logging, { roleArn }));
    put(world, queue, 'a');
    expect(await run()).toEqual({ state: 'quiet', seconds: 0 });
    expect(world.functions.mappings[0]?.problem).toMatch(/not authorized to perform: sqs:ReceiveMessage/);
    addFunctionRole(world, 'worker', ['sqs:ReceiveMessage', 'sqs:DeleteMessage']);
    await run();
    expect(queue.messages).toEqual([]);
    expect(world.functions.mappings[0]?.problem).toBeUndefined();
  });

  test.each(['internalError', 'throttle', 'cutBefore', 'cutAfter'] as const)(
    'is read again after %s, although nothing else is due',
    async (fault) => {
      core.faults.inject(fault, { operation: 'ReceiveMessage', times: 3 });
      const queue = feed(world, addInline(world, logging));
      put(world, queue, 'a');
      expect(await run()).toMatchObject({ state: 'quiet' });
      expect(queue.messages).toEqual([]);
    },
  );

  test('is not quiet before time is up where messages come back for ever', async () => {
    const queue = feed(world, addInline(world, logging));
    put(world, queue, 'bad');
    const after: number[] = [];
    const beganMs = world.clock.nowMs;
    const options = {
      longestSeconds: 90,
      stepSeconds: 20,
      after: () => after.push(world.clock.nowMs - beganMs),
    };
    expect(await runUntilQuiet(lambda, options)).toEqual({ state: 'timeIsUp', seconds: 90 });
    expect(after.map((ms) => ms / 1000)).toEqual([0, 1, 21, 30, 31, 51, 60, 61, 81, 90]);
  });
});

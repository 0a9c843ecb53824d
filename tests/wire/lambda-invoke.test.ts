import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { Lambda } from '../../sim/lambda/runtime.ts';
import { createSimulator, type SimulatorCore } from '../../sim/server.ts';
import { World } from '../../sim/world.ts';
import { clientOf } from '../support/deployed.ts';
import { account, addInline, region } from './lambda-world.ts';

let world: World;
let core: SimulatorCore;
beforeEach(() => {
  world = new World();
  core = createSimulator(world);
  new Lambda(core);
});

describe('an invocation that a caller waits for over the wire', () => {
  test.each<{
    source: string;
    answer: object;
    payload: Readonly<Record<string, unknown>>;
  }>([
    { source: 'async ({ n }) => ({ twice: 2 * n })', answer: { StatusCode: 200 }, payload: { twice: 4 } },
    {
      source: "async () => { throw new TypeError('no') }",
      answer: { StatusCode: 200, FunctionError: 'Unhandled' },
      payload: { errorType: 'TypeError', errorMessage: 'no' },
    },
    {
      source: 'async () => new Promise((end) => setTimeout(end, 60_000))',
      answer: { StatusCode: 200, FunctionError: 'Unhandled' },
      payload: { errorType: 'Sandbox.Timedout', errorMessage: 'Task timed out' },
    },
  ])('of $source answers $payload', async ({ source, answer, payload }) => {
    const { arn } = addInline(world, `exports.handler = ${source};`);
    const answered = await (payload.errorType === 'Sandbox.Timedout' ? outlasted(arn) : invoke(arn));
    expect(answered).toMatchObject(answer);
    expect(JSON.parse(new TextDecoder().decode(answered.Payload))).toEqual(payload);
  });

  test('is refused beyond the reserved concurrency', async () => {
    const { arn } = addInline(world, 'exports.handler = async () => {};', { reservedConcurrency: 0 });
    await expect(invoke(arn)).rejects.toMatchObject({ name: 'TooManyRequestsException' });
  });

  test('is not modelled in a world in which no functions run', async () => {
    const { arn } = addInline(world, 'exports.handler = async () => {};');
    delete world.functions.invoke;
    await expect(invoke(arn)).rejects.toMatchObject({ name: 'SimulatorNotModelled' });
  });

  /** Lets the time of a function run out, once it has begun. */
  async function outlasted(arn: string) {
    const answer = invoke(arn);
    while (world.clock.nextDueMs === undefined) await new Promise((soon) => setImmediate(soon));
    world.clock.advance(60);
    return answer;
  }

  const invoke = (FunctionName: string) =>
    new LambdaClient(clientOf({ core }, account, region)).send(
      new InvokeCommand({ FunctionName, Payload: JSON.stringify({ n: 2 }) }),
    );
});

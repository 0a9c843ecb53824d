import type { World } from '../../world.ts';
import { judge } from '../iam/judge.ts';
import { queuePolicy } from '../sqs/policy.ts';
import { secondsOf } from '../sqs/queues.ts';
import { sessionOf } from './execution-role.ts';
import type { EventSourceMapping, SimulatedFunction } from './state.ts';

/**
 * Refuses a function as Lambda does.
 * @throws Error where Lambda may not assume its role
 */
export function checkFunction(world: World, fn: SimulatedFunction): void {
  sessionOf(world, fn);
}

/**
 * Refuses what feeds a function as Lambda does.
 * @throws Error where there is no such function or queue, its role may not read the queue, or messages would become
 * visible again while the function still works
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
export function checkMapping(world: World, { functionArn, queueArn }: EventSourceMapping): void {
  const fn = world.functions.functions.get(functionArn);
  if (fn === undefined) throw new Error(`Function not found: ${functionArn}`);
  const queue = world.queues.queues.get(queueArn);
  const resourcePolicy = { document: queuePolicy(queue), neededBy: 'others' } as const;
  const needs = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'].map((action) => ({
    action,
    resource: queueArn,
    resourcePolicy,
  }));
  const refused = judge({ world, caller: sessionOf(world, fn), region: fn.region }, needs);
  if (refused !== undefined)
    throw new Error(
      `The provided execution role does not have permissions to call ${refused.action} on ${queueArn}, ${refused.because}`,
    );
  if (queue === undefined) throw new Error(`The queue ${queueArn} does not exist`);
  const visible = secondsOf(queue, 'VisibilityTimeout');
  if (visible < fn.timeoutSeconds)
    throw new Error(
      `Queue visibility timeout: ${visible} seconds is less than Function timeout: ${fn.timeoutSeconds} seconds`,
    );
}

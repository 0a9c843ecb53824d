import { addFunction, addMapping, type MappingSettings } from '../../sim/services/lambda/functions.ts';
import type { SimulatedFunction } from '../../sim/services/lambda/state.ts';
import { addQueue } from '../../sim/services/sqs/queues.ts';
import { send } from '../../sim/services/sqs/send.ts';
import type { SimulatedQueue } from '../../sim/services/sqs/state.ts';
import { addRole } from '../../sim/services/sts/roles.ts';
import type { World } from '../../sim/world.ts';

export const account = '222222222222';
export const region = 'eu-west-1';

/** Creates a role that Lambda may assume. */
export function addFunctionRole(
  world: World,
  name: string,
  actions: readonly string[],
  { trusts = 'lambda.amazonaws.com', owner = account } = {},
): string {
  const trustPolicy = {
    Statement: { Effect: 'Allow', Principal: { Service: trusts }, Action: 'sts:AssumeRole' },
  };
  const policies = [{ Statement: { Effect: 'Allow', Action: [...actions], Resource: '*' } }];
  addRole(world, { account: owner, name, trustPolicy, policies });
  return `arn:aws:iam::${owner}:role/${name}`;
}

const all = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:SendMessage'];

/** A function from the text of a CommonJS module, with a role that may do what these tests do. */
export function addInline(
  world: World,
  source: string,
  settings: Partial<Parameters<typeof addFunction>[1]> = {},
): SimulatedFunction {
  const roleArn = settings.roleArn ?? addFunctionRole(world, 'worker', all);
  const code = { kind: 'inline', source } as const;
  return addFunction(world, { account, region, name: 'worker', code, ...settings, roleArn });
}

/** A queue in front of a function. */
export function feed(
  world: World,
  fn: SimulatedFunction,
  { name = 'jobs', attributes = {}, ...mapping }: QueueInFront = {},
): SimulatedQueue {
  const queue = addQueue(world, { account, region, name, attributes });
  addMapping(world, { functionArn: fn.arn, queueArn: queue.arn, reportBatchItemFailures: true, ...mapping });
  return queue;
}

interface QueueInFront extends Partial<MappingSettings> {
  readonly name?: string;
  readonly attributes?: Record<string, string>;
}

/** Puts a message into a queue. */
export function put(world: World, queue: SimulatedQueue, body: string, group?: string): void {
  const caller = { account, arn: `arn:aws:iam::${account}:user/administrator` };
  const fifo = group === undefined ? {} : { MessageGroupId: group, MessageDeduplicationId: body };
  send(queue, { MessageBody: body, ...fifo }, { world, caller, region, requestId: 'test' });
}

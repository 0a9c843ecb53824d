import type { Call } from '../call.ts';
import { isMutating } from '../journal.ts';
import { type InputOf, type OperationName, type Operations, type OutputOf, perform } from '../operation.ts';
import { tellCall } from '../services/cloudtrail/calls.ts';
import { ec2 } from '../services/ec2/operations.ts';
import { serviceBySigningName } from '../services/index.ts';
import { profiles } from '../services/profiles/operations.ts';
import { ram } from '../services/ram/operations.ts';
import { isRecord } from '../wire/protocol.ts';
import type { Making } from './resource-type.ts';

/**
 * AWS as CloudFormation calls it for a stack: as an administrator of the stack's account, in its Region. CloudTrail
 * tells of these calls as of all others.
 */
export function administratorOf({ world, deployment }: Pick<Making, 'world' | 'deployment'>) {
  const { account, region, partition } = deployment;
  const caller = { account, arn: `arn:${partition}:iam::${account}:root` };
  const call: Call = { world, caller, region, requestId: 'cloudformation' };
  const by =
    <Client>(service: string, table: Operations<Client>) =>
    <Name extends OperationName<Client> & string>(
      operation: Name,
      input: InputOf<Client, Name>,
    ): OutputOf<Client, Name> => {
      const output = perform(table, operation, input, call);
      const model = serviceBySigningName.get(service)?.model;
      if (model !== undefined && isMutating(service, operation))
        tellCall(world, {
          ...call,
          service,
          model,
          operation,
          input: isRecord(input) ? input : {},
          answer: { state: 'ok', output: isRecord(output) ? output : {} },
        });
      return output;
    };
  return {
    ec2: by<typeof import('@aws-sdk/client-ec2')>('ec2', ec2),
    profiles: by<typeof import('@aws-sdk/client-route53profiles')>('route53profiles', profiles),
    ram: by<typeof import('@aws-sdk/client-ram')>('ram', ram),
  };
}

/** What an answer must have for the resource to be there. */
export function present<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Error(`The answer has no ${what}`);
  return value;
}

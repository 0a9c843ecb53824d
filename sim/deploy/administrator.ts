import type { Call } from '../call.ts';
import { type InputOf, type OperationName, type OutputOf, perform } from '../operation.ts';
import { ec2 } from '../services/ec2/operations.ts';
import { profiles } from '../services/profiles/operations.ts';
import { ram } from '../services/ram/operations.ts';
import type { Making } from './resource-type.ts';

type Ec2 = typeof import('@aws-sdk/client-ec2');
type Profiles = typeof import('@aws-sdk/client-route53profiles');
type Ram = typeof import('@aws-sdk/client-ram');

/** AWS as CloudFormation calls it for a stack: as an administrator of the stack's account, in its Region. */
export function administratorOf({ world, deployment }: Pick<Making, 'world' | 'deployment'>) {
  const { account, region, partition } = deployment;
  const caller = { account, arn: `arn:${partition}:iam::${account}:root` };
  const call: Call = { world, caller, region, requestId: 'cloudformation' };
  return {
    ec2: <Name extends OperationName<Ec2> & string>(
      name: Name,
      input: InputOf<Ec2, Name>,
    ): OutputOf<Ec2, Name> => perform<Ec2, Name>(ec2, name, input, call),
    profiles: <Name extends OperationName<Profiles> & string>(
      name: Name,
      input: InputOf<Profiles, Name>,
    ): OutputOf<Profiles, Name> => perform<Profiles, Name>(profiles, name, input, call),
    ram: <Name extends OperationName<Ram> & string>(
      name: Name,
      input: InputOf<Ram, Name>,
    ): OutputOf<Ram, Name> => perform<Ram, Name>(ram, name, input, call),
  };
}

/** What an answer must have for the resource to be there. */
export function present<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Error(`The answer has no ${what}`);
  return value;
}

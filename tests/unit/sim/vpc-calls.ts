import type { Call } from '../../../sim/call.ts';
import { type InputOf, type OperationName, type OutputOf, perform } from '../../../sim/operation.ts';
import { Refusal } from '../../../sim/refusal.ts';
import { ec2 } from '../../../sim/services/ec2/operations.ts';
import { profiles } from '../../../sim/services/profiles/operations.ts';
import { createShare, shareWith } from '../../../sim/services/ram/shares.ts';
import type { World } from '../../../sim/world.ts';

type Ec2 = typeof import('@aws-sdk/client-ec2');
type Profiles = typeof import('@aws-sdk/client-route53profiles');

export const region = 'eu-west-1';
export const provider = '222222222222';
export const consumer = '333333333333';

/** A request by an account's administrator. */
function callBy(world: World, account: string, at = region): Call {
  const arn = `arn:aws:iam::${account}:root`;
  return { world, caller: { account, arn }, region: at, requestId: 'request-1' };
}

/** EC2 as an account calls it; like the wire, it refuses members that an operation does not take. */
export function ec2As(world: World, account: string, at = region) {
  return <Name extends OperationName<Ec2> & string>(
    name: Name,
    input: InputOf<Ec2, Name>,
  ): OutputOf<Ec2, Name> => perform<Ec2, Name>(ec2, name, input, callBy(world, account, at));
}

/** Route 53 Profiles as an account calls it. */
export function profilesAs(world: World, account: string, at = region) {
  return <Name extends OperationName<Profiles> & string>(
    name: Name,
    input: InputOf<Profiles, Name>,
  ): OutputOf<Profiles, Name> => perform<Profiles, Name>(profiles, name, input, callBy(world, account, at));
}

/** Shares a resource of the provider with an account, usable at once. */
export function share(world: World, resourceArn: string, account: string): { end(): void } {
  const { arn } = createShare(world, {
    owner: provider,
    region,
    name: 'shared',
    resourceArns: [resourceArn],
  });
  shareWith(world, arn, account);
  return { end: () => world.ram.shares.delete(arn) };
}

/** The refusal that a request ends with, where it does. */
export function refusalOf(request: () => unknown): Refusal | undefined {
  try {
    request();
    return undefined;
  } catch (cause) {
    if (cause instanceof Refusal) return cause;
    throw cause;
  }
}

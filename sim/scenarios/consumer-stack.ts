import { addFunction } from '../services/lambda/functions.ts';
import { addRole } from '../services/sts/roles.ts';
import type { World } from '../world.ts';

export interface ConsumerStack {
  readonly account: string;
  /** Where the function of the probe is; the role is in no Region. */
  readonly regions: readonly string[];
  /** What Jetway is called. */
  readonly name: string;
  readonly role: string;
  /** The provider's account, which may assume the role. */
  readonly trusts: readonly string[];
}

/** What the StackSet deploys into a consumer, as far as Jetway calls it: the role, which may do everything, and the probe. */
export function addConsumerStack(
  world: World,
  { account, regions, name, role, trusts }: ConsumerStack,
): void {
  addRole(world, { account, name: role, trusts });
  const probe = `jetway-${name}-probe`;
  const roleArn = `arn:${world.partition}:iam::${account}:role/${probe}`;
  for (const region of regions)
    addFunction(world, { account, region, name: probe, roleArn, code: { kind: 'probe' } });
}

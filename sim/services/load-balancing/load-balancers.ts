import { refuse } from '../../refusal.ts';
import type { World } from '../../world.ts';
import type { SimulatedLoadBalancer } from './state.ts';

/** Makes a Network Load Balancer in subnets that the world has; it listens on nothing yet. */
export function addLoadBalancer(
  world: World,
  { arn, subnetIds }: { readonly arn: string; readonly subnetIds: readonly string[] },
): SimulatedLoadBalancer {
  for (const id of subnetIds)
    if (!world.ec2.subnets.has(id)) refuse('SubnetNotFound', `The subnet ID '${id}' does not exist`);
  const [, , , region = '', account = ''] = arn.split(':');
  const added: SimulatedLoadBalancer = { arn, account, region, subnetIds, listeners: [] };
  world.loadBalancing.loadBalancers.set(arn, added);
  return added;
}

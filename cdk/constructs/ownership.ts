import { type Stack, Tags } from 'aws-cdk-lib';
import type { Configuration } from '../../lib/config/configuration.ts';

/** Marks whatever of the stack can carry a tag as Jetway's, and says which stack it belongs to. */
export function own(stack: Stack, { name }: Pick<Configuration, 'name'>): void {
  // A listener's tags are newer than the schemas that templates are checked with; its load balancer has them.
  const options = { excludeResourceTypes: ['AWS::ElasticLoadBalancingV2::Listener'] };
  Tags.of(stack).add('jetway:name', name, options);
  Tags.of(stack).add('jetway:owner', stack.stackName, options);
}

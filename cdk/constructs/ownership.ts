import { type Stack, Tags } from 'aws-cdk-lib';
import type { Configuration } from '../../lib/config/configuration.ts';
import { ownerTag, stackTag } from '../../lib/model/owner-tag.ts';

/**
 * Whose tags are newer than the schemas that templates are checked with. A listener's load balancer has the tags, and
 * a dashboard is known by its name.
 */
const untagged: readonly string[] = ['AWS::CloudWatch::Dashboard', 'AWS::ElasticLoadBalancingV2::Listener'];

/** Marks whatever of the stack can carry a tag as Jetway's, and says which stack it belongs to. */
export function own(stack: Stack, { name }: Pick<Configuration, 'name'>): void {
  const options = { excludeResourceTypes: [...untagged] };
  Tags.of(stack).add(ownerTag, name, options);
  Tags.of(stack).add(stackTag, stack.stackName, options);
}

import type { World } from '../../../world.ts';
import { invokeAsynchronously } from '../../lambda/functions.ts';
import { mayServiceInvoke } from '../../lambda/permissions.ts';
import type { EventRule, RuleTarget } from '../state.ts';
import { type Failure, final } from './failure.ts';

/** Hands a text to the function of a target, which runs when Lambda has time for it. */
export function toFunction(
  world: World,
  rule: EventRule,
  { arn }: RuleTarget,
  text: string,
): Failure | undefined {
  const found = world.functions.functions.get(arn);
  if (found === undefined) return final('NO_RESOURCE', `Function not found: ${arn}`);
  const asking = { service: 'events.amazonaws.com', sourceArn: rule.arn, sourceAccount: rule.account };
  if (!mayServiceInvoke(found, asking))
    return final('NO_PERMISSIONS', `The policy of ${arn} does not admit the rule.`);
  invokeAsynchronously(world, arn, text);
  return undefined;
}

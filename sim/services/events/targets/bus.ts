import type { World } from '../../../world.ts';
import { judge } from '../../iam/judge.ts';
import { serviceSession } from '../../sts/service-session.ts';
import { busWithArn } from '../buses.ts';
import type { EventBus, EventRule, RuleTarget } from '../state.ts';
import { type Failure, final } from './failure.ts';

type Reached =
  | { readonly bus: EventBus; readonly failure?: undefined }
  | { readonly bus?: undefined; readonly failure: Failure };

/**
 * Whether a rule reaches another bus: its target's role may put events there, a bus of another account says so too,
 * and the event did not come from a bus itself.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html
 */
export function toBus(
  world: World,
  rule: EventRule,
  { arn, roleArn }: RuleTarget,
  cameFrom: 'sender' | 'bus',
): Reached {
  const bus = busWithArn(world, arn);
  if (cameFrom === 'bus')
    return {
      failure: final(
        arn.split(':')[3] === rule.region ? 'THIRD_ACCOUNT_HOP_DETECTED' : 'THIRD_REGION_HOP_DETECTED',
        'Events received from another event bus cannot be forwarded to this event bus.',
      ),
    };
  if (roleArn === undefined)
    return { failure: final('NO_PERMISSIONS', `The target ${arn} has no role to put events with.`) };
  const caller = serviceSession(world, {
    roleArn,
    service: 'events.amazonaws.com',
    sourceArn: rule.arn,
    sourceAccount: rule.account,
  });
  if (caller === undefined)
    return { failure: final('FAILED_TO_ASSUME_ROLE', `EventBridge may not assume ${roleArn}.`) };
  const need = {
    action: 'events:PutEvents',
    resource: arn,
    resourcePolicy: { document: bus?.policy, neededBy: 'others' },
  } as const;
  const refused = judge({ world, caller, region: bus?.region ?? rule.region }, [need]);
  if (refused !== undefined)
    return {
      failure: final(
        'NO_PERMISSIONS',
        `${caller.arn} is not authorized to perform: ${refused.action} on resource: ${refused.resource} ${refused.because}`,
      ),
    };
  return bus === undefined ? { failure: final('NO_RESOURCE', `The bus ${arn} does not exist.`) } : { bus };
}

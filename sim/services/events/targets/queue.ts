import { Refusal } from '../../../refusal.ts';
import type { World } from '../../../world.ts';
import { sha256 } from '../../sqs/digest.ts';
import { mayServiceSend } from '../../sqs/policy.ts';
import { type MessageToSend, send } from '../../sqs/send.ts';
import type { EventRule, RuleTarget } from '../state.ts';
import { type Failure, final } from './failure.ts';

type Sender = Pick<EventRule, 'arn' | 'account' | 'region'>;

/** Sends a text to the queue of a target. */
export function toQueue(
  world: World,
  rule: Sender,
  { arn, messageGroupId }: RuleTarget,
  text: string,
): Failure | undefined {
  const group = messageGroupId === undefined ? {} : { MessageGroupId: messageGroupId };
  return sendTo(world, rule, arn, { MessageBody: text, ...group });
}

/** Sends a message to a queue in the name of a rule, which the queue's policy has to admit. */
export function sendTo(world: World, rule: Sender, arn: string, sent: MessageToSend): Failure | undefined {
  const queue = world.queues.queues.get(arn);
  if (queue === undefined) return final('NO_RESOURCE', 'The specified queue does not exist.');
  const asking = { service: 'events.amazonaws.com', sourceArn: rule.arn, sourceAccount: rule.account };
  // With a KMS key of the queue's, its policy matters too: one that is AWS's own never admits a service.
  const encrypted = (queue.attributes.get('KmsMasterKeyId') ?? '') !== '';
  if (encrypted || !mayServiceSend(world, queue, asking))
    return final(
      'NO_PERMISSIONS',
      `EventBridge may not send to ${arn}${encrypted ? ', whose key admits no service' : ''}.`,
    );
  const caller = { account: rule.account, arn: 'events.amazonaws.com' };
  const requestId = sha256(`${rule.arn} ${world.clock.nowMs}`).slice(0, 36);
  try {
    send(queue, sent, { world, caller, region: queue.region, requestId });
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return final('INVALID_PARAMETER', error.message);
    throw error;
  }
}

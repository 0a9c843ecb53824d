import type { World } from '../../world.ts';
import { textAttributes } from '../sqs/send.ts';
import type { EventRule, RuleTarget, SimulatedEvent } from './state.ts';
import type { Failure } from './targets/failure.ts';
import { sendTo } from './targets/queue.ts';

interface Undelivered {
  readonly rule: EventRule;
  readonly target: RuleTarget;
  readonly event: SimulatedEvent;
}

interface GivenUp {
  readonly failure: Failure;
  readonly retries: number;
  /** What there was no more of, where EventBridge tried again. */
  readonly exhausted?: 'MaximumRetryAttempts' | 'MaximumEventAgeInSeconds';
}

/**
 * Puts what was not delivered into the dead-letter queue of its target. Without one, or where its policy does not admit
 * the rule, the event is lost.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
export function sendToDeadLetters(
  world: World,
  { rule, target, event }: Undelivered,
  { failure, retries, exhausted }: GivenUp,
): void {
  const lose = (because: string) =>
    world.events.lost.push({ event, ruleArn: rule.arn, targetArn: target.arn, because });
  if (target.deadLetterArn === undefined) {
    lose(`${failure.code}: ${failure.message}`);
    return;
  }
  const values = {
    RULE_ARN: rule.arn,
    TARGET_ARN: target.arn,
    ERROR_CODE: failure.code,
    ERROR_MESSAGE: failure.message,
    ...(exhausted !== undefined && { EXHAUSTED_RETRY_CONDITION: exhausted, RETRY_ATTEMPTS: String(retries) }),
  };
  const refused = sendTo(world, rule, target.deadLetterArn, {
    MessageBody: JSON.stringify(event),
    MessageAttributes: textAttributes(values),
  });
  if (refused !== undefined) lose(`${failure.code}, and no dead letter: ${refused.message}`);
}

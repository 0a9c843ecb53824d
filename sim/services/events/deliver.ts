import type { World } from '../../world.ts';
import { sendToDeadLetters } from './dead-letters.ts';
import { inputFor } from './input.ts';
import type { EventBus, EventRule, RuleTarget, SimulatedEvent } from './state.ts';
import { toBus } from './targets/bus.ts';
import type { Failure } from './targets/failure.ts';
import { toFunction } from './targets/function.ts';
import { toQueue } from './targets/queue.ts';

/** Whether whoever made the event put it on the bus, or a rule of another bus did. */
export type CameFrom = 'sender' | 'bus';

/** One event on its way to one target. */
interface Delivery {
  readonly rule: EventRule;
  readonly target: RuleTarget;
  readonly event: SimulatedEvent;
  readonly cameFrom: CameFrom;
  readonly since: number;
  readonly retries: number;
}

/** An event is on a bus: whatever rules match send it on. */
export function arrive(world: World, bus: EventBus, event: SimulatedEvent, cameFrom: CameFrom): void {
  for (const rule of bus.rules.values())
    if (rule.state === 'ENABLED' && rule.pattern?.matches(event) === true)
      startDelivering(world, rule, event, cameFrom);
}

/** Sends an event to each target of a rule, after a while, and perhaps twice or later than others. */
export function startDelivering(
  world: World,
  rule: EventRule,
  event: SimulatedEvent,
  cameFrom: CameFrom = 'sender',
): void {
  const since = world.clock.nowMs;
  for (const target of rule.targets)
    for (const delaySeconds of delays(world))
      world.clock.after(delaySeconds, () =>
        attempt(world, { rule, target, event, cameFrom, since, retries: 0 }),
      );
}

const reorderSeconds = 30;

function delays({ events: { chance, latencies }, random }: World): readonly number[] {
  const happens = (probability: number) => probability > 0 && random.next() < probability;
  return Array.from(
    { length: happens(chance.duplicate) ? 2 : 1 },
    () => latencies.eventDelivers + (happens(chance.reorder) ? random.next() * reorderSeconds : 0),
  );
}

/** EventBridge publishes neither its delays nor their chance; a day has room for 185 like these. */
const longestDelaySeconds = 450;

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html */
function attempt(world: World, delivery: Delivery): void {
  const { rule, target, event, since, retries } = delivery;
  const failure = failureOf(world, delivery);
  if (failure === undefined) return;
  const { maximumAttempts = 185, maximumAgeSeconds = 86_400 } = target.retry ?? {};
  const delaySeconds = Math.min(2 ** retries, longestDelaySeconds);
  const tooOld = world.clock.nowMs + delaySeconds * 1000 > since + maximumAgeSeconds * 1000;
  if (failure.retriable && retries < maximumAttempts && !tooOld) {
    world.clock.after(delaySeconds, () => attempt(world, { ...delivery, retries: retries + 1 }));
    return;
  }
  const exhausted = failure.retriable && (tooOld ? 'MaximumEventAgeInSeconds' : 'MaximumRetryAttempts');
  sendToDeadLetters(world, { rule, target, event }, { failure, retries, ...(exhausted && { exhausted }) });
}

function failureOf(world: World, { rule, target, event, cameFrom }: Delivery): Failure | undefined {
  if (world.events.unavailable.has(target.arn))
    return { code: 'INTERNAL_ERROR', message: `${target.arn} is not available.`, retriable: true };
  const text = inputFor(event, target.input, rule.arn);
  switch (target.arn.split(':')[2]) {
    case 'sqs':
      return toQueue(world, rule, target, text);
    case 'lambda':
      return toFunction(world, rule, target, text);
    default: {
      const { bus, failure } = toBus(world, rule, target, cameFrom);
      if (bus !== undefined) arrive(world, bus, event, 'bus');
      return failure;
    }
  }
}

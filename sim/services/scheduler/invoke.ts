import type { Caller } from '../../call.ts';
import { Refusal } from '../../refusal.ts';
import type { World } from '../../world.ts';
import { judge } from '../iam/judge.ts';
import { queuePolicy } from '../sqs/policy.ts';
import { type MessageToSend, send, textAttributes } from '../sqs/send.ts';
import { serviceSession } from '../sts/service-session.ts';
import type { SimulatedSchedule } from './state.ts';

interface Failure {
  readonly code: string;
  readonly message: string;
  readonly retriable: boolean;
}

/** Begins to invoke the target of a schedule for one of its times. */
export function invokeTarget(world: World, schedule: SimulatedSchedule, scheduledMs: number): void {
  attempt(world, schedule, scheduledMs, 1);
}

function attempt(world: World, schedule: SimulatedSchedule, scheduledMs: number, number: number): void {
  const { target } = schedule;
  const text = withAttributes(world, schedule, scheduledMs, number);
  const group = target.messageGroupId === undefined ? {} : { MessageGroupId: target.messageGroupId };
  const failure = sendAs(world, schedule, target.arn, { MessageBody: text, ...group });
  if (failure === undefined) return;
  const { maximumAttempts = 185, maximumAgeSeconds = 86_400 } = target.retry ?? {};
  const delaySeconds = Math.min(2 ** (number - 1), 450);
  const tooOld = world.clock.nowMs + delaySeconds * 1000 > scheduledMs + maximumAgeSeconds * 1000;
  if (failure.retriable && number <= maximumAttempts && !tooOld) {
    world.clock.after(delaySeconds, () => attempt(world, schedule, scheduledMs, number + 1));
    return;
  }
  giveUp(world, schedule, scheduledMs, {
    text,
    failure,
    attributes: {
      ERROR_CODE: failure.code,
      ERROR_MESSAGE: failure.message,
      SCHEDULE_ARN: schedule.arn,
      SCHEDULED_TIME: timeOf(scheduledMs),
      TARGET_ARN: target.arn,
      RETRY_ATTEMPTS: String(number - 1),
      ...(failure.retriable && {
        EXHAUSTED_RETRY_CONDITION: tooOld ? 'MaximumEventAgeInSeconds' : 'MaximumRetryAttempts',
      }),
    },
  });
}

interface GivenUp {
  readonly text: string;
  readonly failure: Failure;
  readonly attributes: Readonly<Record<string, string>>;
}

/** @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html */
function giveUp(
  world: World,
  schedule: SimulatedSchedule,
  scheduledMs: number,
  { text, failure, attributes }: GivenUp,
): void {
  const { deadLetterArn } = schedule.target;
  const refused =
    deadLetterArn === undefined
      ? failure
      : sendAs(world, schedule, deadLetterArn, {
          MessageBody: text,
          MessageAttributes: textAttributes(attributes),
        });
  if (refused !== undefined)
    world.schedules.lost.push({
      scheduleArn: schedule.arn,
      scheduledMs,
      because: `${failure.message}${refused === failure ? '' : ` No dead letter: ${refused.message}`}`,
    });
}

/** @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html */
function withAttributes(
  world: World,
  { arn, target: { input } }: SimulatedSchedule,
  scheduledMs: number,
  number: number,
): string {
  return input
    .replaceAll('<aws.scheduler.schedule-arn>', arn)
    .replaceAll('<aws.scheduler.scheduled-time>', timeOf(scheduledMs))
    .replaceAll('<aws.scheduler.execution-id>', () => world.random.hex(16))
    .replaceAll('<aws.scheduler.attempt-number>', String(number));
}

/** Sends as the role of the schedule, which needs the permission for dead letters too. */
function sendAs(
  world: World,
  schedule: SimulatedSchedule,
  queueArn: string,
  sent: MessageToSend,
): Failure | undefined {
  const { groupArn, account, region, target } = schedule;
  const final = (code: string, message: string): Failure => ({ code, message, retriable: false });
  if (world.schedules.unavailable.has(queueArn))
    return { code: 'InternalFailure', message: `${queueArn} is not available.`, retriable: true };
  const caller: Caller | undefined = serviceSession(world, {
    roleArn: target.roleArn,
    service: 'scheduler.amazonaws.com',
    sourceArn: groupArn,
    sourceAccount: account,
  });
  if (caller === undefined)
    return final('AccessDeniedException', `EventBridge Scheduler may not assume ${target.roleArn}.`);
  const queue = world.queues.queues.get(queueArn);
  const resourcePolicy = { document: queuePolicy(queue), neededBy: 'others' } as const;
  const need = { action: 'sqs:SendMessage', resource: queueArn, resourcePolicy };
  const refused = judge({ world, caller, region }, [need]);
  if (refused !== undefined)
    return final(
      'AccessDeniedException',
      `${caller.arn} is not authorized to perform: ${refused.action} on resource: ${refused.resource} ${refused.because}`,
    );
  if (queue === undefined)
    return final('AWS.SimpleQueueService.NonExistentQueue', 'The specified queue does not exist.');
  try {
    send(queue, sent, { world, caller, region, requestId: world.random.uuid() });
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return final(error.code, error.message);
    throw error;
  }
}

function timeOf(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

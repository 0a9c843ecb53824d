import { beforeEach, describe, expect, test } from '@jest/globals';
import { SimulatedClock } from '../../../sim/clock.ts';
import { everyTime } from '../../../sim/services/scheduler/recurrence.ts';
import { addSchedule, removeSchedule } from '../../../sim/services/scheduler/schedules.ts';
import type { ScheduleTarget } from '../../../sim/services/scheduler/state.ts';
import { addQueue } from '../../../sim/services/sqs/queues.ts';
import type { SimulatedQueue } from '../../../sim/services/sqs/state.ts';
import { addRole } from '../../../sim/services/sts/roles.ts';
import { World } from '../../../sim/world.ts';
import { attributesIn, bodies } from './events/bus-world.ts';

const account = '222222222222';
const region = 'eu-west-1';
const hour = 3600;

let world: World;
let queue: SimulatedQueue;
let dead: SimulatedQueue;
beforeEach(() => {
  world = new World();
  queue = addQueue(world, { account, region, name: 'triggers' });
  dead = addQueue(world, { account, region, name: 'dead' });
  allow([queue.arn, dead.arn]);
});

function allow(Resource: readonly string[], service = 'scheduler.amazonaws.com'): void {
  const trustPolicy = {
    Statement: {
      Effect: 'Allow',
      Principal: { Service: service },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'aws:SourceAccount': account } },
    },
  };
  const policies = [{ Statement: { Effect: 'Allow', Action: 'sqs:SendMessage', Resource } }];
  addRole(world, { account, name: 'scheduler', trustPolicy, policies });
}

const schedule = (target: Partial<ScheduleTarget> = {}, expression = 'rate(1 hour)') =>
  addSchedule(world, {
    account,
    region,
    name: 'sweep',
    expression,
    target: {
      arn: queue.arn,
      roleArn: `arn:aws:iam::${account}:role/scheduler`,
      deadLetterArn: dead.arn,
      input: JSON.stringify({
        id: '<aws.scheduler.execution-id>',
        time: '<aws.scheduler.scheduled-time>',
        schedule: '<aws.scheduler.schedule-arn>',
        attempt: '<aws.scheduler.attempt-number>',
      }),
      ...target,
    },
  });

test('sends at once and then at its rate, saying which time it is', () => {
  const { arn } = schedule();
  world.clock.advance(2 * hour);
  expect(arn).toBe(`arn:aws:scheduler:${region}:${account}:schedule/default/sweep`);
  expect(bodies(queue)).toEqual(
    ['08', '09', '10'].map((at) => ({
      id: expect.stringMatching(/^[\da-f]{16}$/),
      time: `2026-09-14T${at}:00:00Z`,
      schedule: arn,
      attempt: '1',
    })),
  );
  expect(new Set(bodies(queue).map((body) => JSON.stringify(body))).size).toBe(3);
});

test('sends nothing while it is disabled, nor when it is gone or replaced', () => {
  const first = schedule();
  first.state = 'DISABLED';
  world.clock.advance(hour);
  expect(queue.messages).toEqual([]);
  const second = schedule({}, 'rate(2 hours)');
  world.clock.advance(2 * hour);
  expect(queue.messages).toHaveLength(2);
  removeSchedule(world, second.arn);
  world.clock.advance(4 * hour);
  expect(queue.messages).toHaveLength(2);
});

describe('what it cannot send', () => {
  test.each([
    { given: 'the role may not', change: () => allow([dead.arn]), code: 'AccessDeniedException' },
    {
      given: 'there is no queue',
      change: () => world.queues.queues.delete(queue.arn),
      code: 'AWS.SimpleQueueService.NonExistentQueue',
    },
  ])('is a dead letter where $given', ({ change, code }) => {
    const { arn } = schedule();
    change();
    world.clock.advance(0);
    expect(attributesIn(dead)).toMatchObject([
      {
        ERROR_CODE: code,
        SCHEDULE_ARN: arn,
        TARGET_ARN: queue.arn,
        SCHEDULED_TIME: '2026-09-14T08:00:00Z',
        RETRY_ATTEMPTS: '0',
      },
    ]);
  });

  test('is tried again as often as it says', () => {
    schedule({ retry: { maximumAttempts: 2 } });
    world.schedules.unavailable.add(queue.arn);
    world.clock.advance(10);
    expect(bodies(dead)).toMatchObject([{ attempt: '3' }]);
    expect(attributesIn(dead)).toMatchObject([
      { RETRY_ATTEMPTS: '2', EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts' },
    ]);
  });

  test('arrives once the target is there again', () => {
    schedule();
    world.schedules.unavailable.add(queue.arn);
    world.clock.advance(10);
    world.schedules.unavailable.clear();
    world.clock.advance(10);
    expect(bodies(queue)).toMatchObject([{ time: '2026-09-14T08:00:00Z', attempt: '5' }]);
  });

  test('is lost where the role does not trust EventBridge Scheduler', () => {
    schedule();
    allow([queue.arn, dead.arn], 'events.amazonaws.com');
    world.clock.advance(0);
    expect(world.schedules.lost).toMatchObject([{ because: expect.stringContaining('may not assume') }]);
  });
});

describe('an expression', () => {
  const times = (expression: string, days = 1) => {
    const clock = new SimulatedClock(Date.UTC(2026, 1, 28, 22, 10));
    const fired: string[] = [];
    const fire = (atMs: number) => fired.push(new Date(atMs).toISOString().slice(5, 16));
    everyTime(clock, expression, fire, { first: 'afterPeriod' });
    clock.advance(days * 24 * hour);
    return fired;
  };

  test.each([
    { expression: 'rate(1 day)', fires: ['03-01T22:10'] },
    { expression: 'cron(30 6,18 * * ? *)', fires: ['03-01T06:30', '03-01T18:30'] },
    { expression: 'cron(0/20 22 * * ? *)', fires: ['02-28T22:20', '02-28T22:40', '03-01T22:00'] },
    { expression: 'cron(0 0 1-2 3 ? 2026)', fires: ['03-01T00:00'] },
    { expression: 'cron(0 12 ? * 1 *)', fires: ['03-01T12:00'] },
    { expression: 'cron(0 12 ? * 2-7 *)', fires: [] },
  ])('$expression fires at $fires', ({ expression, fires }) => {
    expect(times(expression)).toEqual(fires);
  });

  test.each([
    'rate(0 hours)',
    'rate(1 week)',
    'at(2026-01-01T00:00:00)',
    'cron(0 12 L * ? *)',
    'cron(0 12 * *)',
  ])('%s is refused', (expression) => {
    expect(() => times(expression)).toThrow();
  });

  test('that is never due is refused', () => {
    expect(() => times('cron(0 0 30 2 ? *)')).toThrow('is never due');
  });
});

import type { World } from '../../world.ts';
import { serviceSession } from '../sts/service-session.ts';
import { invokeTarget } from './invoke.ts';
import { everyTime } from './recurrence.ts';
import type { ScheduleTarget, SimulatedSchedule } from './state.ts';

export interface ScheduleSettings {
  readonly account: string;
  readonly region: string;
  readonly name: string;
  readonly group?: string;
  /** `rate(…)`, or a `cron(…)` in UTC. */
  readonly expression: string;
  readonly state?: 'ENABLED' | 'DISABLED';
  readonly target: ScheduleTarget;
}

/**
 * Creates a schedule, or replaces the one of the same name, as a deployed template does. A rate begins at once.
 * @throws Error where the expression or the target is none that the simulator knows
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
export function addSchedule(world: World, settings: ScheduleSettings): SimulatedSchedule {
  const { account, region, name, group = 'default', expression, target } = settings;
  const arnOf = (resource: string) => `arn:${world.partition}:scheduler:${region}:${account}:${resource}`;
  const arn = arnOf(`schedule/${group}/${name}`);
  if (target.arn.split(':')[2] !== 'sqs')
    throw new Error(`${arn}: the simulator knows no target of a schedule like ${target.arn}`);
  removeSchedule(world, arn);
  const fire = (atMs: number) => {
    if (schedule.state === 'ENABLED') invokeTarget(world, schedule, atMs);
  };
  const schedule: SimulatedSchedule = {
    arn,
    groupArn: arnOf(`schedule-group/${group}`),
    account,
    region,
    name,
    expression,
    target,
    state: settings.state ?? 'ENABLED',
    stop: everyTime(world.clock, expression, fire, { first: 'atOnce' }),
  };
  world.schedules.schedules.set(arn, schedule);
  return schedule;
}

/**
 * Refuses a schedule as EventBridge Scheduler does.
 * @throws Error where the service may not assume its role
 */
export function checkSchedule(
  world: World,
  { groupArn, account, target: { roleArn } }: SimulatedSchedule,
): void {
  const service = 'scheduler.amazonaws.com';
  if (serviceSession(world, { roleArn, service, sourceArn: groupArn, sourceAccount: account }) === undefined)
    throw new Error(
      `The execution role you provide must allow AWS EventBridge Scheduler to assume the role: ${roleArn}`,
    );
}

export function removeSchedule({ schedules: { schedules } }: World, arn: string): void {
  schedules.get(arn)?.stop();
  schedules.delete(arn);
}

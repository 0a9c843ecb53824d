import type { Call } from '../../call.ts';
import { refuse } from '../../refusal.ts';
import type { World } from '../../world.ts';
import type { LogGroup } from './state.ts';

export interface LogGroupSettings {
  readonly account: string;
  readonly region: string;
  readonly name: string;
  readonly retentionDays?: number;
}

/** Creates a log group, as CreateLogGroup or a deployed template does. */
export function addLogGroup(world: World, settings: LogGroupSettings): LogGroup {
  const { account, region, name, retentionDays } = settings;
  const group: LogGroup = {
    arn: logGroupArn(world, account, region, name),
    account,
    region,
    name,
    createdAtMs: world.clock.nowMs,
    ...(retentionDays === undefined ? {} : { retentionDays }),
    streams: new Map(),
    events: [],
  };
  world.logs.groups.set(group.arn, group);
  return group;
}

export function logGroupArn({ partition }: World, account: string, region: string, name: string): string {
  return `arn:${partition}:logs:${region}:${account}:log-group:${name}`;
}

/** The caller's log group of this name. */
export function groupNamed(name: string, { world, caller, region }: Call): LogGroup {
  return (
    world.logs.groups.get(logGroupArn(world, caller.account, region, name)) ??
    refuse('ResourceNotFoundException', 'The specified log group does not exist.')
  );
}

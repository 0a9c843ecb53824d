import type { Caller } from '../call.ts';
import { judge } from '../services/iam/judge.ts';
import type { SimulatedFunction } from '../services/lambda/state.ts';
import { logGroupArn } from '../services/logs/groups.ts';
import { putEvents } from '../services/logs/put.ts';
import type { World } from '../world.ts';

/**
 * Puts what a function wrote into its log group, as Lambda does in the name of the function's role: where the role may
 * not, or there is no group, nobody ever sees it there.
 */
export function writeToLogGroup(
  world: World,
  { account, region, logGroup }: SimulatedFunction,
  caller: Caller,
  { stream, lines }: { readonly stream: string; readonly lines: readonly string[] },
): void {
  const arn = logGroupArn(world, account, region, logGroup);
  const group = world.logs.groups.get(arn);
  const events = lines
    .filter((text) => text !== '')
    .map((message) => ({ timestamp: world.clock.nowMs, message }));
  if (group === undefined || events.length === 0) return;
  const resource = `${arn}:log-stream:${stream}`;
  const needs = [
    { action: 'logs:CreateLogStream', resource },
    { action: 'logs:PutLogEvents', resource },
  ];
  if (judge({ world, caller, region }, needs) !== undefined) return;
  if (!group.streams.has(stream)) group.streams.set(stream, world.clock.nowMs);
  for (const event of events) putEvents(group, { stream, events: [event], nowMs: world.clock.nowMs });
}

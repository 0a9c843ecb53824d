import type { World } from '../../world.ts';
import { everyTime } from '../scheduler/recurrence.ts';
import { busArn, busWithArn } from './buses.ts';
import { startDelivering } from './deliver.ts';
import { checkInput } from './input.ts';
import { compilePattern } from './pattern.ts';
import type { EventRule, RuleTarget } from './state.ts';

export interface RuleSettings {
  readonly account: string;
  readonly region: string;
  readonly name: string;
  /** The name of a bus of the same account and Region; the default one where it is absent. */
  readonly bus?: string;
  readonly description?: string;
  readonly pattern?: object;
  /** `rate(…)` or `cron(…)`, on the default bus alone. */
  readonly scheduleExpression?: string;
  readonly state?: 'ENABLED' | 'DISABLED';
  readonly targets: readonly RuleTarget[];
}

/**
 * Creates a rule, or replaces the one of the same name, as a deployed template does.
 * @throws Error where the bus is not there, or a target is none that the simulator knows
 * @throws PatternError where EventBridge would refuse the pattern
 */
export function addRule(world: World, settings: RuleSettings): EventRule {
  const { account, region, name, bus: busName = 'default', description, scheduleExpression } = settings;
  const bus = busWithArn(world, busArn(world, account, region, busName));
  if (bus === undefined)
    throw new Error(`The rule ${name}: there is no bus ${busName} in ${account}, ${region}`);
  const path = busName === 'default' ? name : `${busName}/${name}`;
  const arn = `arn:${world.partition}:events:${region}:${account}:rule/${path}`;
  for (const target of settings.targets) checkTarget(target, arn);
  const rule: EventRule = {
    arn,
    account,
    region,
    name,
    bus: bus.arn,
    ...(description !== undefined && { description }),
    ...(settings.pattern !== undefined && {
      pattern: { text: JSON.stringify(settings.pattern), matches: compilePattern(settings.pattern) },
    }),
    ...(scheduleExpression !== undefined && { scheduleExpression }),
    targets: settings.targets,
    state: settings.state ?? 'ENABLED',
  };
  bus.rules.set(name, rule);
  schedule(world, rule);
  return rule;
}

function checkTarget({ arn, roleArn, input }: RuleTarget, ruleArn: string): void {
  const service = arn.split(':')[2] ?? '';
  if (!['sqs', 'events', 'lambda'].includes(service))
    throw new Error(`${ruleArn}: the simulator knows no target like ${arn}`);
  if (service !== 'events' && roleArn !== undefined)
    throw new Error(`${ruleArn}: the simulator knows no role for the target ${arn}`);
  if (service === 'events' && input !== undefined)
    throw new Error(`${ruleArn}: a bus gets events as they are, so ${arn} can have no input`);
  checkInput(input, ruleArn);
}

/** A rule's schedule begins when a whole period has passed, and asks neither pattern nor bus. */
function schedule(world: World, rule: EventRule): void {
  const { schedules } = world.events;
  schedules.get(rule.arn)?.();
  schedules.delete(rule.arn);
  if (rule.scheduleExpression === undefined) return;
  const fire = (atMs: number) => {
    if (rule.state === 'DISABLED') return;
    const event = {
      version: '0',
      id: world.random.uuid(),
      'detail-type': 'Scheduled Event',
      source: 'aws.events',
      account: rule.account,
      time: `${new Date(atMs).toISOString().slice(0, 19)}Z`,
      region: rule.region,
      resources: [rule.arn],
      detail: {},
    };
    startDelivering(world, rule, event);
  };
  schedules.set(rule.arn, everyTime(world.clock, rule.scheduleExpression, fire, { first: 'afterPeriod' }));
}

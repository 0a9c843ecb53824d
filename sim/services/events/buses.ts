import type { World } from '../../world.ts';
import { parsePolicy, statementsOf } from '../iam/document.ts';
import type { EventBus } from './state.ts';

export interface BusSettings {
  readonly account: string;
  readonly region: string;
  readonly name: string;
  /** A policy document, parsed from its JSON. */
  readonly policy?: unknown;
}

/**
 * Creates a bus, or replaces the policy of one that there is, as a deployed template does.
 * @throws Error where the policy has something that the simulator does not know
 */
export function addBus(world: World, { account, region, name, policy }: BusSettings): EventBus {
  const arn = busArn(world, account, region, name);
  const bus: EventBus = world.events.buses.get(arn) ?? { arn, account, region, name, rules: new Map() };
  if (policy !== undefined) bus.policy = parsePolicy(policy, 'resource', `The policy of the bus ${arn}`);
  world.events.buses.set(arn, bus);
  return bus;
}

/**
 * Adds one statement to the policy of a bus.
 * @throws Error where it has something that the simulator does not know
 */
export function addBusStatement(bus: EventBus, statement: unknown): void {
  const before = bus.policy === undefined ? [] : statementsOf(bus.policy);
  const document = { Version: '2012-10-17', Statement: [...before, statement] };
  bus.policy = parsePolicy(document, 'resource', `The policy of the bus ${bus.arn}`);
}

/** The bus with this ARN; every account has a default bus in every Region without asking for it. */
export function busWithArn(world: World, arn: string): EventBus | undefined {
  const known = world.events.buses.get(arn);
  if (known !== undefined) return known;
  const [, region, account] = /^arn:[^:]+:events:([^:]+):(\d{12}):event-bus\/default$/.exec(arn) ?? [];
  if (region === undefined || account === undefined) return undefined;
  return addBus(world, { account, region, name: 'default' });
}

export function busArn({ partition }: World, account: string, region: string, name: string): string {
  return `arn:${partition}:events:${region}:${account}:event-bus/${name}`;
}

/** The ARN of the bus that a caller means by a name or an ARN; its own default bus where it names none. */
export function meantBusArn(
  world: World,
  { account, region }: { readonly account: string; readonly region: string },
  nameOrArn = 'default',
): string {
  return nameOrArn.startsWith('arn:') ? nameOrArn : busArn(world, account, region, nameOrArn);
}

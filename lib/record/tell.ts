import type { Configuration } from '../config/configuration.ts';
import type { JetwayError } from '../model/errors.ts';
import type { EventBus } from '../model/event-bus.ts';
import type { AccountEvent, DomainEvent } from './domain-event.ts';
import { failureOf } from './failure-of.ts';

/** Who tells others what Jetway did. */
export interface Teller {
  readonly bus: EventBus;
  /** The `name` in jetway.yaml. */
  readonly installation: string;
}

/** In observe mode nothing happens, so nobody is told of anything. */
export function tellerOf(
  { name }: Pick<Configuration, 'name'>,
  mode: Configuration['mode'],
  bus: EventBus | undefined,
): Teller | undefined {
  return bus === undefined || mode === 'observe' ? undefined : { bus, installation: name };
}

/**
 * Tells others what happened.
 * @returns why the bus did not take it; then it may have taken some, and the ids tell what is told again
 */
export async function tell(
  events: readonly DomainEvent[],
  { bus }: Pick<Teller, 'bus'>,
): Promise<JetwayError | undefined> {
  if (events.length === 0) return undefined;
  return failureOf(() => bus.put(events.map((detail) => ({ type: detail.type, at: detail.at, detail }))));
}

/** What is worth telling once the bus takes it again: of each kind the last, so that it does not grow without end. */
export function lastOfEach(events: readonly AccountEvent[]): readonly AccountEvent[] {
  return [...new Map(events.map((event) => [event.type, event])).values()];
}

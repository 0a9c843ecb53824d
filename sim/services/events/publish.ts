import type { World } from '../../world.ts';
import { busArn, busWithArn } from './buses.ts';
import { arrive } from './deliver.ts';
import type { SimulatedEvent } from './state.ts';

/** An event as whoever publishes it has it; EventBridge adds the rest. */
export type NewEvent = Pick<SimulatedEvent, 'source' | 'detail-type' | 'detail'> & Partial<SimulatedEvent>;

export interface Publication {
  readonly account: string;
  readonly region: string;
  /** The name of a bus of the account; the default one where it is absent. */
  readonly bus?: string;
  readonly event: NewEvent;
}

/**
 * Puts an event on a bus, as AWS's services do with theirs: nobody is asked, and its source may be one of AWS's own.
 * @returns the event as it is delivered
 */
export function publish(world: World, { account, region, bus, event }: Publication): SimulatedEvent {
  const complete: SimulatedEvent = {
    version: event.version ?? '0',
    id: event.id ?? world.random.uuid(),
    'detail-type': event['detail-type'],
    source: event.source,
    account: event.account ?? account,
    time: event.time ?? `${world.clock.now().toISOString().slice(0, 19)}Z`,
    region: event.region ?? region,
    resources: event.resources ?? [],
    detail: event.detail,
  };
  const known = busWithArn(world, busArn(world, account, region, bus ?? 'default'));
  if (known !== undefined) arrive(world, known, complete, 'sender');
  return complete;
}

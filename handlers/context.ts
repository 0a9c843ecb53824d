import type { FifoQueue, StandardQueue } from '../lib/aws/queue.ts';
import type { Surroundings } from '../lib/look/scope.ts';
import type { Clock } from '../lib/model/clock.ts';
import type { EventBus } from '../lib/model/event-bus.ts';
import type { EndpointServices, PublicDns } from '../lib/model/ports.ts';
import type { Context } from '../lib/reconcile.ts';
import type { Ledger } from '../lib/record/ledger.ts';
import type { TriggerRules } from '../lib/trigger/trigger.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';

/** What `route-event` stands on. */
export interface RouteContext {
  readonly rules: TriggerRules;
  /** The FIFO queue in front of `reconcile-account`. */
  readonly requests: FifoQueue;
  /** The FIFO queue in front of `sweep`. */
  readonly sweeps: FifoQueue;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** What `sweep` stands on. */
export interface SweepContext
  extends Pick<Surroundings, 'configuration' | 'ports'>,
    Omit<RouteContext, 'sweeps'> {
  readonly bus: EventBus;
  readonly ledger: Ledger;
  readonly clock: Pick<Clock, 'nowMs'>;
}

/** What `reconcile-account` stands on; the sites are read anew for every request, and the request says which run it is. */
export interface ReconcileContext extends Omit<Context, 'sites' | 'run'> {
  readonly bus: EventBus;
  /** The standard queue in front of `route-event`: a FIFO queue takes no delay per message. */
  readonly triggers: StandardQueue;
  /** Its own queue, for what asks for a pass over a site's network. */
  readonly requests: FifoQueue;
  readonly ledger: Ledger;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** What `private-dns-name` stands on. */
export interface PrivateDnsNameContext {
  readonly services: EndpointServices;
  readonly publicDns: PublicDns;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly log: Log;
}

/** The name of the bus on which a Jetway of this name hears and is heard, in the control plane's Region. */
export function eventBusName(name: string): string {
  return `jetway-${name}`;
}

/** Where events go that others build on. */
export interface EventBus {
  /**
   * Puts events on the bus, in order.
   * @throws JetwayError where any was not accepted; others may have been
   */
  put(events: readonly OutgoingEvent[]): Promise<void>;
}

/** An event as the bus takes it; what `detail` says is the concern of whoever writes it. */
export interface OutgoingEvent {
  readonly type: string;
  /** When it happened: UTC, as in ISO 8601. */
  readonly at: string;
  readonly detail: object;
}

import type { Caller } from './call.ts';

/**
 * What can be made to go wrong with a call. `cutBefore` and `cutAfter` reset the connection before or after the
 * operation took effect; after `timeout` nothing is ever answered and nothing took effect.
 */
export type Fault = 'throttle' | 'internalError' | 'accessDenied' | 'timeout' | 'cutBefore' | 'cutAfter';

/** A call that is about to be answered. */
export interface Attempt {
  /** The call's number in the journal. */
  readonly sequence: number;
  /** The service's signing name. */
  readonly service: string;
  readonly operation: string;
  readonly region: string;
  readonly caller: Caller;
  readonly input: Readonly<Record<string, unknown>>;
  readonly mutating: boolean;
}

/** Which calls a fault hits; what is absent matches every call. */
export interface FaultMatch {
  readonly service?: string;
  readonly operation?: string;
  readonly account?: string;
  readonly when?: (attempt: Attempt) => boolean;
  /** Only the nth call that matches the rest, from 1. */
  readonly nth?: number;
  /** Only the first so many calls that match the rest. */
  readonly times?: number;
}

export type Interceptor = (attempt: Attempt) => Fault | undefined;

/** Faults that are waiting for their calls. */
export class Faults {
  readonly #interceptors = new Set<Interceptor>();

  /** Makes the calls that match fail; returns how to take the fault out again. */
  inject(fault: Fault, { service, operation, account, when, nth, times }: FaultMatch = {}): () => void {
    let matched = 0;
    return this.intercept((attempt) => {
      const matches =
        (service === undefined || service === attempt.service) &&
        (operation === undefined || operation === attempt.operation) &&
        (account === undefined || account === attempt.caller.account) &&
        (when === undefined || when(attempt));
      if (!matches) return undefined;
      matched += 1;
      return (nth === undefined || matched === nth) && (times === undefined || matched <= times)
        ? fault
        : undefined;
    });
  }

  /** Asks the interceptor before every call; returns how to take it out again. */
  intercept(interceptor: Interceptor): () => void {
    this.#interceptors.add(interceptor);
    return () => this.#interceptors.delete(interceptor);
  }

  /** The first fault that an interceptor has for a call; each interceptor sees every call. */
  for(attempt: Attempt): Fault | undefined {
    return [...this.#interceptors]
      .map((interceptor) => interceptor(attempt))
      .find((fault) => fault !== undefined);
  }

  clear(): void {
    this.#interceptors.clear();
  }
}

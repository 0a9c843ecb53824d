import type { Caller } from './call.ts';

export type Outcome =
  | { readonly state: 'ok' }
  | { readonly state: 'error'; readonly code: string }
  | { readonly state: 'cut'; readonly tookEffect: boolean };

/** One call as it was answered, or was not. */
export interface CallRecord {
  /** From 1, in the order in which the simulator took the calls. */
  readonly sequence: number;
  /** In simulated time. */
  readonly atMs: number;
  readonly requestId: string;
  /** Absent where the credentials were refused. */
  readonly caller: Caller | undefined;
  readonly region: string;
  /** The service's signing name. */
  readonly service: string;
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly mutating: boolean;
  readonly outcome: Outcome;
}

/** What a function does when it is invoked are calls of its own. */
const reads = /^(Describe|List|Get|Search|BatchGet|Lookup|Invoke)/;

/** Credentials, queue messages, events, log events and what is remembered are no part of the world that is managed. */
const unmanaged: ReadonlySet<string> = new Set(['sts', 'sqs', 'logs', 'dynamodb', 'events']);

/** Whether an operation changes the world that is managed. */
export function isMutating(service: string, operation: string): boolean {
  return !unmanaged.has(service) && !reads.test(operation);
}

/** Every call that the simulator was asked for, in order. */
export class Journal {
  readonly #records: CallRecord[] = [];
  readonly #listeners: ((record: CallRecord) => void)[] = [];

  get records(): readonly CallRecord[] {
    return this.#records;
  }

  /** How often each operation was called, by `service:Operation`. */
  counts(): Readonly<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const { service, operation } of this.#records)
      counts[`${service}:${operation}`] = (counts[`${service}:${operation}`] ?? 0) + 1;
    return counts;
  }

  /** Calls the listener with each finished record; what it throws reaches whoever made the call. */
  onCall(listener: (record: CallRecord) => void): void {
    this.#listeners.push(listener);
  }

  add(record: CallRecord): void {
    this.#records.push(record);
    for (const listener of this.#listeners) listener(record);
  }

  /** Forgets what was recorded; listeners stay. */
  clear(): void {
    this.#records.length = 0;
  }
}

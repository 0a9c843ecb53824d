import * as http from 'node:http';
import { urlToHttpOptions } from 'node:url';
import type { SimulatorCore } from '../server.ts';
import type { Handling } from '../wire/exchange.ts';
import { SimulatedRequest } from './request.ts';
import type { Timers } from './timers.ts';

/** A point between two calls of AWS: before a request is sent, or after its answer and before the function has it. */
export interface CallMoment {
  readonly when: 'before' | 'after';
  /** The number of the call in its execution environment, from 1. */
  readonly call: number;
}

interface Surroundings {
  readonly core: Pick<SimulatorCore, 'handle'>;
  readonly timers: Timers;
  /** A request of what is not AWS. */
  readonly elsewhere: (options: http.RequestOptions) => { end(): unknown };
  /** Told of every moment; it may end the execution environment. */
  readonly at: (moment: CallMoment) => void;
  readonly isAlive: () => boolean;
}

/** The modules `http` and `https` of a function: whatever it asks of AWS, it asks of the simulator. */
export class Calls {
  readonly #surroundings: Surroundings;
  #count = 0;
  #open = 0;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  /** Whether an answer is on its way. */
  get waits(): boolean {
    return this.#open > 0;
  }

  readonly module = {
    ...http,
    request: (...values: unknown[]) => this.#request(values),
    get: (...values: unknown[]) => this.#request(values).end(),
  };

  #request(values: readonly unknown[]): { end(): unknown } {
    const options = optionsIn(values);
    const { method = 'GET', path = '/', headers, hostname, host } = options;
    const { timers, elsewhere } = this.#surroundings;
    if (!/^127\.0\.0\.1$|\.amazonaws\.com(\.cn)?$/.test(hostname ?? host ?? 'localhost'))
      return elsewhere({ ...options, host: hostname ?? host });
    const request: SimulatedRequest = new SimulatedRequest({
      later: (callback, delayMs) => {
        const timer = timers.setTimeout(callback, delayMs);
        return () => timers.clear(timer);
      },
      send: (body) => this.#send(request, { method, target: path ?? '/', headers: plain(headers), body }),
    });
    const listener = values.find((value) => typeof value === 'function');
    if (listener !== undefined) request.once('response', (response) => listener(response));
    return request;
  }

  /** Calls of several functions take turns. */
  #send(request: SimulatedRequest, wire: Parameters<SimulatorCore['handle']>[0]): void {
    const { core, at, isAlive } = this.#surroundings;
    this.#count += 1;
    this.#open += 1;
    const call = this.#count;
    setImmediate(() => {
      this.#open -= 1;
      if (isAlive()) at({ when: 'before', call });
      if (!isAlive()) return;
      const answered = (handling: Handling) => {
        at({ when: 'after', call });
        if (isAlive()) request.finish(handling);
      };
      const handling = core.handle(wire);
      if (handling instanceof Promise) void handling.then(answered);
      else answered(handling);
    });
  }
}

function optionsIn([first, second]: readonly unknown[]): http.RequestOptions {
  const more = isOptions(second) ? second : {};
  if (typeof first === 'string' || first instanceof URL)
    return { ...urlToHttpOptions(new URL(first)), ...more };
  return isOptions(first) ? first : more;
}

function isOptions(value: unknown): value is http.RequestOptions {
  return typeof value === 'object' && value !== null;
}

function plain(headers: http.RequestOptions['headers']): Readonly<Record<string, string>> {
  const entries = Object.entries(headers ?? {}).map(([name, value]) => [
    name.toLowerCase(),
    [value ?? ''].flat().join(', '),
  ]);
  return Object.fromEntries(entries);
}

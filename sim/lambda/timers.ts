import type { SimulatedClock } from '../clock.ts';
import { home } from './home.ts';

type Callback = (...values: unknown[]) => void;

/** What `setTimeout` answers, as far as anybody asks of it. */
class Timer {
  constructor(readonly cancel: () => void) {}
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
  hasRef(): boolean {
    return true;
  }
}

/** Node's timers on the simulated clock. */
export class Timers {
  readonly #clock: SimulatedClock;
  readonly #run: (callback: () => void) => void;
  readonly #pending = new Set<Timer>();

  /** @param run runs what is due, if anybody is left to run it for */
  constructor(clock: SimulatedClock, run: (callback: () => void) => void) {
    this.#clock = clock;
    this.#run = run;
  }

  readonly setTimeout = (callback: Callback, delayMs = 0, ...values: unknown[]): Timer => {
    const timer: Timer = new Timer(
      this.#clock.after(secondsOf(delayMs), () => {
        this.#pending.delete(timer);
        this.#run(() => callback(...values));
      }),
    );
    this.#pending.add(timer);
    return timer;
  };

  readonly setInterval = (callback: Callback, delayMs = 0, ...values: unknown[]): Timer => {
    let cancel = () => {};
    const wait = () => {
      const due = () => {
        wait();
        this.#run(() => callback(...values));
      };
      cancel = this.#clock.after(Math.max(0.001, secondsOf(delayMs)), due, { background: true });
    };
    wait();
    const timer = new Timer(() => cancel());
    this.#pending.add(timer);
    return timer;
  };

  readonly clear = (timer: unknown): void => {
    if (!(timer instanceof Timer)) return;
    timer.cancel();
    this.#pending.delete(timer);
  };

  /** The module `timers/promises`. */
  readonly promises = {
    setTimeout: (delayMs = 0, value?: unknown, { signal }: { signal?: AbortSignal } = {}) =>
      new Promise((resolve, reject) => {
        const timer = this.setTimeout(() => resolve(value), delayMs);
        const abort = () => {
          this.clear(timer);
          reject(signal?.reason);
        };
        if (signal?.aborted === true) abort();
        else signal?.addEventListener('abort', abort, { once: true });
      }),
    setImmediate: (value?: unknown) => new Promise((resolve) => setImmediate(() => resolve(value))),
  };

  /** `AbortSignal` with a `timeout` in simulated time. */
  abortSignal(): typeof AbortSignal {
    const timeout = (delayMs: number): AbortSignal => {
      const controller = new home.AbortController();
      const reason = new home.DOMException('The operation was aborted due to timeout', 'TimeoutError');
      this.setTimeout(() => controller.abort(reason), delayMs);
      return controller.signal;
    };
    return new Proxy(home.AbortSignal, {
      get: (real, name, receiver) => (name === 'timeout' ? timeout : Reflect.get(real, name, receiver)),
    });
  }

  cancelAll(): void {
    for (const timer of this.#pending) timer.cancel();
    this.#pending.clear();
  }
}

function secondsOf(delayMs: number): number {
  return Number.isFinite(delayMs) ? Math.max(0, delayMs) / 1000 : 0;
}

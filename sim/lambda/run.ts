import type { Lambda } from './runtime.ts';

export interface RunOptions {
  /** In simulated seconds. */
  readonly longestSeconds: number;
  /** How far the clock goes at most before `after` is called again; to the next thing that is due where it is absent. */
  readonly stepSeconds?: number;
  /** Called whenever all functions have ended or wait for the clock. */
  readonly after?: () => void;
}

/** How a run ended, and how many simulated seconds it took. */
export interface Run {
  /** `quiet`: nothing is left to wait for but schedules. */
  readonly state: 'quiet' | 'timeIsUp';
  readonly seconds: number;
}

/** Lets simulated time pass, from one thing that is due to the next, and functions run, until nothing is left to do. */
export async function runUntilQuiet(
  lambda: Lambda,
  { longestSeconds, stepSeconds = Number.POSITIVE_INFINITY, after }: RunOptions,
): Promise<Run> {
  const { clock } = lambda.world;
  const beganMs = clock.nowMs;
  const endMs = beganMs + longestSeconds * 1000;
  for (;;) {
    await lambda.settle();
    after?.();
    const seconds = (clock.nowMs - beganMs) / 1000;
    const dueMs = lambda.nextDueMs;
    if (dueMs === undefined) return { state: 'quiet', seconds };
    if (clock.nowMs >= endMs) return { state: 'timeIsUp', seconds };
    const toMs = Math.min(dueMs, endMs, clock.nowMs + stepSeconds * 1000);
    clock.advance((toMs - clock.nowMs) / 1000);
  }
}

/**
 * Lets simulated time pass, and functions run, until a promise is settled that may wait for them.
 * @throws what the promise rejects with, and Error where nothing is left that it could wait for
 */
export async function runUntilSettled<T>(lambda: Lambda, promise: Promise<T>): Promise<T> {
  const { clock } = lambda.world;
  let settled = false;
  const settle = () => {
    settled = true;
  };
  promise.then(settle, settle);
  for (;;) {
    await lambda.settle();
    if (settled) return promise;
    const dueMs = lambda.nextDueMs;
    if (dueMs === undefined) throw new Error('It waits for something that never comes to pass');
    clock.advance((dueMs - clock.nowMs) / 1000);
  }
}

import { newViolations, type Violation, violations } from '../../sim/invariant.ts';
import type { CallRecord } from '../../sim/journal.ts';
import type { SimulatorCore } from '../../sim/server.ts';
import { expectationOf } from './oracle.ts';
import { stepsOf, type TestWorld } from './world.ts';

/** A violation that Jetway brought about. */
export interface Harm {
  /** The call that did it, or the last one before it showed. */
  readonly call: string;
  readonly violations: readonly Violation[];
}

export interface Watched {
  /** What Jetway broke; empty as long as the invariant holds. */
  readonly harms: readonly Harm[];
  /** Every mutating call that took effect. */
  readonly mutations: readonly CallRecord[];
  /** Makes a change that is not Jetway's: what it breaks, at once or while it settles, is not charged to Jetway. */
  readonly outside: (change: () => void) => void;
}

/** How long the outside world's own changes take to settle: an account to close, an attachment to be deleted. */
const settlesInMs = 400_000;

/**
 * Checks the invariant before and after every single mutating call, and while time passes, because AWS makes many a
 * change later than it answers. Every call to the simulator is Jetway's.
 */
export function watch(core: SimulatorCore, test: TestWorld): Watched {
  const harms: Harm[] = [];
  const mutations: CallRecord[] = [];
  const now = () => violations(test.world, expectationOf(test));
  let known = now();
  let lastCall = 'nothing';
  let outsideUntilMs = Number.NEGATIVE_INFINITY;
  const charge = () => {
    const seen = now();
    const fresh = newViolations(known, seen);
    if (fresh.length > 0) harms.push({ call: lastCall, violations: fresh });
    known = seen;
  };
  core.faults.intercept(({ mutating }) => {
    if (mutating) known = now();
    return undefined;
  });
  core.onCall((record) => {
    if (!record.mutating) return;
    if (record.outcome.state !== 'error') mutations.push(record);
    lastCall = `${record.operation} ${JSON.stringify(record.input)}`;
    charge();
  });
  stepsOf.set(test.world, [
    () => {
      if (test.world.clock.nowMs >= outsideUntilMs) charge();
      else known = now();
    },
  ]);
  return {
    harms,
    mutations,
    outside(change) {
      change();
      outsideUntilMs = test.world.clock.nowMs + settlesInMs;
      known = now();
    },
  };
}

import { newViolations, type Violation, violations } from '../../sim/invariant.ts';
import type { CallRecord } from '../../sim/journal.ts';
import type { SimulatorCore } from '../../sim/server.ts';
import { expectationOf } from './oracle.ts';
import type { TestWorld } from './world.ts';

/** A violation that a call brought about. */
export interface Harm {
  readonly call: string;
  readonly violations: readonly Violation[];
}

export interface Watched {
  /** What Jetway's calls broke, each with the call that did it; empty as long as the invariant holds. */
  readonly harms: readonly Harm[];
  /** Every mutating call that took effect. */
  readonly mutations: readonly CallRecord[];
}

/** Checks the invariant before and after every single mutating call; every call to the simulator is Jetway's. */
export function watch(core: SimulatorCore, test: TestWorld): Watched {
  const harms: Harm[] = [];
  const mutations: CallRecord[] = [];
  let before: readonly Violation[] = [];
  core.faults.intercept(({ mutating }) => {
    if (mutating) before = violations(test.world, expectationOf(test));
    return undefined;
  });
  core.onCall((record) => {
    if (!record.mutating) return;
    if (record.outcome.state !== 'error') mutations.push(record);
    const fresh = newViolations(before, violations(test.world, expectationOf(test)));
    if (fresh.length > 0)
      harms.push({ call: `${record.operation} ${JSON.stringify(record.input)}`, violations: fresh });
  });
  return { harms, mutations };
}

import {
  consumersReachEachOther,
  newViolations,
  type Violation,
  violations,
} from '../../../sim/invariant.ts';
import type { CallRecord } from '../../../sim/journal.ts';
import type { SimulatorCore } from '../../../sim/server.ts';
import type { TestWorld } from '../../support/world.ts';
import { type Foreign, foreignThings, trespasses } from './foreign.ts';
import { expectationUnder, isConsumerOf, type Rules } from './rules.ts';

/** What Jetway must never do, each with the call that did it. */
export interface Witness {
  readonly harms: readonly string[];
  readonly leaks: readonly string[];
  readonly trespasses: readonly string[];
  readonly mutations: readonly CallRecord[];
  /** The outside world has changed something: what is broken now was not broken by Jetway. */
  rebase(rules: Rules): void;
  /** Looks at what time brought about since the last call: with nothing else moving, that is Jetway's doing. */
  check(when: string): void;
}

interface Seen {
  readonly violations: readonly Violation[];
  readonly leaks: ReadonlyMap<string, string>;
}

/**
 * Watches every call, and the time between calls: in a world that had come to rest before Jetway came, what breaks
 * while Jetway waits is the late effect of a call.
 */
export function witness(core: SimulatorCore, test: TestWorld, begin: Rules): Witness {
  let rules = begin;
  const harms: string[] = [];
  const leaks: string[] = [];
  const trespassed: string[] = [];
  const mutations: CallRecord[] = [];
  const look = (): Seen => ({
    violations: violations(test.world, expectationUnder(test, rules)),
    leaks: new Map(
      (rules.isolation === 'none'
        ? []
        : consumersReachEachOther(test.world, expectationUnder(test, rules))
      ).map((leak) => [`${leak.fromVpcId} ${leak.toVpcId}`, leak.sentence]),
    ),
  });
  let seen = look();
  let foreign: Foreign = new Map();
  let unaccepted: ReadonlySet<string> = new Set();
  const check = (when: string) => {
    const now = look();
    for (const { rule, sentence } of newViolations(seen.violations, now.violations))
      harms.push(`${when}: ${rule}: ${sentence}`);
    for (const [pair, sentence] of now.leaks) if (!seen.leaks.has(pair)) leaks.push(`${when}: ${sentence}`);
    seen = now;
  };
  core.faults.intercept(({ operation, mutating, sequence }) => {
    check(`before call ${sequence}, ${operation}`);
    if (mutating) {
      foreign = foreignThings(test);
      unaccepted = new Set(waiting(test));
    }
    return undefined;
  });
  core.onCall((record) => {
    if (!record.mutating) return;
    if (record.outcome.state !== 'error') mutations.push(record);
    check(`by call ${record.sequence}, ${record.operation} ${JSON.stringify(record.input)}`);
    trespassed.push(...trespasses(test, foreign, record));
    for (const id of unaccepted)
      if (!waiting(test).includes(id)) {
        const account = test.world.ec2.gateway.attachments.get(id)?.vpcAccount ?? '';
        if (!isConsumerOf(test.world, account, rules)) trespassed.push(`accepted ${id} of ${account}`);
      }
  });
  return {
    harms,
    leaks,
    trespasses: trespassed,
    mutations,
    check,
    rebase(now) {
      rules = now;
      seen = look();
    },
  };
}

function waiting({ world }: TestWorld): string[] {
  return [...world.ec2.gateway.attachments.values()]
    .filter(({ state }) => state === 'pendingAcceptance')
    .map(({ id }) => id);
}

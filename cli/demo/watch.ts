import type { Configuration } from '../../lib/config/configuration.ts';
import { newViolations, type Violation, violations } from '../../sim/invariant.ts';
import type { SimulatedSite } from '../../sim/scenarios/site.ts';
import type { SimulatorCore } from '../../sim/server.ts';
import { ancestorsOf, tagsOf } from '../../sim/services/organizations/tree.ts';
import type { World } from '../../sim/world.ts';

/** What a person would want to know of Jetway's calls: how many, and whether any broke the promise. */
export interface Watch {
  /** Jetway's calls so far, but those to its own queues, ledger, log groups and bus. */
  readonly calls: number;
  readonly changes: number;
  /** What a call of Jetway's broke, as sentences. */
  readonly broken: readonly string[];
  /** Takes what the outside world did as given. */
  outsideChanged(): void;
  /** Looks once more, after time has passed. */
  check(after: string): void;
  /** Does not count what is asked meanwhile: it is the demo that asks. */
  aside<T>(ask: () => Promise<T>): Promise<T>;
}

/** Where Jetway keeps its own: what it says there is told by the acts. */
const own: ReadonlySet<string> = new Set(['sqs', 'dynamodb', 'logs', 'events']);

/** Watches every call, and holds the world against the configuration alone after each that changes something. */
export function watch(
  { world, onCall }: Pick<SimulatorCore, 'world' | 'onCall'>,
  { expectation }: SimulatedSite,
  configuration: Configuration,
): Watch {
  const expected = {
    ...expectation,
    isConsumer: (account: string) => isConsumer(world, account, configuration),
  };
  const broken: string[] = [];
  let [calls, changes, counting] = [0, 0, true];
  let before: readonly Violation[] = violations(world, expected);
  const check = (after: string): void => {
    const now = violations(world, expected);
    for (const { sentence } of newViolations(before, now)) broken.push(`after ${after}: ${sentence}`);
    before = now;
  };
  onCall(({ service, operation, caller, mutating }) => {
    const ours = caller?.role?.startsWith('jetway-') || caller?.account === configuration.provider.account;
    if (!ours || !counting || own.has(service)) return;
    calls += 1;
    if (!mutating) return;
    changes += 1;
    check(`${service}:${operation}`);
  });
  return {
    get calls() {
      return calls;
    },
    get changes() {
      return changes;
    },
    broken,
    check,
    outsideChanged() {
      before = violations(world, expected);
    },
    async aside(ask) {
      counting = false;
      try {
        return await ask();
      } finally {
        counting = true;
      }
    },
  };
}

/** Told from the configuration and the world alone, so that Jetway's own decision is not its own judge. */
function isConsumer(world: World, id: string, { profiles, provider }: Configuration): boolean {
  if (id === provider.account || world.organization.accounts.get(id)?.state !== 'ACTIVE') return false;
  const line = [id, ...ancestorsOf(world, id).map((ancestor) => ancestor.id)];
  return profiles.some(({ organizationalUnits, optIn, exclude }) => {
    if (exclude.some((one) => one === id) || !organizationalUnits.some((ou) => line.includes(ou)))
      return false;
    if (optIn === 'all') return true;
    const values = line.flatMap((resource) => tagsOf(world, resource).get(optIn.tag) ?? []);
    return values[0] === 'on';
  });
}

import { steps } from '../steps/steps.ts';
import type { Action, Wait } from './action.ts';
import type { Applied } from './outcome.ts';
import type { Plan, SitePlan } from './plan.ts';

/** One account in one site after a pass: what was planned, and what became of what could be done. */
export interface Passed {
  readonly plan: SitePlan;
  readonly account: Action['account'];
  readonly applied: readonly Applied[];
}

/** How soon an action that AWS put off is worth another try. */
const afterDelaySeconds = 15;

/** The accounts of a plan beside what was applied of each. */
export function passBySite({ accounts }: Plan, applied: readonly Applied[]): readonly Passed[] {
  return accounts.flatMap(({ account, sites }) =>
    sites.map((plan) => ({
      plan,
      account,
      applied: applied.filter(({ action }) => action.account === account && action.site === plan.site),
    })),
  );
}

/** What an account still waits for, of the actions that may be done at all. */
export function waitsOf({ plan }: Passed, allowed: (action: Action) => boolean): readonly Wait[] {
  const actions = plan.actions.flatMap((action) =>
    action.waits === undefined || action.held === true || !allowed(action) ? [] : [action.waits],
  );
  return [...plan.settling, ...actions];
}

/** How long AWS usually takes until all of these changes have settled. */
export function settlesInSeconds(actions: readonly Action[]): number {
  return Math.max(0, ...actions.map(({ step }) => steps[step].settlesInSeconds));
}

/**
 * When a look at the account may show something new, or undefined where nothing is under way: then what is still
 * wanted is barred, and looking again does not help. The soonest is the moment at which an action that waits could
 * be done; where none waits, the moment at which everything has settled.
 */
export function nextLookSeconds(passed: Passed, allowed: (action: Action) => boolean): number | undefined {
  const { plan, applied } = passed;
  const waiting = plan.actions.filter(
    (action) => action.waits !== undefined && action.held === undefined && allowed(action),
  );
  const putOff = applied.some(({ outcome }) => outcome.state === 'waiting');
  const changed = applied.filter(({ outcome }) => outcome.state === 'done' || outcome.state === 'already-so');
  const settling = plan.settling.filter(({ on }) => on !== 'role');
  const moving =
    putOff ||
    changed.length > 0 ||
    settling.length > 0 ||
    waiting.some(({ step, waits }) => waits?.on === step);
  if (!moving) return undefined;
  const settled = Math.max(
    0,
    ...settling.map(({ lookAgainSeconds }) => lookAgainSeconds),
    settlesInSeconds(changed.map(({ action }) => action)),
  );
  const next = Math.min(
    ...waiting.map(({ waits }) => waits?.lookAgainSeconds ?? settled),
    ...(putOff ? [afterDelaySeconds] : []),
  );
  return Number.isFinite(next) ? next : settled;
}

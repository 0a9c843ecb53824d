import type { AccountProbe } from '../decide/probe.ts';
import type { JetwayError } from '../model/errors.ts';
import type { Holder } from '../model/ledger-store.ts';
import type { Action } from '../plan/action.ts';
import { identityOf } from '../plan/json.ts';
import type { Applied, Outcome } from '../plan/outcome.ts';
import { actionsOf, isBarred, isIncomplete, type Plan } from '../plan/plan.ts';
import type { Transition } from '../record/ledger-entry.ts';

/** How a run ended, with its last plan: what that says is left to do is what the world still lacks. */
export interface Result {
  readonly state:
    | 'converged'
    /** Nothing is left but what the mode, of all or of a profile, keeps from being done; the plan says what that is. */
    | 'observed'
    /** AWS, or the StackSet, is still at it: `lookAgainSeconds` says when to come back. */
    | 'waiting'
    /** Something stands in the way that only a person can clear. */
    | 'blocked'
    /** Something could not be read, or a call failed. */
    | 'failed';
  readonly plan: Plan;
  readonly applied: readonly Applied[];
  readonly errors: readonly JetwayError[];
  readonly lookAgainSeconds?: number;
  /** What is ready and left to somebody else; absent where there is nothing of the kind. */
  readonly handedOver?: readonly Action[];
  /** Others are at work on these accounts, so nothing of them was changed. */
  readonly busy?: readonly Holder[];
  /** Why the ledger does not have all that was seen. Nothing depends on that but grace periods, which last longer. */
  readonly unrecorded?: JetwayError;
  /** Why others have not been told of all that was done; a later look tells them. */
  readonly untold?: JetwayError;
  /** How many calls mended what no event had told of. */
  readonly repaired?: number;
  /** Where the probes of accounts stand, in the sites where one is to answer. */
  readonly probes?: readonly AccountProbe[];
  /** Where accounts stand otherwise than before, as it was written down. */
  readonly transitions?: readonly Transition[];
}

/** How often an action that AWS put off is tried within one run. */
const triesOfOneAction = 6;

/** How soon an account that others are at work on is worth another look. */
const afterOthersSeconds = 30;

/** A call that AWS refused, or that was only observed, is not made again in the same run; one that it put off is, a few times. */
export function isWorthTrying(outcomes: readonly Outcome[]): boolean {
  return (
    outcomes.length < triesOfOneAction &&
    outcomes.every(({ state }) => state !== 'failed' && state !== 'observed')
  );
}

/** What became of each action of a run, in the order of its tries. */
export function outcomesByAction(applied: readonly Applied[]): ReadonlyMap<string, readonly Outcome[]> {
  const outcomes = new Map<string, Outcome[]>();
  for (const { action, outcome } of applied) {
    const before = outcomes.get(identityOf(action));
    if (before === undefined) outcomes.set(identityOf(action), [outcome]);
    else before.push(outcome);
  }
  return outcomes;
}

/** How a run ends with this plan, once what was ready of it is done. */
export function ended(plan: Plan, applied: readonly Applied[], busy: readonly Holder[]): Result {
  const errors = applied.flatMap(({ outcome }) => (outcome.state === 'failed' ? [outcome.error] : []));
  const sites = plan.accounts.flatMap((account) => account.sites);
  const awaitsRole = sites.flatMap(({ settling }) => settling).find(({ on }) => on === 'role');
  const result = { plan, applied, errors, ...(busy.length === 0 ? {} : { busy }) };
  if (errors.length > 0 || isIncomplete(plan)) return { ...result, state: 'failed' };
  if (awaitsRole !== undefined)
    return { ...result, state: 'waiting', lookAgainSeconds: awaitsRole.lookAgainSeconds };
  const outcomes = outcomesByAction(applied);
  if (actionsOf(plan).some((action) => outcomes.get(identityOf(action))?.at(-1)?.state === 'waiting'))
    return { ...result, state: 'waiting', lookAgainSeconds: 60 };
  if (busy.length > 0) return { ...result, state: 'waiting', lookAgainSeconds: afterOthersSeconds };
  const all = actionsOf(plan);
  if (all.length > 0 && all.every(({ observed }) => observed === true) && !plan.accounts.some(isBarred))
    return { ...result, state: 'observed' };
  const left =
    sites.some(({ actions, grace }) => actions.length > 0 || grace?.state === 'unknown') ||
    plan.accounts.some(isBarred) ||
    plan.guard.tripped;
  return { ...result, state: left ? 'blocked' : 'converged' };
}

import type { Configuration } from '../config/configuration.ts';
import type { AccountId } from '../model/ids.ts';
import type { Action } from './action.ts';

/** How many consumers would lose access in one plan, and how many may. */
export interface Guard {
  readonly losing: number;
  readonly consumers: number;
  readonly limit: number;
  /** Whether every removal of the plan is kept back. */
  readonly tripped: boolean;
}

/**
 * The blast-radius limit: over it, nothing at all is removed.
 * @param consumers how many accounts are connected now
 */
export function guardOf(
  actions: readonly Action[],
  consumers: number,
  { limit }: Configuration['offboarding'],
): Guard {
  const losing = new Set<AccountId>();
  for (const { verb, account } of actions) if (verb === 'remove') losing.add(account);
  const allowed = Math.max(limit.accounts, Math.floor((consumers * limit.percent) / 100));
  return { losing: losing.size, consumers, limit: allowed, tripped: losing.size > allowed };
}

/** The same actions, removals marked as held where the guard has tripped. */
export function hold(actions: readonly Action[], { tripped }: Guard): readonly Action[] {
  if (!tripped) return actions;
  return actions.map((action): Action => (action.verb === 'remove' ? { ...action, held: true } : action));
}

import type { Configuration } from '../config/configuration.ts';
import type { AccountView } from '../decide/account-view.ts';
import { ownShares } from '../decide/covering-principal.ts';
import { isObserved } from '../decide/observed.ts';
import type { AccountSitePlan } from './account.ts';
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
 * @param losing how many accounts the plan would take access from
 * @param consumers how many accounts are connected now
 */
export function guardOf(losing: number, consumers: number, { limit }: Configuration['offboarding']): Guard {
  const allowed = Math.max(limit.accounts, Math.floor((consumers * limit.percent) / 100));
  return { losing, consumers, limit: allowed, tripped: losing > allowed };
}

/**
 * Whether a plan takes access from an account: it is a consumer no more, or a VPC of it is to be disconnected. What
 * could not be read of such an account counts as well, because its turn comes as soon as it can be, and so does what a
 * look from outside leaves unseen. A principal that
 * gives way to another, the probe, and a path between consumers that isolation closes, take nothing from anybody; nor does
 * what is only observed.
 */
export function losesAccess(
  view: AccountView,
  { actions, incomplete }: Pick<AccountSitePlan, 'actions' | 'incomplete'>,
): boolean {
  if (isObserved(view)) return false;
  const removals = actions.filter(({ verb }) => verb === 'remove');
  if (view.profile === undefined) {
    const unseen = incomplete || view.consumer.vpcs.state === 'not-looked';
    return removals.length > 0 || (unseen && ownShares(view).length > 0);
  }
  return removals.some(
    (action) =>
      action.step !== 'gateway-principal' &&
      action.step !== 'profile-principal' &&
      action.step !== 'probe' &&
      !(
        action.step === 'propagation' && action.subject.table === view.site.transitGateway.consumersRouteTable
      ),
  );
}

/** The same actions, removals marked as held where the guard has tripped. */
export function hold(actions: readonly Action[], { tripped }: Guard): readonly Action[] {
  if (!tripped) return actions;
  return actions.map(
    (action): Action =>
      action.verb === 'remove' && action.observed !== true ? { ...action, held: true } : action,
  );
}

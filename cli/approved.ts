import type { AccountId } from '../lib/model/ids.ts';
import type { Action } from '../lib/plan/action.ts';
import { type ActionData, identityOf, type PlanData } from '../lib/plan/json.ts';

/**
 * Whether a person who approved the plan approved an action: it is in the plan, and was not shown as held back, which
 * it stays for the run even where a later look counts fewer losses.
 * @param held `too` where what the limit holds back was approved as well
 */
export function approvedBy(plan: PlanData, held?: 'too'): (action: Action) => boolean {
  const approved = new Set(
    actionsOf(plan)
      .filter((action) => held === 'too' || action.held !== true)
      .map(identityOf),
  );
  return (action) => approved.has(identityOf(action));
}

/** The accounts of which the limit holds something back. */
export function heldAccounts(plan: PlanData): readonly AccountId[] {
  return [
    ...new Set(
      actionsOf(plan)
        .filter(({ held }) => held === true)
        .map(({ account }) => account),
    ),
  ];
}

function actionsOf({ accounts }: PlanData): readonly ActionData[] {
  return accounts.flatMap(({ sites }) => sites.flatMap((site) => site.actions));
}

import type { Action } from '../lib/plan/action.ts';
import { identityOf, type PlanData } from '../lib/plan/json.ts';

/**
 * Whether a person who approved the plan approved an action: it is in the plan, and was not shown as held back, which
 * it stays for the run even where a later look counts fewer losses.
 */
export function approvedBy({ accounts }: PlanData): (action: Action) => boolean {
  const actions = accounts.flatMap(({ sites }) => sites.flatMap((site) => site.actions));
  const approved = new Set(actions.filter(({ held }) => held !== true).map(identityOf));
  return (action) => approved.has(identityOf(action));
}

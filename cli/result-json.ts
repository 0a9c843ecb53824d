import type { JetwayError } from '../lib/model/errors.ts';
import { planJson } from '../lib/plan/json.ts';
import type { Result } from '../lib/reconcile.ts';

/** How a run ended, as JSON text. */
export function resultJson({
  state,
  lookAgainSeconds,
  applied,
  errors,
  busy,
  unrecorded,
  untold,
  plan,
}: Result): string {
  const result = {
    state,
    ...(lookAgainSeconds === undefined ? {} : { lookAgainSeconds }),
    applied: applied.map(({ action, outcome }) => ({
      account: action.account,
      site: action.site,
      step: action.step,
      verb: action.verb,
      key: action.key,
      does: action.does,
      outcome: outcome.state,
      ...('error' in outcome ? { error: errorData(outcome.error) } : {}),
    })),
    errors: errors.map(errorData),
    ...(busy === undefined ? {} : { busy }),
    ...(unrecorded === undefined ? {} : { unrecorded: errorData(unrecorded) }),
    ...(untold === undefined ? {} : { untold: errorData(untold) }),
    plan: JSON.parse(planJson(plan)),
  };
  return `${JSON.stringify(result, null, 2)}\n`;
}

function errorData({ code, problem }: JetwayError) {
  return { code, ...problem };
}

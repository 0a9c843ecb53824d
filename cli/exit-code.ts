import type { Plan } from '../lib/plan/plan.ts';
import { isIncomplete } from '../lib/plan/plan.ts';
import type { Result } from '../lib/reconcile.ts';

/** What a script can rely on; docs/reference/cli.md has the same table. */
export const exitCodes = { done: 0, failed: 1, somethingToDo: 2, notYet: 3, interrupted: 130 } as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Whether anything is left to do, as far as it could be told. */
export function exitCodeOfPlan(plan: Plan): ExitCode {
  if (isIncomplete(plan)) return exitCodes.failed;
  const sites = plan.accounts.flatMap((account) => account.sites);
  return sites.some(
    ({ actions, settling, grace }) => actions.length > 0 || settling.length > 0 || grace !== undefined,
  )
    ? exitCodes.somethingToDo
    : exitCodes.done;
}

export function exitCodeOfResult({ state }: Pick<Result, 'state'>): ExitCode {
  switch (state) {
    case 'converged':
    case 'observed':
      return exitCodes.done;
    case 'waiting':
    case 'blocked':
      return exitCodes.notYet;
    case 'failed':
      return exitCodes.failed;
  }
}

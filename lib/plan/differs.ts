import type { AccountView } from '../decide/account-view.ts';
import { unreadableParts } from '../decide/unreadable.ts';
import { progressOf } from './progress.ts';

/**
 * Whether an account is not as it should be, as far as it was looked at: something wanted is not there, something
 * of Jetway's is there that nobody wants, or nothing could be decided.
 */
export function differs(view: AccountView): boolean {
  if (view.vpcs.undecided.length > 0 || unreadableParts(view).length > 0) return true;
  return [...progressOf(view).values()].some(
    ({ state, items }) =>
      state === 'read' && items.some((item) => (item.wanted ? item.seen !== 'present' : item.ours)),
  );
}

import type { Call } from '../../call.ts';

/** What the caller's account owns in the Region of the call, in the order in which it was made. */
export function owned<Item extends { readonly account: string; readonly region: string }>(
  all: ReadonlyMap<string, Item>,
  { caller, region }: Call,
): Item[] {
  return [...all.values()].filter((item) => item.account === caller.account && item.region === region);
}

import { createHash } from 'node:crypto';
import type { AccountId } from '../model/ids.ts';
import type { Memory } from './ledger.ts';

/** In so many sweeps, hourly ones, every consumer has its turn: within a day, with four hours to spare. */
const rounds = 20;

const hourMs = 3_600_000;

/** A consumer, and what is remembered of it. */
export interface Consumer {
  readonly account: AccountId;
  readonly memory: Memory;
}

/**
 * Whose turn it is to be looked at from inside though nothing differs: of those whose last look is remembered, the
 * twentieth part that was looked at longest ago; of the others, those of the hour, told by a hash of the id. So nobody
 * waits longer than twenty sweeps, whatever the ledger has lost.
 */
export function whoseTurn(consumers: readonly Consumer[], nowMs: number): readonly AccountId[] {
  const slice = Math.floor(nowMs / hourMs) % rounds;
  const known: { readonly account: AccountId; readonly lookedAt: string }[] = [];
  const due: AccountId[] = [];
  for (const { account, memory } of consumers) {
    if (memory.state === 'read' && memory.value !== undefined)
      known.push({ account, lookedAt: memory.value.lookedAt });
    else if (sliceOf(account) === slice) due.push(account);
  }
  const oldest = known.sort((a, b) => compare(a.lookedAt, b.lookedAt) || compare(a.account, b.account));
  return [...oldest.slice(0, Math.ceil(known.length / rounds)).map(({ account }) => account), ...due];
}

function sliceOf(account: AccountId): number {
  return createHash('sha256').update(account).digest().readUInt32BE() % rounds;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

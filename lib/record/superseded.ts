import type { LookNumber } from '../trigger/look-again.ts';
import type { Memory } from './ledger.ts';

/** What is promised for later than this is waited for by nobody who can look sooner. */
const longestWaitMs = 60_000;

/**
 * Whether a look again needs not be made: somebody has looked since it was asked for, and is to look again soon. Of
 * several events of one account, each begins its own looks; this leaves one of them waiting.
 *
 * The older row of looks stays, so that its count goes on and what never succeeds is given up in the end. A look that
 * the ledger promises may never come, if the function ended between writing and sending. So a promise whose time has
 * come counts no more, and an event itself always leads to a look.
 */
export function isSuperseded(
  { attempt, lookedAt }: Pick<LookNumber, 'attempt' | 'lookedAt'>,
  memory: Memory,
  nowMs: number,
): boolean {
  if (lookedAt === undefined || memory.state !== 'read' || memory.value?.promised === undefined) return false;
  const { lookedAt: lastLookedAt, promised } = memory.value;
  const waitMs = Date.parse(promised.at) - nowMs;
  return (
    promised.attempt >= attempt &&
    Date.parse(lastLookedAt) > Date.parse(lookedAt) &&
    waitMs > 0 &&
    waitMs <= longestWaitMs
  );
}

import type { LookNumber } from '../trigger/look-again.ts';
import type { Memory } from './ledger.ts';

/**
 * Whether a look again needs not be made: somebody has looked since it was asked for, and is to look again later. Of
 * several events of one account, each begins its own looks; this leaves one of them waiting.
 *
 * A look that the ledger promises may never come, if the function ended between writing and sending. So a promise whose
 * time has come counts no more, and an event itself always leads to a look.
 */
export function isSuperseded(
  { lookedAt }: Pick<LookNumber, 'lookedAt'>,
  memory: Memory,
  nowMs: number,
): boolean {
  if (lookedAt === undefined || memory.state !== 'read' || memory.value?.nextLookAt === undefined)
    return false;
  const { lookedAt: lastLookedAt, nextLookAt, graceEndsAt } = memory.value;
  if (nextLookAt === graceEndsAt) return false; // it ends by itself, and nobody has asked for a look before that
  return Date.parse(lastLookedAt) > Date.parse(lookedAt) && Date.parse(nextLookAt) > nowMs;
}

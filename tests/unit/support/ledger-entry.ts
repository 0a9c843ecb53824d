import { AccountId } from '../../../lib/model/ids.ts';
import type { LedgerEntry } from '../../../lib/record/ledger-entry.ts';

/** What is remembered of a connected account, unless said otherwise. */
export function anEntry(parts: Partial<LedgerEntry> = {}): LedgerEntry {
  const at = '2026-09-14T06:00:00.000Z';
  return {
    version: 1,
    account: AccountId.parse('333333333333'),
    phase: 'connected',
    since: at,
    decisions: [],
    conditions: [],
    plan: { add: 0, remove: 0, waiting: 0, held: 0, settling: 0, findings: 0 },
    lookedAt: at,
    trigger: { id: 'event-1', source: 'aws.organizations', name: 'MoveAccount' },
    run: 'run-1',
    ...parts,
  };
}

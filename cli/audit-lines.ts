import type { LogRow } from '../lib/aws/log-query.ts';

/**
 * Rows without the intents whose outcome is there as well, and without those that were written twice, oldest first.
 * What is left of the intents are calls that may or may not have been made.
 * @param rows newest first, as the queries answer them
 */
export function auditLines(rows: readonly LogRow[]): readonly LogRow[] {
  const open = new Map<string, LogRow[]>();
  const answered = new Set<LogRow>();
  const oldestFirst = [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()].reverse();
  for (const row of oldestFirst) {
    const { run, account, site, step, verb, key, phase } = row;
    const change = JSON.stringify([run, account, site, step, verb, key]);
    const intents = open.get(change) ?? [];
    if (phase === 'intent') open.set(change, [...intents, row]);
    else {
      const intent = intents.shift();
      if (intent !== undefined) answered.add(intent);
    }
  }
  return oldestFirst.filter((row) => !answered.has(row));
}

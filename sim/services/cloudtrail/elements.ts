import { isRecord } from '../../wire/protocol.ts';

/** What CloudTrail does not show. */
const hidden: ReadonlySet<string> = new Set(['email', 'accountName']);

/** A request or an answer as CloudTrail shows it: names begin with a small letter, times are text. */
export function elements(value: unknown): unknown {
  if (value instanceof Date) return timeText(value);
  if (Array.isArray(value)) return value.map(elements);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, each]) => {
      const name = smallFirst(key);
      if (each === undefined) return [];
      return [[name, hidden.has(name) ? '****' : elements(each)]];
    }),
  );
}

/** For instance `Sep 14, 2026, 8:26:54 AM`. */
export function timeText(time: Date): string {
  const text = time.toLocaleString('en-US', { timeZone: 'UTC', dateStyle: 'medium', timeStyle: 'medium' });
  return text.replace(/\s/g, ' ');
}

export function smallFirst(name: string): string {
  return `${name.slice(0, 1).toLowerCase()}${name.slice(1)}`;
}

import type { LogEvent, Row } from '../state.ts';
import type { Aggregate, Command, Condition } from './parse.ts';

/** The fields that Logs Insights finds in a JSON event by itself; the rest of the event it does not know. */
const mostFields = 200;

/** Runs a query over the events of its time, in the order in which they were ingested. */
export function runQuery(commands: readonly Command[], events: readonly LogEvent[]): readonly Row[] {
  let rows = events.map(fieldsOf);
  let shown: readonly string[] = ['@timestamp', '@message'];
  for (const step of commands) {
    switch (step.command) {
      case 'fields':
        shown = step.names;
        break;
      case 'filter':
        rows = rows.filter((row) => holds(row, step.conditions));
        break;
      case 'sort':
        rows = sorted(rows, step.field, step.descending);
        break;
      case 'limit':
        rows = rows.slice(0, step.count);
        break;
      case 'stats':
        rows = aggregated(rows, step.aggregates, step.by);
        shown = [...step.by, ...step.aggregates.map(({ as }) => as)];
        break;
    }
  }
  return rows.map((row) => only(row, [...shown, '@ptr']));
}

function fieldsOf({ message, timestampMs, stream }: LogEvent, index: number): Row {
  const found = [...discovered(jsonOf(message))].slice(0, mostFields);
  const generated = {
    '@timestamp': new Date(timestampMs).toISOString().replace('T', ' ').replace('Z', ''),
    '@message': message,
    '@logStream': stream,
    '@ptr': `event-${index}`,
  };
  return new Map([...found, ...Object.entries(generated)]);
}

function jsonOf(message: string): unknown {
  try {
    return JSON.parse(message);
  } catch {
    return undefined; // Plain text has no fields but the generated ones.
  }
}

/** The values of an event by their paths, those in lists by their numbers; null is no value. */
function* discovered(value: unknown, path = ''): Generator<readonly [string, string]> {
  if (value === null || value === undefined) return;
  if (typeof value !== 'object') {
    if (path !== '') yield [path, String(value)];
    return;
  }
  for (const [key, inner] of Object.entries(value))
    yield* discovered(inner, path === '' ? key : `${path}.${key}`);
}

function holds(row: Row, conditions: readonly Condition[]): boolean {
  return conditions.every(({ field, value }) => row.get(field) === value);
}

/** Rows that are alike keep their order, or its reverse. */
function sorted(rows: readonly Row[], field: string, descending: boolean): Row[] {
  const ascending = [...rows].sort((a, b) => compare(a.get(field) ?? '', b.get(field) ?? ''));
  return descending ? ascending.reverse() : ascending;
}

function compare(a: string, b: string): number {
  if (/^\d+$/.test(a) && /^\d+$/.test(b)) return Number(a) - Number(b);
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function aggregated(rows: readonly Row[], aggregates: readonly Aggregate[], by: readonly string[]): Row[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = JSON.stringify(by.map((name) => row.get(name)));
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].map((group) => {
    const of = group[0] === undefined ? [] : [...only(group[0], by)];
    return new Map([...of, ...aggregates.map((one) => [one.as, aggregate(one, group)] as const)]);
  });
}

function aggregate({ function: called, field }: Aggregate, rows: readonly Row[]): string {
  switch (called) {
    case 'count':
      return String(field === '*' ? rows.length : rows.filter((row) => row.has(field)).length);
    case 'count_distinct':
      return String(new Set(rows.flatMap((row) => row.get(field) ?? [])).size);
    case 'latest':
      return sorted(rows, '@timestamp', false).at(-1)?.get(field) ?? '';
  }
}

/** The values of these fields; a row does not name what it does not have. */
function only(row: Row, names: readonly string[]): Row {
  return new Map(
    names.flatMap((name) => {
      const value = row.get(name);
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}

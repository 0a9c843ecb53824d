import { type Path, printable } from './mistakes.ts';
import { items, type Objection } from './objection.ts';

/** What stands in a list twice. */
export function* repeated(path: Path, list: unknown): Generator<Objection> {
  const seen = new Set<unknown>();
  for (const [index, item] of items(list).entries()) {
    if (seen.has(item)) yield { path: [...path, index], expected: 'each one once' };
    seen.add(item);
  }
}

/** As many as a line holds. */
export function some(names: readonly string[]): string {
  const shown = names.slice(0, 8).map(printable);
  return [...shown, ...(names.length > shown.length ? ['…'] : [])].join(', ');
}

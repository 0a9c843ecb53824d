import type { Source } from './document.ts';
import { describeFound, describePath, escaped, type Mistake, type Path } from './mistakes.ts';

/** Something that is not as it must be, before it is known where in the text it stands. */
export interface Objection {
  readonly path: Path;
  /** Without the word "expected". */
  readonly expected: string;
  /** Whether the name of the thing is wrong or what it holds. */
  readonly of?: 'key';
  /** In place of what stands at the path. */
  readonly found?: string;
}

/** The mistakes that the objections are in this text, each once. */
export function locate(objections: Iterable<Objection>, source: Source): readonly Mistake[] {
  const mistakes = new Map<string, Mistake>();
  for (const { path, expected, of, found } of objections) {
    const mistake = {
      path: describePath(path),
      ...source.position(path, of ?? 'value'),
      found: found ?? (of === 'key' ? describeFound(path.at(-1)) : foundAt(path, source)),
      expected: escaped(expected),
    };
    mistakes.set(`${mistake.path}\n${mistake.found}\n${mistake.expected}`, mistake);
  }
  return [...mistakes.values()];
}

function foundAt(path: Path, source: Source): string {
  const value = path.reduce(member, source.value);
  if (path.length === 0 && (value === null || value === undefined)) return 'an empty file';
  return describeFound(value, source.written(path));
}

/** What a map or a list of any shape has under a name; undefined where it has nothing. */
export function member(value: unknown, name: string | number): unknown {
  return entries(value).find(([key]) => key === String(name))?.[1];
}

/** What a map, or a list, of any shape holds; nothing where it is neither. */
export function entries(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

/** What a list of any shape holds; nothing where it is no list. */
export function items(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

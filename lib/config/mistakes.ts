import { JetwayError } from '../model/errors.ts';

export type Path = readonly (string | number)[];

/** One thing that is wrong in a file, and where. */
export interface Mistake {
  /** Such as `profiles.shared.sites[0]`; empty where it is the file as a whole. */
  readonly path: string;
  readonly line: number;
  /** Counted from 1. */
  readonly column: number;
  readonly found: string;
  readonly expected: string;
}

/** A file that cannot be used: `mistakes` as data, `lines` and the message as a person reads them. */
export class ConfigurationError extends JetwayError {
  readonly mistakes: readonly Mistake[];
  /** One for each mistake, in columns. */
  readonly lines: readonly string[];

  constructor(file: string, mistakes: readonly Mistake[], options?: ErrorOptions) {
    const resource = printable(file);
    const sorted = mistakes.toSorted((a, b) => a.line - b.line || a.column - b.column);
    const what = sorted.map(({ path, ...mistake }) => [path, sentence(mistake)].filter(Boolean).join(': '));
    const remedy = 'Correct it and run the same command again; nothing was changed';
    super('configuration', { resource, what: what.join('; '), remedy }, options);
    this.mistakes = sorted;
    this.lines = inColumns(sorted);
    const count = sorted.length === 1 ? '1 mistake' : `${sorted.length} mistakes`;
    this.message = [
      `${resource}: ${count}, and nothing was changed`,
      ...this.lines.map((line) => `  ${line}`),
    ].join('\n');
  }
}

function inColumns(mistakes: readonly Mistake[]): readonly string[] {
  const rows = mistakes.map((mistake) => ({
    position: `${mistake.line}:${mistake.column}`,
    path: mistake.path,
    sentence: sentence(mistake),
  }));
  const positionWidth = Math.max(...rows.map(({ position }) => position.length));
  const pathWidth = Math.max(...rows.map(({ path }) => path.length));
  return rows.map((row) =>
    [
      row.position.padEnd(positionWidth),
      ...(pathWidth > 0 ? [row.path.padEnd(pathWidth)] : []),
      row.sentence,
    ].join('  '),
  );
}

function sentence({ found, expected }: Pick<Mistake, 'found' | 'expected'>): string {
  return `found ${found}, expected ${expected}`;
}

const longest = 80;

/** Text of any origin, as long as a line bears and safe to print. */
export function printable(text: string): string {
  const characters = [...text];
  const short = characters.length > longest ? [...characters.slice(0, longest - 1), '…'] : characters;
  return escaped(short.join(''));
}

/** Text of any origin without control characters, unassigned ones and halves: nothing that moves a cursor. */
export function escaped(text: string): string {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (character) => {
    const point = character.codePointAt(0) ?? 0;
    return `\\u{${point.toString(16)}}`;
  });
}

/** What stands there, in the words of the file. */
export function describeFound(value: unknown, written?: string): string {
  if (value === undefined || value === null) return 'nothing';
  if (typeof value === 'string') return `"${printable(value)}"`;
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return Object.keys(value).length === 0 ? 'an empty map' : 'a map';
  return printable(written ?? String(value));
}

/** A path as a person writes it; a name that is not a plain word is in quotes. */
export function describePath(path: Path): string {
  return path.reduce<string>((before, segment) => {
    if (typeof segment === 'number') return `${before}[${segment}]`;
    const name =
      /^[A-Za-z0-9_-]+$/.test(segment) && segment.length <= longest ? segment : `"${printable(segment)}"`;
    return before === '' ? name : `${before}.${name}`;
  }, '');
}

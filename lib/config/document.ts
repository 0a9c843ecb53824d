import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
} from 'yaml';
import { tooDeepAt } from './depth.ts';
import { describePath, type Mistake, type Path, printable } from './mistakes.ts';

export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A text that was read, with the place of everything in it. */
export interface Source {
  readonly value: unknown;
  /** It cannot be read as what it claims to be, so `value` means nothing. */
  readonly broken: readonly Mistake[];
  /** It can be read, and says the same thing twice. */
  readonly repeated: readonly Mistake[];
  /** Where the path is, or the last part of it that is there. */
  position(path: Path, of: 'key' | 'value'): Position;
  /** A number or a word as it is written: `0123`, not 123. */
  written(path: Path): string | undefined;
}

/** Reads YAML 1.2 without tags of its own; never throws. */
export function readYaml(text: string): Source {
  const lines = new LineCounter();
  const tooDeep = tooDeepAt(text);
  const document = parseDocument(
    tooDeep === undefined ? text : text.slice(0, tooDeep).replaceAll(/[^\n]/g, ' '),
    {
      lineCounter: lines,
      logLevel: 'error',
      prettyErrors: false,
      resolveKnownTags: false,
      schema: 'core',
      stringKeys: true,
      // Its own check compares each key with each other one, and knows no path.
      uniqueKeys: false,
    },
  );
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const invalid = (offset: number, message: string): Mistake => ({
    path: '',
    ...at(offset),
    found: `what is not YAML (${printable(message)})`,
    expected: 'YAML 1.2',
  });

  const broken: Mistake[] = [...document.errors, ...document.warnings].map(({ pos, code, message }) =>
    code === 'MULTIPLE_DOCS'
      ? { path: '', ...at(pos[0]), found: 'a second document', expected: 'one' }
      : invalid(pos[0], message),
  );
  if (tooDeep !== undefined) broken.push(invalid(tooDeep, 'it is nested too deep'));
  visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document) === undefined)
        broken.push(
          invalid(alias.range?.[0] ?? 0, `no anchor &${alias.source} stands before *${alias.source}`),
        );
    },
  });
  return {
    ...content(document, broken, invalid),
    repeated: repeatedKeys(document, at),
    position: (path, of) => at(offsetOf(document, path, of)),
    written(path) {
      const { node } = follow(document, path);
      return isScalar(node) ? node.source : undefined;
    },
  };
}

function content(
  document: Document,
  broken: readonly Mistake[],
  invalid: (offset: number, message: string) => Mistake,
): Pick<Source, 'value' | 'broken'> {
  // One slip makes many errors that follow from it; a person wants the first on each line.
  const first = broken.filter(
    ({ line }, index) => broken.findIndex((other) => other.line === line) === index,
  );
  if (first.length > 0) return { value: undefined, broken: first };
  try {
    return { value: document.toJS({ maxAliasCount: 100 }), broken: [] };
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    return { value: undefined, broken: [invalid(0, cause.message)] };
  }
}

function repeatedKeys(document: Document, at: (offset: number) => Position): readonly Mistake[] {
  const repeated: Mistake[] = [];
  visit(document, {
    Map(_, map, ancestors) {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value))
          repeated.push({
            path: describePath([...pathOf([...ancestors, map]), String(key.value)]),
            ...at(key.range?.[0] ?? 0),
            found: 'the same key a second time',
            expected: 'it once',
          });
        seen.add(key.value);
      }
    },
  });
  return repeated;
}

function pathOf(ancestors: readonly unknown[]): Path {
  return ancestors.flatMap((ancestor, index): Path => {
    const child = ancestors[index + 1];
    if (isSeq(ancestor)) return [ancestor.items.indexOf(child)];
    if (!isMap(ancestor)) return [];
    const pair = ancestor.items.find((item) => item === child);
    return pair !== undefined && isScalar(pair.key) ? [String(pair.key.value)] : [];
  });
}

interface Followed {
  /** The key that leads to the node, where it is in a map. */
  readonly key?: unknown;
  readonly node: unknown;
  readonly complete: boolean;
}

function follow(document: Document, path: Path): Followed {
  let here: Followed = { node: document.contents, complete: true };
  for (const segment of path) {
    const node = isAlias(here.node) ? here.node.resolve(document) : here.node;
    if (isMap(node)) {
      // The last of two equal keys is the one whose value counts.
      const pair = node.items.findLast(({ key }) => isScalar(key) && key.value === segment);
      if (pair === undefined) return { ...here, complete: false };
      here = { key: pair.key, node: pair.value, complete: true };
    } else if (isSeq(node) && typeof segment === 'number' && segment < node.items.length) {
      here = { node: node.items[segment], complete: true };
    } else return { ...here, complete: false };
  }
  return here;
}

function offsetOf(document: Document, path: Path, of: 'key' | 'value'): number {
  const { key, node, complete } = follow(document, path);
  const empty = isScalar(node) && node.value === null;
  const wanted = key !== undefined && (of === 'key' || empty || !complete) ? key : node;
  return isNode(wanted) ? (wanted.range?.[0] ?? 0) : 0;
}

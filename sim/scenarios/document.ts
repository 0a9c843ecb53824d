import { isNode, LineCounter, parseDocument } from 'yaml';

export interface Mistake {
  readonly path: readonly (string | number)[];
  readonly sentence: string;
}

export interface PlacedMistake extends Mistake {
  readonly line: number;
  readonly column: number;
}

/** A scenario that cannot be simulated; the message has a line for each mistake. */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError';
  readonly mistakes: readonly PlacedMistake[];

  constructor(file: string, mistakes: readonly PlacedMistake[]) {
    const sorted = mistakes.toSorted((a, b) => a.line - b.line || a.column - b.column);
    const count = sorted.length === 1 ? '1 mistake' : `${sorted.length} mistakes`;
    const lines = sorted.map(({ line, column, path, sentence }) =>
      [`  ${line}:${column}`, path.join('.'), sentence].filter((part) => part !== '').join('  '),
    );
    super([`${file}: ${count}`, ...lines].join('\n'));
    this.mistakes = sorted;
  }
}

export interface ReadDocument {
  readonly value: unknown;
  /** Where in the text a mistake is: at what its path leads to, or at the last part of the path that is there. */
  place(mistake: Mistake): PlacedMistake;
}

/**
 * Reads YAML 1.2 and remembers where everything is.
 * @throws ScenarioError where it is not YAML
 */
export function readDocument(text: string, file: string): ReadDocument {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  // One slip makes many errors that follow from it.
  const [broken] = [...document.errors, ...document.warnings];
  if (broken !== undefined)
    throw new ScenarioError(file, [{ path: [], sentence: broken.message, ...at(broken.pos[0]) }]);
  const place = (mistake: Mistake): PlacedMistake => {
    for (let length = mistake.path.length; length > 0; length -= 1) {
      const node = document.getIn(mistake.path.slice(0, length), true);
      if (isNode(node) && node.range) return { ...mistake, ...at(node.range[0]) };
    }
    return { ...mistake, ...at(document.contents?.range?.[0] ?? 0) };
  };
  return { value: document.toJS(), place };
}

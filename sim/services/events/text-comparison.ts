import { isObject, PatternError } from './pattern-error.ts';

/** Whether a text is what a comparison asks for. */
export type TextTest = (text: string) => boolean;

/** The comparisons of texts, by the names that patterns call them. */
export const textComparisons: ReadonlyMap<string, (argument: unknown, path: string) => TextTest> = new Map([
  [
    'prefix',
    (argument: unknown, path: string) => anyCase(argument, path, (text, start) => text.startsWith(start)),
  ],
  ['suffix', (argument: unknown, path: string) => anyCase(argument, path, (text, end) => text.endsWith(end))],
  ['equals-ignore-case', equalsIgnoreCase],
  ['wildcard', wildcard],
]);

function string(argument: unknown, path: string): string {
  if (typeof argument !== 'string') throw new PatternError(path, `${JSON.stringify(argument)} is no text`);
  return argument;
}

function equalsIgnoreCase(argument: unknown, path: string): TextTest {
  const wanted = string(argument, path).toLowerCase();
  return (text) => text.toLowerCase() === wanted;
}

/** A text, or `{equals-ignore-case: text}`. */
function anyCase(
  argument: unknown,
  path: string,
  compare: (text: string, wanted: string) => boolean,
): TextTest {
  if (!isObject(argument)) {
    const wanted = string(argument, path);
    return (text) => compare(text, wanted);
  }
  const { 'equals-ignore-case': folded, ...others } = argument;
  const [other] = Object.keys(others);
  if (other !== undefined) throw new PatternError(path, `${other} is nothing that a prefix or suffix can be`);
  const wanted = string(folded, path).toLowerCase();
  return (text) => compare(text.toLowerCase(), wanted);
}

/** `*` stands for any characters, and `\*` and `\\` for themselves. */
function wildcard(argument: unknown, path: string): TextTest {
  const parts = string(argument, path).match(/\\[\s\S]?|[\s\S]/g) ?? [];
  const source = parts.map((part, index) => {
    if (part === '*' && parts[index - 1] === '*')
      throw new PatternError(path, 'two wildcards stand side by side');
    if (part === '*') return '.*';
    if (part.startsWith('\\') && part !== '\\*' && part !== '\\\\')
      throw new PatternError(path, `a wildcard text has no ${part}, only \\* and \\\\`);
    return (part.at(-1) ?? '').replace(/[.*+?^${}()|[\]\\/]/, '\\$&');
  });
  const expression = new RegExp(`^${source.join('')}$`, 's');
  return (text) => expression.test(text);
}

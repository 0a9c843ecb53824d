import type { Finding } from '../../lib/model/finding.ts';
import { paragraph, type Style, sentence } from './style.ts';

/** A finding as lines: what it is about, what is wrong, and what to do. */
export function findingLines(
  { resource, what, remedy }: Pick<Finding, 'resource' | 'what' | 'remedy'>,
  indent: string,
  style: Style,
): readonly string[] {
  const { colours } = style;
  const [first = '', ...rest] = paragraph(`${indent}! `, `${resource}: ${what}`, style);
  return [
    `${indent}${colours.yellow('!')}${first.slice(indent.length + 1)}`,
    ...rest,
    ...paragraph(`${indent}  → `, sentence(remedy), style).map((line) => colours.dim(line)),
  ];
}

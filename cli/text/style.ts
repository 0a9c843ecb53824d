import pc from 'picocolors';
import { escaped } from '../../lib/config/mistakes.ts';
import type { Screen } from '../io.ts';

/** How a text is set: its colours, which may be none, and the columns that there are. */
export interface Style {
  readonly colours: ReturnType<typeof pc.createColors>;
  readonly columns: number;
}

/** Whether colours are shown on a stream: on terminals alone, whatever CI or FORCE_COLOR say. */
export function showsColour({ isTTY }: Pick<NodeJS.WriteStream, 'isTTY'>): boolean {
  return isTTY === true && pc.isColorSupported;
}

export function styleOf({ colour, columns }: Pick<Screen, 'colour' | 'columns'>): Style {
  return { colours: pc.createColors(colour), columns };
}

/** Text of any origin on one line, without anything that moves a cursor or colours what follows. */
export const safe = escaped;

/**
 * A sentence in lines of at most so many columns, the first behind the mark and the others indented as far. A word
 * that is longer than a line stays whole, so that it can be copied.
 */
export function paragraph(
  mark: string,
  text: string,
  { columns }: Pick<Style, 'columns'>,
): readonly string[] {
  const width = Math.max(20, columns - mark.length);
  const lines: string[] = [];
  let line = '';
  for (const word of safe(text).split(' ')) {
    if (line !== '' && widthOf(line) + 1 + widthOf(word) > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  lines.push(line);
  return lines.map((one, index) => `${index === 0 ? mark : ' '.repeat(mark.length)}${one}`);
}

function widthOf(text: string): number {
  return [...text].length;
}

/** "1 finding", "2 findings". */
export function counted(count: number, noun: string): string {
  return `${count} ${count === 1 ? noun : `${noun}s`}`;
}

/** A clause as a sentence of its own. */
export function sentence(clause: string): string {
  const [first = '', ...rest] = clause.trim();
  return `${first.toUpperCase()}${rest.join('')}${/[.!?…]$/.test(clause) ? '' : '.'}`;
}

export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

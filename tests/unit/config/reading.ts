import { readFileSync } from 'node:fs';
import { ConfigurationError } from '../../../lib/config/mistakes.ts';

const root = new URL('../../../', import.meta.url);

/** A file of the repository, by its path from the root. */
export const textOf = (file: string): string => readFileSync(new URL(file, root), 'utf8');

/** The error's own lines; a test that expects mistakes fails where there are none. */
export function linesOf(read: () => unknown): readonly string[] {
  return mistaken(read).lines.map((line) => line.replace(/ {2,}/g, '  '));
}

export function mistaken(read: () => unknown): ConfigurationError {
  try {
    read();
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
  throw new Error('it was read without a mistake');
}

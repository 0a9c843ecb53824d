import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { JetwayError } from '../lib/model/errors.ts';
import type { Io } from './io.ts';

/** @throws JetwayError that says what to do where the file cannot be read */
export async function readText(file: string, remedy: string, { cwd }: Pick<Io, 'cwd'>): Promise<string> {
  try {
    return await readFile(resolve(cwd, file), 'utf8');
  } catch (cause) {
    throw fileError(file, { what: 'it cannot be read', remedy, cause });
  }
}

interface FileFailure {
  /** As a sentence without its full stop. */
  readonly what: string;
  readonly remedy: string;
  readonly cause: unknown;
}

/** What the file system refused, in the words of a person. */
export function fileError(file: string, { what, remedy, cause }: FileFailure): JetwayError {
  return new JetwayError('configuration', { resource: file, what: why(what, cause), remedy }, { cause });
}

function why(what: string, cause: unknown): string {
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
  switch (code) {
    case 'ENOENT':
      return `${what}: it does not exist`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `${what}: permission denied`;
    case 'EISDIR':
      return `${what}: it is a directory`;
    default:
      return `${what}: ${cause instanceof Error ? cause.message : String(code ?? cause)}`;
  }
}

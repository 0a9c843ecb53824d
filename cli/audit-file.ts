import { type FileHandle, open } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { AuditLog } from '../lib/record/audit.ts';
import { fileError } from './files.ts';
import type { Io } from './io.ts';

export interface AuditFile extends AuditLog {
  close(): Promise<void>;
}

/**
 * An audit log of JSON lines. A write resolves once the records are on the disk; so a call that comes after it
 * cannot be one that was never recorded. The file is made with the first record.
 */
export function auditFile(file: string, { cwd }: Pick<Io, 'cwd'>): AuditFile {
  let opened: Promise<FileHandle> | undefined;
  return {
    async write(records) {
      const text = records.map((record) => `${JSON.stringify(record)}\n`).join('');
      try {
        opened ??= openAtLineStart(resolve(cwd, file));
        const handle = await opened;
        await handle.appendFile(text);
        await handle.sync();
      } catch (cause) {
        throw fileError(file, {
          what: 'the audit log cannot be written, so nothing more was called',
          remedy: 'Make room for it, or name another with --audit FILE',
          cause,
        });
      }
    },
    async close() {
      await (await opened?.catch(() => undefined))?.close(); // why it could not be opened was thrown by the write
    },
  };
}

/** A record that a crash cut short must not swallow the next one. */
async function openAtLineStart(path: string): Promise<FileHandle> {
  const handle = await open(path, 'a+', 0o600);
  const { size } = await handle.stat();
  if (size > 0) {
    const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
    if (buffer.toString() !== '\n') await handle.appendFile('\n');
  }
  return handle;
}

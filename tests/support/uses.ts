import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';

const used = new Set<string>();

/** Remembers that a call, which the simulator let through, needed an action of a role. */
export function use(role: string, action: string): void {
  used.add(`${role} ${action}`);
}

/** Each test file leaves what it used in the folder that `npm test` made, for the last test to read. */
afterAll(() => {
  const folder = process.env.JETWAY_USES_FOLDER;
  if (folder === undefined || used.size === 0) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, crypto.randomUUID()), [...used].map((line) => `${line}\n`).join(''));
});

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';

const lines = new Set<string>();

/** Remembers that a call needed an action of a role, and whether the simulator let it through. */
export function remember(verdict: 'allowed' | 'refused', role: string, action: string): void {
  lines.add(`${verdict} ${role} ${action}`);
}

/** Each test file leaves what it remembers in the folder that `npm test` made, for the last test to read. */
afterAll(() => {
  const folder = process.env.JETWAY_USES_FOLDER;
  if (folder === undefined || lines.size === 0) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, crypto.randomUUID()), [...lines].map((line) => `${line}\n`).join(''));
});

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import { uses } from './uses.ts';

/** Each test file leaves what it remembers in the folder that `npm test` made, for the last test to read. */
afterAll(() => {
  const folder = process.env.JETWAY_USES_FOLDER;
  if (folder === undefined || uses.size === 0) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, crypto.randomUUID()), [...uses].map((line) => `${line}\n`).join(''));
});

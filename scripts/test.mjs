// All tests, then those that are run by themselves: the load test, by far the longest, which jest would begin among the last,
// and the one that compares the policies of the stacks with the calls that all others made. With arguments, jest alone:
// npm test -- tests/unit/plan
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const load = 'tests/e2e/load.test.ts';
const leastPrivilege = 'tests/infra/least-privilege.test.ts';
const [, , ...words] = process.argv;

if (words.length > 0) process.exitCode = jest(words);
else {
  const folder = mkdtempSync(join(tmpdir(), 'jetway-uses-'));
  try {
    const remembering = { JETWAY_USES_FOLDER: folder };
    process.exitCode =
      jest([`--testPathIgnorePatterns=/node_modules/|${load}|${leastPrivilege}`], remembering) ||
      jest([load], remembering) ||
      jest([leastPrivilege], { ...remembering, JETWAY_USES_COMPLETE: 'yes' });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function jest(args, env = {}) {
  const runner = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js', ...args];
  const { status } = spawnSync(process.execPath, runner, {
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  return status ?? 1;
}

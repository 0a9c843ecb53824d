// Before any test: synthesizes the stacks of tests/support/jetway.yaml, where what they are made of has changed since.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const assemblies = join(root, 'cdk.out/tests');
const done = join(assemblies, 'done');
const sources = [
  'cdk',
  'handlers/probe',
  'handlers/probe.ts',
  'lib/config',
  'lib/model',
  'package-lock.json',
];
const own = ['tests/support/synthesize.ts', 'tests/support/jetway.yaml'];

export default function setUp() {
  const changedMs = Math.max(...[...sources, ...own].map((name) => newestMs(join(root, name))));
  if (existsSync(done) && statSync(done).mtimeMs > changedMs) return;
  rmSync(assemblies, { recursive: true, force: true });
  execFileSync(
    process.execPath,
    ['--no-warnings', '--import', 'tsx', 'tests/support/synthesize.ts', assemblies],
    {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
}

/** When a file, or the newest file below a folder, was changed. */
function newestMs(path) {
  if (!statSync(path).isDirectory()) return statSync(path).mtimeMs;
  return Math.max(
    ...readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs),
  );
}

// Installs the dependencies when they are absent or older than the lock file, so that one command is enough.
// It runs before anything is installed, so it is plain JavaScript and imports nothing but Node.
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';

const changedMs = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Jetway needs Node 20.19 or newer, and this is ${process.versions.node}.`);
  process.exitCode = 1;
} else if (changedMs('node_modules/.package-lock.json') < changedMs('package-lock.json')) {
  console.error('Installing dependencies (npm ci)…');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
  process.exitCode = status ?? 1;
}

// Completes package-lock.json with optional packages of other platforms. A registry that does not serve them leaves
// them out of the lock, and then `npm ci` refuses the lock everywhere. Run it after a change of dependencies.
import { readFileSync, writeFileSync } from 'node:fs';

const file = 'package-lock.json';
const lock = JSON.parse(readFileSync(file, 'utf8'));
const platform =
  /(?:^|-)(android|darwin|freebsd|linux|win32|openharmony)-(arm64|arm|x64|ia32|ppc64|riscv64|s390x|loong64|mips64el)(?:-(.*))?$/;

const libcOf = (os, suffix = '') => {
  if (suffix.includes('musl')) return { libc: ['musl'] };
  return os === 'linux' && suffix.includes('gnu') ? { libc: ['glibc'] } : {};
};

let added = 0;
for (const [path, { optionalDependencies = {}, dev }] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const [, os, cpu, suffix] = platform.exec(name.split('/').pop() ?? '') ?? [];
    if (os === undefined) continue;
    if (lock.packages[`node_modules/${name}`] ?? lock.packages[`${path}/node_modules/${name}`]) continue;
    lock.packages[`node_modules/${name}`] = {
      version: version.replace(/^[\^~]/, ''),
      cpu: [cpu],
      ...(dev === true ? { dev: true } : {}),
      ...libcOf(os, suffix),
      optional: true,
      os: [os],
    };
    added += 1;
  }
}
lock.packages = Object.fromEntries(
  Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')),
);
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.error(`${file}: ${added} optional packages of other platforms added`);

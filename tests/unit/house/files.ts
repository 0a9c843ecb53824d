import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../../', import.meta.url));

const notOurs = new Set(['.git', 'cdk.out', 'coverage', 'node_modules']);
const text = new Set(['', '.json', '.md', '.mjs', '.ts', '.yaml', '.yml']);

/** Every text file of the repository, as paths from its root; what is installed or built is not of it. */
export function files(extension?: '.ts' | '.md'): readonly string[] {
  const found: string[] = [];
  const walk = (directory: string): void => {
    for (const entry of readdirSync(directory, { withFileTypes: true })) {
      if (notOurs.has(entry.name)) continue;
      const path = join(directory, entry.name);
      if (entry.isDirectory()) walk(path);
      else if (extension === undefined ? text.has(extname(path)) : path.endsWith(extension))
        found.push(relative(root, path));
    }
  };
  walk(root);
  return found.sort();
}

export function readText(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

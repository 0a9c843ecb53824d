import { readFileSync, statSync } from 'node:fs';
import { Script } from 'node:vm';
import { transformSync } from 'esbuild';

/** What a module of a function sees besides the language itself, in the order in which it is handed over. */
export const moduleScope = [
  'exports',
  'require',
  'module',
  '__filename',
  '__dirname',
  '__url',
  'process',
  'console',
  'Date',
  'performance',
  'AbortSignal',
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
  'fetch',
  'globalThis',
  'global',
] as const;

/** A module that has not run yet: each call is a new instance of it. */
export type ModuleFunction = (...scope: readonly unknown[]) => void;

const compiled = new Map<string, { readonly changedMs: number; readonly run: ModuleFunction }>();

/** Compiles a module, once for all functions that have it: an ES module becomes a CommonJS one. */
export function compileFile(path: string): ModuleFunction {
  const changedMs = statSync(path).mtimeMs;
  const known = compiled.get(path);
  if (known?.changedMs === changedMs) return known.run;
  const source = readFileSync(path, 'utf8');
  const run = compileSource(path.endsWith('.mjs') ? asCommonJs(source) : source, path);
  compiled.set(path, { changedMs, run });
  return run;
}

/** Compiles the text of a CommonJS module. */
export function compileSource(source: string, filename: string): ModuleFunction {
  const script = new Script(`(function (${moduleScope.join(', ')}) {${source}\n})`, { filename });
  return script.runInThisContext();
}

function asCommonJs(source: string): string {
  const { code } = transformSync(source, {
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    supported: { 'dynamic-import': false }, // so that what is imported later comes from the same modules
    define: { 'import.meta.url': '__url' },
    logLevel: 'silent',
  });
  return code;
}

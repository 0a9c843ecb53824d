import { describe, expect, test } from '@jest/globals';
import { files, readText } from './files.ts';
import { nameOf, nodesOf, type SyntaxNode } from './syntax.ts';

/** Globals that are a clock, an environment, a source of chance or an effect. */
const effects = new Set([
  'process',
  'console',
  'fetch',
  'performance',
  'crypto',
  'globalThis',
  'navigator',
  'queueMicrotask',
  'require',
  'setImmediate',
  'setInterval',
  'setTimeout',
]);
const members = new Set(['Date.now', 'Math.random', 'Temporal.Now']);

/** The clocks, environments and effects that a file reaches without an import. */
function reached(source: string, { dates }: { readonly dates: boolean }): readonly string[] {
  return nodesOf(source).flatMap(({ node, line }) => {
    const name = effectOf(node, dates);
    return name === undefined ? [] : [`${line}: ${name}`];
  });
}

function effectOf(node: SyntaxNode, dates: boolean): string | undefined {
  const name = nameOf(node) ?? '';
  if (effects.has(name) || (name === 'Date' && !dates)) return name;
  if (node.type === 'MetaProperty') return 'import.meta';
  if (node.type === 'NewExpression' && nameOf(node.callee) === 'Date') {
    const given = node.arguments;
    return Array.isArray(given) && given.length > 0 ? undefined : 'new Date()';
  }
  if (node.type !== 'MemberExpression') return undefined;
  const member = `${nameOf(node.object)}.${nameOf(node.property)}`;
  return members.has(member) ? member : undefined;
}

describe('the check itself', () => {
  test.each([
    ['const now = new Date();', ['1: new Date()']],
    ['const then = new Date(0);', []],
    ['const now = Date.now();', ['1: Date.now']],
    ['const name = process.env.NAME;', ['1: process']],
    ['const die = Math.random();', ['1: Math.random']],
    ['const here = import.meta.url;', ['1: import.meta']],
    ['const size = Math.max(1, 2);', []],
  ])('%j', (source, expected) => expect(reached(source, { dates: true })).toEqual(expected));
});

test('decide, steps and plan reach no clock, no environment and no effect', () => {
  expect(reachedIn(/^lib\/(decide|steps|plan)\//, { dates: false })).toEqual([]);
});

test('in lib, only the adapters reach a clock, the environment or an effect', () => {
  expect(reachedIn(/^lib\/(?!aws\/)/, { dates: true })).toEqual([]);
});

function reachedIn(folder: RegExp, options: { readonly dates: boolean }): readonly string[] {
  const inside = files('.ts').filter((file) => folder.test(file));
  expect(inside.length).toBeGreaterThan(0);
  return inside.flatMap((file) => reached(readText(file), options).map((what) => `${file}:${what}`));
}

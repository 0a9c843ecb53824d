import { describe, expect, test } from '@jest/globals';
import { files, readText } from './files.ts';
import { isNode, nameOf, nodesOf, type SyntaxNode } from './syntax.ts';

const linesAtMost = 350;

/** What silences the compiler; allowed only with the reason in a comment on its line or the one before. */
const silencers: readonly { readonly what: string; readonly is: (node: SyntaxNode) => boolean }[] = [
  { what: 'any', is: (node) => node.type === 'TsKeywordType' && node.kind === 'any' },
  { what: 'a cast', is: (node) => node.type === 'TsAsExpression' },
  { what: 'a cast', is: (node) => node.type === 'TsTypeAssertion' },
  { what: '!', is: (node) => node.type === 'TsNonNullExpression' },
];

/** Comments that switch a check off; the reason stands in the same comment, after a colon or two hyphens. */
const directive = /@ts-(?:ignore|expect-error|nocheck)|biome-ignore(?:-all|-start)?\b/;
const directiveWithReason =
  /(?:@ts-(?:ignore|expect-error|nocheck)|biome-ignore\S*\s+\S+?)\s*(?::|--)\s*\S.{9,}/;

const waysToSkip = new Set(['skip', 'only', 'todo', 'failing']);
const skippingNames = new Set(['xtest', 'xit', 'xdescribe', 'fit', 'fdescribe']);

/** What is wrong in a file, each with its line. */
function faults(source: string): readonly string[] {
  const lines = source.split('\n');
  const hasReason = (line: number) =>
    /\/\/ .{10,}/.test(lines[line - 1] ?? '') || /^\s*(?:\/\/|\*|\/\*\*?) .{10,}/.test(lines[line - 2] ?? '');
  const silenced = nodesOf(source).flatMap(({ node, line }) => {
    const silencer = silencers.find(({ is }) => is(node));
    return silencer === undefined || hasReason(line) ? [] : [`${line}: ${silencer.what} without a reason`];
  });
  const directives = lines.flatMap((line, index) =>
    /^\s*(?:\/\/|\/?\*)|\s\/\/ /.test(line) && directive.test(line) && !directiveWithReason.test(line)
      ? [`${index + 1}: a check is switched off without a reason`]
      : [],
  );
  return [...new Set([...silenced, ...directives])];
}

/** Tests that do not run, or that keep others from running. */
function skipped(source: string): readonly string[] {
  return nodesOf(source).flatMap(({ node, line }) => {
    if (node.type === 'CallExpression' && skippingNames.has(nameOf(node.callee) ?? ''))
      return [`${line}: ${nameOf(node.callee)}`];
    if (node.type !== 'MemberExpression' || !['test', 'it', 'describe'].includes(rootOf(node) ?? ''))
      return [];
    const way = nameOf(node.property) ?? '';
    return waysToSkip.has(way) ? [`${line}: ${way}`] : [];
  });
}

/** `test` of `test.each` and of `test.concurrent.each`. */
function rootOf(node: SyntaxNode): string | undefined {
  const object = node.object;
  if (isNode(object) && object.type === 'MemberExpression') return rootOf(object);
  return nameOf(object);
}

/** Modules that a type names as `import('…')`, which dependency-cruiser does not see. */
function importedAsTypes(source: string): readonly string[] {
  return nodesOf(source).flatMap(({ node: { type, argument }, line }) =>
    type === 'TsImportType' && isNode(argument) ? [`${line}: ${argument.value}`] : [],
  );
}

const sources = files('.ts').map((file) => ({ file, source: readText(file) }));

describe('the check itself', () => {
  test.each([
    ['const a: any = 1;', ['1: any without a reason']],
    ['const a: any = 1; // what JSON.parse gives', []],
    ['// what JSON.parse gives\nconst a: any = 1;', []],
    ['const any = 1;', []],
    ['const a = b as unknown as string;', ['1: a cast without a reason']],
    ['const a = [1] as const;', []],
    ['const a = b!;', ['1: ! without a reason']],
    ['// @ts-expect-error\na();', ['1: a check is switched off without a reason']],
    ['// @ts-expect-error: the types lack this member\na();', []],
    ['// biome-ignore lint/x/y\na();', ['1: a check is switched off without a reason']],
    ['// biome-ignore lint/x/y: the loop is the point\na();', []],
  ])('%j', (source, expected) => expect(faults(source)).toEqual(expected));

  test.each([
    ["test.skip('a', () => undefined);", ['1: skip']],
    ["describe.only('a', () => undefined);", ['1: only']],
    ["test.only.each([1])('a', () => undefined);", ['1: only']],
    ["xtest('a', () => undefined);", ['1: xtest']],
    ["test.each([1])('skip', () => undefined);", []],
    ['rows.skip(1);', []],
  ])('%j', (source, expected) => expect(skipped(source)).toEqual(expected));

  test.each([
    ["type A = typeof import('./a.ts');", ['1: ./a.ts']],
    ["let a: import('a').A;", ['1: a']],
    ["const a = await import('./a.ts');", []],
    ["import type { A } from './a.ts';", []],
  ])('%j', (source, expected) => expect(importedAsTypes(source)).toEqual(expected));
});

test('nothing silences the compiler or the linter without its reason beside it', () => {
  expect(found(({ source }) => faults(source))).toEqual([]);
});

test(`no file is longer than ${linesAtMost} lines`, () => {
  const lengths = sources.map(({ file, source }) => ({ file, lines: source.split('\n').length - 1 }));
  expect(lengths.filter(({ lines }) => lines > linesAtMost)).toEqual([]);
});

test("only the simulator and the tests name a module as import('…') in a type, and only the SDK's", () => {
  const aside = found(({ file, source }) =>
    importedAsTypes(source).filter(
      (imported) => !/^(?:sim|tests)\//.test(file) || !/^\d+: @aws-sdk\/client-/.test(imported),
    ),
  );
  expect(aside).toEqual([]);
});

test('every test runs', () => {
  expect(found(({ file, source }) => (file.includes('tests/') ? skipped(source) : []))).toEqual([]);
});

function found(of: (one: { readonly file: string; readonly source: string }) => readonly string[]) {
  return sources.flatMap((one) => of(one).map((fault) => `${one.file}:${fault}`));
}

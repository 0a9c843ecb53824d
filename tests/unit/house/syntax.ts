import { parseSync } from '@swc/core';

/** A node of swc's syntax tree. */
export interface SyntaxNode {
  readonly type: string;
  readonly [key: string]: unknown;
}

/** Every node of a TypeScript file, the outer ones first, with the line it begins on. */
export function nodesOf(source: string): readonly { readonly node: SyntaxNode; readonly line: number }[] {
  const lines = lineOfEachByte(source);
  const found: { node: SyntaxNode; line: number }[] = [];
  const visit = (value: unknown, line: number): void => {
    if (Array.isArray(value)) for (const each of value) visit(each, line);
    if (!isObject(value) || Array.isArray(value)) return;
    const start = isObject(value.span) ? value.span.start : undefined;
    const here = typeof start === 'number' ? (lines[start - 1] ?? line) : line;
    if (isNode(value)) found.push({ node: value, line: here });
    for (const each of Object.values(value)) visit(each, here);
  };
  visit(parseSync(source, { syntax: 'typescript', target: 'es2022' }).body, 1);
  return found;
}

/** The name of an identifier, or undefined for any other node. */
export function nameOf(node: unknown): string | undefined {
  return isNode(node) && node.type === 'Identifier' && typeof node.value === 'string'
    ? node.value
    : undefined;
}

export function isNode(value: unknown): value is SyntaxNode {
  return isObject(value) && typeof value.type === 'string';
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** swc counts in bytes. */
function lineOfEachByte(source: string): readonly number[] {
  let line = 1;
  return Array.from(Buffer.from(source), (byte) => (byte === 10 ? line++ : line));
}

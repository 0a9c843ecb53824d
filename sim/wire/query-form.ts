import { FromStringShapeDeserializer } from '@smithy/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';
import type { ReadInput } from './protocol.ts';

export interface FormRules {
  /** EC2's dialect: capitalized names, every list flat. */
  readonly ec2: boolean;
}

interface Node {
  value: string | undefined;
  readonly children: Map<string, Node>;
}

const text = new FromStringShapeDeserializer({ timestampFormat: { useTrait: true, default: 5 } });

/**
 * Reads the members of a structure from form parameters: the inverse of the SDK's QueryShapeSerializer.
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export function readForm(schema: NormalizedSchema, form: URLSearchParams, rules: FormRules): ReadInput {
  const root = treeOf(form);
  root.children.delete('Action');
  root.children.delete('Version');
  if (schema.isUnitSchema()) return { members: {}, strangers: [...root.children.keys()] };
  const strangers: string[] = [];
  return { members: readStruct(schema, root, rules, strangers, ''), strangers };
}

function treeOf(form: URLSearchParams): Node {
  const root: Node = { value: undefined, children: new Map() };
  for (const [key, value] of form) {
    let node = root;
    for (const name of key.split('.')) {
      const next: Node = node.children.get(name) ?? { value: undefined, children: new Map() };
      node.children.set(name, next);
      node = next;
    }
    node.value = value;
  }
  return root;
}

function readStruct(
  schema: NormalizedSchema,
  node: Node,
  rules: FormRules,
  strangers: string[],
  path: string,
) {
  const members: Record<string, unknown> = {};
  const left = new Set(node.children.keys());
  for (const [name, member] of schema.structIterator()) {
    const key = memberKey(name, member, rules);
    const child = node.children.get(key);
    if (child === undefined) continue;
    left.delete(key);
    members[name] = read(member, child, rules, strangers, `${path}${key}.`);
  }
  for (const name of left) strangers.push(`${path}${name}`);
  return members;
}

function read(
  schema: NormalizedSchema,
  node: Node,
  rules: FormRules,
  strangers: string[],
  path: string,
): unknown {
  if (schema.isStructSchema()) return readStruct(schema, node, rules, strangers, path);
  if (schema.isListSchema()) {
    const member = schema.getValueSchema();
    const items =
      rules.ec2 || schema.getMergedTraits().xmlFlattened ? node : node.children.get(itemKey(member));
    return inOrder(items).map(([index, item]) => read(member, item, rules, strangers, `${path}${index}.`));
  }
  if (schema.isMapSchema()) {
    const entries = schema.getMergedTraits().xmlFlattened ? node : node.children.get('entry');
    return Object.fromEntries(
      inOrder(entries).map(([, entry]) => readEntry(schema, entry, rules, strangers, path)),
    );
  }
  return text.read(schema, node.value ?? '');
}

function readEntry(
  schema: NormalizedSchema,
  entry: Node,
  rules: FormRules,
  strangers: string[],
  path: string,
): [string, unknown] {
  const value = schema.getValueSchema();
  const key = entry.children.get(schema.getKeySchema().getMergedTraits().xmlName ?? 'key')?.value ?? '';
  const node = entry.children.get(value.getMergedTraits().xmlName ?? 'value');
  return [key, node && read(value, node, rules, strangers, `${path}${key}.`)];
}

function memberKey(name: string, member: NormalizedSchema, { ec2 }: FormRules): string {
  const { ec2QueryName, xmlName } = member.getMergedTraits();
  if (!ec2) return xmlName ?? name;
  if (typeof ec2QueryName === 'string') return ec2QueryName;
  const key = xmlName ?? name;
  return `${key.slice(0, 1).toUpperCase()}${key.slice(1)}`;
}

const itemKey = (member: NormalizedSchema): string => member.getMergedTraits().xmlName ?? 'member';

function inOrder(node: Node | undefined): readonly [string, Node][] {
  return [...(node?.children ?? [])].sort(([a], [b]) => Number(a) - Number(b));
}

import { BlockList, isIPv4, isIPv6 } from 'node:net';
import { isObject, PatternError } from './pattern-error.ts';

/** What one item of a pattern's list asks of a value. */
export interface Test {
  /** It asks that there is no value at all. */
  readonly absent?: true;
  matches(value: unknown): boolean;
}

type Compile = (argument: unknown, path: string) => Test;

/** An item of a list: a value that is meant as it is, or an object that names a comparison. */
export function testOf(item: unknown, path: string): Test {
  if (!isObject(item)) {
    if (Array.isArray(item)) throw new PatternError(path, 'a list stands in its list');
    return { matches: (value) => value === item };
  }
  const [[name, argument], ...others] = entriesOf(item, path);
  if (others.length > 0) throw new PatternError(path, 'one object names two comparisons');
  const compile = comparisons.get(name);
  if (compile === undefined)
    throw new PatternError(path, `${name} is no comparison that the simulator knows`);
  return compile(argument, path);
}

function entriesOf(item: object, path: string): [[string, unknown], ...[string, unknown][]] {
  const [first, ...rest] = Object.entries(item);
  if (first === undefined) throw new PatternError(path, 'an object in its list is empty');
  return [first, ...rest];
}

const comparisons: ReadonlyMap<string, Compile> = new Map<string, Compile>([
  ['prefix', (argument, path) => text(affix(argument, path), (value, wanted) => value.startsWith(wanted))],
  ['suffix', (argument, path) => text(affix(argument, path), (value, wanted) => value.endsWith(wanted))],
  [
    'equals-ignore-case',
    (argument, path) =>
      text({ wanted: string(argument, path), fold: true }, (value, wanted) => value === wanted),
  ],
  ['wildcard', (argument, path) => wildcard(string(argument, path), path)],
  ['exists', exists],
  ['numeric', numeric],
  ['cidr', cidr],
  ['anything-but', anythingBut],
]);

function string(argument: unknown, path: string): string {
  if (typeof argument !== 'string') throw new PatternError(path, `${JSON.stringify(argument)} is no text`);
  return argument;
}

interface Affix {
  readonly wanted: string;
  /** Whether upper and lower case are the same. */
  readonly fold: boolean;
}

function affix(argument: unknown, path: string): Affix {
  if (isObject(argument)) return { wanted: string(argument['equals-ignore-case'], path), fold: true };
  return { wanted: string(argument, path), fold: false };
}

function text({ wanted, fold }: Affix, compare: (value: string, wanted: string) => boolean): Test {
  const folded = fold ? wanted.toLowerCase() : wanted;
  return {
    matches: (value) => typeof value === 'string' && compare(fold ? value.toLowerCase() : value, folded),
  };
}

/** `*` stands for any characters, and `\*` and `\\` for themselves. */
function wildcard(wanted: string, path: string): Test {
  if (/(?<!\\)\*\*/.test(wanted)) throw new PatternError(path, 'two wildcards stand side by side');
  const parts = wanted.match(/\\[*\\]|[\s\S]/g) ?? [];
  const source = parts.map((part) => {
    if (part === '*') return '[\\s\\S]*';
    return (part.length === 2 ? part.slice(1) : part).replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  });
  const expression = new RegExp(`^${source.join('')}$`);
  return { matches: (value) => typeof value === 'string' && expression.test(value) };
}

function exists(argument: unknown, path: string): Test {
  if (typeof argument !== 'boolean') throw new PatternError(path, 'exists is neither true nor false');
  return argument ? { matches: () => true } : { absent: true, matches: () => false };
}

const relations = {
  '=': (value: number, bound: number) => value === bound,
  '<': (value: number, bound: number) => value < bound,
  '<=': (value: number, bound: number) => value <= bound,
  '>': (value: number, bound: number) => value > bound,
  '>=': (value: number, bound: number) => value >= bound,
};

function numeric(argument: unknown, path: string): Test {
  if (!Array.isArray(argument) || (argument.length !== 2 && argument.length !== 4))
    throw new PatternError(path, 'numeric takes a relation and a number, once or twice');
  const bounds = Array.from({ length: argument.length / 2 }, (_, index) => {
    const [relation, bound] = argument.slice(2 * index);
    if (!isRelation(relation) || typeof bound !== 'number')
      throw new PatternError(path, `numeric does not know ${relation} ${bound}`);
    return (value: number) => relations[relation](value, bound);
  });
  return { matches: (value) => typeof value === 'number' && bounds.every((within) => within(value)) };
}

function isRelation(value: unknown): value is keyof typeof relations {
  return typeof value === 'string' && Object.hasOwn(relations, value);
}

function cidr(argument: unknown, path: string): Test {
  const [network = '', bits] = string(argument, path).split('/');
  const family = familyOf(network);
  if (family === undefined || !/^\d{1,3}$/.test(bits ?? ''))
    throw new PatternError(path, `${String(argument)} is no CIDR`);
  const block = new BlockList();
  block.addSubnet(network, Number(bits), family);
  return {
    matches(value) {
      const given = typeof value === 'string' ? familyOf(value) : undefined;
      return typeof value === 'string' && given !== undefined && block.check(value, given);
    },
  };
}

function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  if (isIPv4(address)) return 'ipv4';
  return isIPv6(address) ? 'ipv6' : undefined;
}

/** A value is there and is none of these. */
function anythingBut(argument: unknown, path: string): Test {
  const items = isObject(argument) ? spelledOut(argument) : [argument].flat();
  if (items.length === 0) throw new PatternError(path, 'anything-but names nothing');
  const tests = items.map((item) => testOf(item, path));
  return { matches: (value) => tests.every((test) => !test.matches(value)) };
}

/** `{prefix: [a, b]}` is each of them. */
function spelledOut(argument: object): readonly unknown[] {
  return Object.entries(argument).flatMap(([name, wanted]) =>
    [wanted].flat().map((one) => ({ [name]: one })),
  );
}

import { BlockList, isIPv4, isIPv6 } from 'node:net';
import * as z from 'zod/mini';
import { isObject, PatternError } from './pattern-error.ts';
import { type TextTest, textComparisons } from './text-comparison.ts';

/** What one item of a pattern's list asks of a value. */
export interface Test {
  /** It asks that there is no value at all. */
  readonly absent?: true;
  matches(value: unknown): boolean;
}

type Compile = (argument: unknown, path: string) => Test;

const comparisons: ReadonlyMap<string, Compile> = new Map<string, Compile>([
  ...[...textComparisons].map(([name, compile]): [string, Compile] => [
    name,
    (argument, path) => ofText(compile(argument, path)),
  ]),
  ['exists', exists],
  ['numeric', numeric],
  ['cidr', cidr],
  ['anything-but', anythingBut],
]);

/** Whether a name is that of a comparison; no field may have it inside `$or`. */
export function isComparison(name: string): boolean {
  return comparisons.has(name);
}

/** An item of a list: a value that is meant as it is, or an object that names a comparison. */
export function testOf(item: unknown, path: string): Test {
  if (!isObject(item)) {
    if (item !== null && !['string', 'number', 'boolean'].includes(typeof item))
      throw new PatternError(path, 'an item of its list is neither a value nor a comparison');
    return { matches: (value) => value === item };
  }
  const [name, argument] = onlyEntry(item, path);
  const compile = comparisons.get(name);
  if (compile === undefined)
    throw new PatternError(path, `${name} is no comparison that the simulator knows`);
  return compile(argument, path);
}

function onlyEntry(item: object, path: string): [string, unknown] {
  const [only, ...others] = Object.entries(item);
  if (only === undefined || others.length > 0)
    throw new PatternError(path, `an object that is not one comparison: ${JSON.stringify(item)}`);
  return only;
}

function ofText(test: TextTest): Test {
  return { matches: (value) => typeof value === 'string' && test(value) };
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

/** EventBridge compares no larger numbers. */
const Comparable = z.number().check(z.minimum(-5e9), z.maximum(5e9));
const Range = z.tuple([z.enum(['>', '>=']), Comparable, z.enum(['<', '<=']), Comparable]);
const Numeric = z.union([
  z.tuple([z.enum(['=', '<', '<=', '>', '>=']), Comparable]),
  Range.check(z.refine(([, bottom, , top]) => bottom < top)),
]);

/** One relation and a number, or a range from below to above. */
function numeric(argument: unknown, path: string): Test {
  const { data } = Numeric.safeParse(argument);
  if (data === undefined) throw new PatternError(path, `numeric does not know ${JSON.stringify(argument)}`);
  const [relation, bound] = data;
  const lower = (value: number) => relations[relation](value, bound);
  const upper = (value: number) => data.length === 2 || relations[data[2]](value, data[3]);
  return {
    matches(value) {
      const number = Comparable.safeParse(value);
      return number.success && lower(number.data) && upper(number.data);
    },
  };
}

function cidr(argument: unknown, path: string): Test {
  const [network = '', bits = '', ...others] = typeof argument === 'string' ? argument.split('/') : [];
  const family = familyOf(network);
  const longest = family === 'ipv4' ? 32 : 128;
  if (family === undefined || !/^\d{1,3}$/.test(bits) || Number(bits) > longest || others.length > 0)
    throw new PatternError(path, `${JSON.stringify(argument)} is no CIDR`);
  const block = new BlockList();
  block.addSubnet(network, Number(bits), family);
  return ofText((text) => familyOf(text) === family && block.check(text, family));
}

function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  if (isIPv4(address)) return 'ipv4';
  return isIPv6(address) ? 'ipv6' : undefined;
}

/** A value is there and is none of these. */
function anythingBut(argument: unknown, path: string): Test {
  const tests = isObject(argument) ? exceptTexts(argument, path) : exceptValues(argument, path);
  return { matches: (value) => tests.every((test) => !test.matches(value)) };
}

function exceptValues(argument: unknown, path: string): readonly Test[] {
  const values: readonly unknown[] = [argument].flat();
  const kinds = new Set(values.map((value) => typeof value));
  if (kinds.size !== 1 || !(kinds.has('string') || kinds.has('number')))
    throw new PatternError(path, 'anything-but takes texts or numbers, not both and nothing else');
  return values.map((value) => testOf(value, path));
}

function exceptTexts(argument: object, path: string): readonly Test[] {
  const [name, wanted] = onlyEntry(argument, path);
  const compile = textComparisons.get(name);
  if (compile === undefined) throw new PatternError(path, `anything-but does not take ${name}`);
  const texts: readonly unknown[] = [wanted].flat();
  if (texts.length === 0 || !texts.every((text) => typeof text === 'string' && text !== ''))
    throw new PatternError(path, `anything-but takes a text or several for ${name}, and none is empty`);
  return texts.map((text) => ofText(compile(text, path)));
}

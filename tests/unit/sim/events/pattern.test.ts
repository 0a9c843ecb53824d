import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compilePattern, PatternError } from '../../../../sim/services/events/pattern.ts';

const event = {
  source: 'aws.ec2',
  account: '333333333333',
  resources: ['arn:a', 'arn:b'],
  detail: {
    eventName: 'CreateTags',
    state: null,
    count: 5,
    ok: true,
    address: '10.1.2.3',
    address6: '2001:db8::1',
    empty: '',
    path: '*\\ok',
    none: [],
    accountId: 111111111111,
    items: [{ id: 'vpc-1' }, { id: 'igw-2', nested: [{ deep: 'x' }] }],
    rows: [[{ cell: 'a' }], [{ cell: 'b' }]],
  },
};

interface Row {
  readonly rule: string;
  readonly pattern: unknown;
}

describe('matches', () => {
  test.each<Row>([
    { rule: 'a value', pattern: { source: ['aws.ec2'] } },
    { rule: 'one of several', pattern: { source: ['aws.ram', 'aws.ec2'] } },
    { rule: 'all fields', pattern: { source: ['aws.ec2'], detail: { ok: [true], count: [5] } } },
    { rule: 'null', pattern: { detail: { state: [null] } } },
    { rule: 'an element of a list', pattern: { resources: ['arn:b'] } },
    { rule: 'an object in a list', pattern: { detail: { items: { id: ['igw-2'] } } } },
    { rule: 'a list in a list', pattern: { detail: { items: { nested: { deep: ['x'] } } } } },
    { rule: 'a list straight in a list', pattern: { detail: { rows: { cell: ['b'] } } } },
    {
      rule: 'two fields of the same object in a list',
      pattern: { detail: { items: { id: ['igw-2'], nested: { deep: ['x'] } } } },
    },
    { rule: 'an empty text', pattern: { detail: { empty: [''] } } },
    { rule: 'prefix', pattern: { detail: { items: { id: [{ prefix: 'vpc-' }] } } } },
    {
      rule: 'prefix, whatever the case',
      pattern: { source: [{ prefix: { 'equals-ignore-case': 'AWS.' } }] },
    },
    { rule: 'suffix', pattern: { source: [{ suffix: '.ec2' }] } },
    {
      rule: 'suffix, whatever the case',
      pattern: { source: [{ suffix: { 'equals-ignore-case': '.EC2' } }] },
    },
    { rule: 'equals-ignore-case', pattern: { source: [{ 'equals-ignore-case': 'AWS.EC2' }] } },
    { rule: 'wildcard', pattern: { source: [{ wildcard: 'a*.*2' }] } },
    { rule: 'wildcard for nothing', pattern: { source: [{ wildcard: '*aws.ec2*' }] } },
    { rule: 'wildcard with its own star', pattern: { detail: { path: [{ wildcard: '\\*\\\\*' }] } } },
    { rule: 'exists', pattern: { detail: { empty: [{ exists: true }] } } },
    { rule: 'exists of null', pattern: { detail: { state: [{ exists: true }] } } },
    { rule: 'exists false', pattern: { detail: { errorCode: [{ exists: false }] } } },
    { rule: 'exists false of an object, which is no leaf', pattern: { detail: [{ exists: false }] } },
    { rule: 'exists false below what is absent', pattern: { no: { where: [{ exists: false }] } } },
    { rule: 'exists false below a leaf', pattern: { source: { name: [{ exists: false }] } } },
    { rule: 'exists false or a value', pattern: { detail: { count: [{ exists: false }, 5] } } },
    { rule: 'numeric range', pattern: { detail: { count: [{ numeric: ['>', 4, '<=', 5] }] } } },
    { rule: 'numeric =', pattern: { detail: { count: [{ numeric: ['=', 5] }] } } },
    { rule: 'numeric >=', pattern: { detail: { count: [{ numeric: ['>=', 5] }] } } },
    { rule: 'numeric <', pattern: { detail: { count: [{ numeric: ['<', 6] }] } } },
    { rule: 'cidr', pattern: { detail: { address: [{ cidr: '10.0.0.0/8' }] } } },
    { rule: 'cidr of IPv6', pattern: { detail: { address6: [{ cidr: '2001:db8::/32' }] } } },
    { rule: 'anything-but', pattern: { source: [{ 'anything-but': 'aws.ram' }] } },
    { rule: 'anything-but a list', pattern: { source: [{ 'anything-but': ['aws.ram', 'aws.s3'] }] } },
    { rule: 'anything-but a number', pattern: { detail: { count: [{ 'anything-but': [4, 6] }] } } },
    { rule: 'anything-but one element of several', pattern: { resources: [{ 'anything-but': 'arn:a' }] } },
    { rule: 'anything-but a text, of null', pattern: { detail: { state: [{ 'anything-but': 'x' }] } } },
    { rule: 'anything-but a prefix', pattern: { source: [{ 'anything-but': { prefix: 'ec2' } }] } },
    { rule: 'anything-but prefixes', pattern: { source: [{ 'anything-but': { prefix: ['x', 'y'] } }] } },
    { rule: 'anything-but a suffix', pattern: { source: [{ 'anything-but': { suffix: 'aws' } }] } },
    {
      rule: 'anything-but, whatever the case',
      pattern: { source: [{ 'anything-but': { 'equals-ignore-case': ['ec2', 'ram'] } }] },
    },
    { rule: 'anything-but a wildcard', pattern: { source: [{ 'anything-but': { wildcard: '*.ram' } }] } },
    { rule: '$or', pattern: { $or: [{ source: ['aws.ram'] }, { detail: { count: [5] } }] } },
    { rule: '$or inside', pattern: { detail: { $or: [{ count: [6] }, { ok: [true] }] } } },
  ])('$rule', ({ pattern }) => expect(compilePattern(pattern)(event)).toBe(true));
});

describe('does not match', () => {
  test.each<Row>([
    { rule: 'another value', pattern: { source: ['aws.ram'] } },
    { rule: 'another case', pattern: { source: ['AWS.EC2'] } },
    { rule: 'a number as text', pattern: { detail: { count: ['5'] } } },
    { rule: 'one field of two', pattern: { source: ['aws.ec2'], detail: { ok: [false] } } },
    { rule: 'what is absent', pattern: { detail: { errorCode: ['x'] } } },
    { rule: 'null where nothing is', pattern: { detail: { errorCode: [null] } } },
    { rule: 'what every object inherits', pattern: { toString: [{ exists: true }] } },
    {
      rule: 'two fields of different objects in a list',
      pattern: { detail: { items: { id: ['vpc-1'], nested: { deep: ['x'] } } } },
    },
    {
      rule: 'absent in one object of a list and there in another',
      pattern: { detail: { items: { id: ['vpc-1'], nested: { deep: [{ exists: false }] } } } },
    },
    { rule: 'exists of an empty list', pattern: { detail: { none: [{ exists: true }] } } },
    { rule: 'prefix', pattern: { source: [{ prefix: 'ec2' }] } },
    { rule: 'prefix of a number', pattern: { detail: { count: [{ prefix: '5' }] } } },
    { rule: 'suffix', pattern: { source: [{ suffix: 'aws' }] } },
    { rule: 'wildcard', pattern: { source: [{ wildcard: 'aws*x' }] } },
    { rule: 'wildcard with a star of its own', pattern: { source: [{ wildcard: 'aws\\*' }] } },
    { rule: 'exists of an object', pattern: { detail: [{ exists: true }] } },
    { rule: 'exists false', pattern: { detail: { count: [{ exists: false }] } } },
    { rule: 'numeric', pattern: { detail: { count: [{ numeric: ['<', 5] }] } } },
    { rule: 'numeric above its range', pattern: { detail: { count: [{ numeric: ['>', 1, '<', 5] }] } } },
    { rule: 'numeric of a text', pattern: { account: [{ numeric: ['>', 0] }] } },
    {
      rule: 'numeric of more than five billion',
      pattern: { detail: { accountId: [{ numeric: ['>', 0] }] } },
    },
    { rule: 'cidr', pattern: { detail: { address: [{ cidr: '10.2.0.0/16' }] } } },
    { rule: 'cidr of no address', pattern: { source: [{ cidr: '0.0.0.0/0' }] } },
    {
      rule: 'anything-but, whatever the case',
      pattern: { source: [{ 'anything-but': { 'equals-ignore-case': 'AWS.EC2' } }] },
    },
    { rule: 'anything-but a suffix', pattern: { source: [{ 'anything-but': { suffix: 'ec2' } }] } },
    { rule: 'anything-but a wildcard', pattern: { source: [{ 'anything-but': { wildcard: 'aws*' } }] } },
    { rule: 'anything-but', pattern: { source: [{ 'anything-but': ['aws.ec2'] }] } },
    { rule: 'anything-but what is absent', pattern: { detail: { errorCode: [{ 'anything-but': 'x' }] } } },
    { rule: '$or', pattern: { $or: [{ source: ['aws.ram'] }, { detail: { count: [6] } }] } },
  ])('$rule', ({ pattern }) => expect(compilePattern(pattern)(event)).toBe(false));
});

const refused: readonly (Row & { readonly names: string })[] = [
  { rule: 'a list', pattern: [], names: 'no object' },
  { rule: 'an empty object', pattern: {}, names: 'empty' },
  { rule: 'an empty object inside', pattern: { detail: {} }, names: 'detail: it is empty' },
  { rule: 'an empty list', pattern: { detail: { a: [] } }, names: 'detail.a: its list is empty' },
  { rule: 'a bare value', pattern: { source: 'aws.ec2' }, names: 'source' },
  { rule: 'a list in a list', pattern: { source: [['aws.ec2']] }, names: 'source' },
  { rule: 'an unknown comparison', pattern: { source: [{ like: 'aws' }] }, names: 'like' },
  { rule: 'two comparisons in one', pattern: { source: [{ prefix: 'a', suffix: 'b' }] }, names: 'suffix' },
  { rule: 'no comparison in an object', pattern: { source: [{}] }, names: 'source' },
  { rule: 'a prefix that is no text', pattern: { source: [{ prefix: 5 }] }, names: '5 is no text' },
  { rule: 'a prefix of a kind', pattern: { source: [{ prefix: { suffix: 'a' } }] }, names: 'suffix' },
  { rule: 'numeric with a text', pattern: { count: [{ numeric: ['>', '4'] }] }, names: '">","4"' },
  { rule: 'numeric without a relation', pattern: { count: [{ numeric: [4] }] }, names: '[4]' },
  { rule: 'numeric cut short', pattern: { count: [{ numeric: ['>', 4, '<'] }] }, names: '">",4,"<"' },
  { rule: 'a range upside down', pattern: { count: [{ numeric: ['<', 4, '>', 1] }] }, names: '"<",4' },
  { rule: 'an empty range', pattern: { count: [{ numeric: ['>', 4, '<', 4] }] }, names: '">",4' },
  { rule: 'a number too large', pattern: { count: [{ numeric: ['<', 6e9] }] }, names: '6000000000' },
  { rule: 'exists of a text', pattern: { count: [{ exists: 'yes' }] }, names: 'exists' },
  { rule: 'a CIDR without its length', pattern: { ip: [{ cidr: '10.0.0.0' }] }, names: '10.0.0.0' },
  { rule: 'a list of CIDRs', pattern: { ip: [{ cidr: ['10.0.0.0/8'] }] }, names: '["10.0.0.0/8"]' },
  { rule: 'a CIDR too long', pattern: { ip: [{ cidr: '10.0.0.0/33' }] }, names: '10.0.0.0/33' },
  { rule: 'two wildcards side by side', pattern: { source: [{ wildcard: 'a\\\\**' }] }, names: 'wildcards' },
  { rule: 'a wildcard with another escape', pattern: { source: [{ wildcard: 'a\\n' }] }, names: '\\n' },
  {
    rule: 'anything-but of both',
    pattern: { source: [{ 'anything-but': ['a', 1] }] },
    names: 'anything-but',
  },
  { rule: 'anything-but of nothing', pattern: { source: [{ 'anything-but': [] }] }, names: 'anything-but' },
  { rule: 'anything-but null', pattern: { source: [{ 'anything-but': null }] }, names: 'anything-but' },
  {
    rule: 'anything-but exists',
    pattern: { source: [{ 'anything-but': { exists: true } }] },
    names: 'exists',
  },
  {
    rule: 'anything-but no prefix',
    pattern: { source: [{ 'anything-but': { prefix: '' } }] },
    names: 'prefix',
  },
  { rule: '$or of one', pattern: { $or: [{ source: ['a'] }] }, names: '$or' },
  { rule: '$or of a value', pattern: { detail: { $or: ['a', 'b'] } }, names: 'detail.$or' },
  { rule: '$or of a comparison', pattern: { $or: [{ prefix: ['a'] }, { b: ['b'] }] }, names: 'prefix' },
  { rule: 'more than 2048 characters', pattern: { source: ['a'.repeat(2034)] }, names: '2049' },
];

describe('is refused', () => {
  test.each(refused)('$rule', ({ pattern, names }) => {
    expect(() => compilePattern(pattern)).toThrow(PatternError);
    expect(() => compilePattern(pattern)).toThrow(names);
  });
  test('but not 2048 characters', () =>
    expect(compilePattern({ source: ['a'.repeat(2033)] })(event)).toBe(false));
});

const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
const name = fc.string({ minLength: 1, maxLength: 5 }).filter((one) => one !== '$or' && one !== '__proto__');
const node = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.array(tie('node'), { minLength: 1, maxLength: 3 }),
    fc.dictionary(name, tie('node'), { minKeys: 1, maxKeys: 3 }),
  ),
})).node;

/** The pattern that asks for what an event has: of each array, for the last element. */
function patternOf(value: unknown): unknown {
  if (Array.isArray(value)) return patternOf(value.at(-1));
  if (typeof value !== 'object' || value === null) return [value];
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, patternOf(inner)]));
}

test('a pattern of an event’s own leaves matches it', () =>
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom('a', 'b', 'c'), node, { minKeys: 1 }), (drawn) => {
      const pattern = patternOf(drawn);
      fc.pre(JSON.stringify(pattern).length <= 2048);
      expect(compilePattern(pattern)(drawn)).toBe(true);
    }),
  ));

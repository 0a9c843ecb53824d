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
    items: [{ id: 'vpc-1' }, { id: 'igw-2', nested: [{ deep: 'x' }] }],
  },
};

describe('matches', () => {
  test.each([
    { rule: 'a value', pattern: { source: ['aws.ec2'] } },
    { rule: 'one of several', pattern: { source: ['aws.ram', 'aws.ec2'] } },
    { rule: 'all fields', pattern: { source: ['aws.ec2'], detail: { ok: [true], count: [5] } } },
    { rule: 'null', pattern: { detail: { state: [null] } } },
    { rule: 'an element of a list', pattern: { resources: ['arn:b'] } },
    { rule: 'an object in a list', pattern: { detail: { items: { id: ['igw-2'] } } } },
    { rule: 'a list in a list', pattern: { detail: { items: { nested: { deep: ['x'] } } } } },
    { rule: 'prefix', pattern: { detail: { items: { id: [{ prefix: 'vpc-' }] } } } },
    {
      rule: 'prefix, whatever the case',
      pattern: { source: [{ prefix: { 'equals-ignore-case': 'AWS.' } }] },
    },
    { rule: 'suffix', pattern: { source: [{ suffix: '.ec2' }] } },
    { rule: 'equals-ignore-case', pattern: { source: [{ 'equals-ignore-case': 'AWS.EC2' }] } },
    { rule: 'wildcard', pattern: { source: [{ wildcard: 'a*.*2' }] } },
    { rule: 'exists', pattern: { detail: { empty: [{ exists: true }] } } },
    { rule: 'exists of null', pattern: { detail: { state: [{ exists: true }] } } },
    { rule: 'exists false', pattern: { detail: { errorCode: [{ exists: false }] } } },
    { rule: 'exists false of an object, which is no leaf', pattern: { detail: [{ exists: false }] } },
    { rule: 'exists false below what is absent', pattern: { no: { where: [{ exists: false }] } } },
    { rule: 'numeric', pattern: { detail: { count: [{ numeric: ['>', 4, '<=', 5] }] } } },
    { rule: 'cidr', pattern: { detail: { address: [{ cidr: '10.0.0.0/8' }] } } },
    { rule: 'cidr of IPv6', pattern: { detail: { address6: [{ cidr: '2001:db8::/32' }] } } },
    { rule: 'anything-but', pattern: { source: [{ 'anything-but': 'aws.ram' }] } },
    { rule: 'anything-but a list', pattern: { source: [{ 'anything-but': ['aws.ram', 'aws.s3'] }] } },
    { rule: 'anything-but prefixes', pattern: { source: [{ 'anything-but': { prefix: ['x', 'y'] } }] } },
    { rule: '$or', pattern: { $or: [{ source: ['aws.ram'] }, { detail: { count: [5] } }] } },
    { rule: '$or inside', pattern: { detail: { $or: [{ count: [6] }, { ok: [true] }] } } },
  ])('$rule', ({ pattern }) => expect(compilePattern(pattern)(event)).toBe(true));
});

describe('does not match', () => {
  test.each([
    { rule: 'another value', pattern: { source: ['aws.ram'] } },
    { rule: 'another case', pattern: { source: ['AWS.EC2'] } },
    { rule: 'a number as text', pattern: { detail: { count: ['5'] } } },
    { rule: 'one field of two', pattern: { source: ['aws.ec2'], detail: { ok: [false] } } },
    { rule: 'what is absent', pattern: { detail: { errorCode: ['x'] } } },
    { rule: 'null where nothing is', pattern: { detail: { errorCode: [null] } } },
    { rule: 'prefix', pattern: { source: [{ prefix: 'ec2' }] } },
    { rule: 'prefix of a number', pattern: { detail: { count: [{ prefix: '5' }] } } },
    { rule: 'suffix', pattern: { source: [{ suffix: 'aws' }] } },
    { rule: 'wildcard', pattern: { source: [{ wildcard: 'aws*x' }] } },
    { rule: 'wildcard with a star of its own', pattern: { source: [{ wildcard: 'aws\\*' }] } },
    { rule: 'exists of an object', pattern: { detail: [{ exists: true }] } },
    { rule: 'exists false', pattern: { detail: { count: [{ exists: false }] } } },
    { rule: 'numeric', pattern: { detail: { count: [{ numeric: ['<', 5] }] } } },
    { rule: 'cidr', pattern: { detail: { address: [{ cidr: '10.2.0.0/16' }] } } },
    { rule: 'anything-but', pattern: { source: [{ 'anything-but': ['aws.ec2'] }] } },
    { rule: 'anything-but what is absent', pattern: { detail: { errorCode: [{ 'anything-but': 'x' }] } } },
    { rule: '$or', pattern: { $or: [{ source: ['aws.ram'] }, { detail: { count: [6] } }] } },
  ])('$rule', ({ pattern }) => expect(compilePattern(pattern)(event)).toBe(false));
});

describe('is refused', () => {
  test.each([
    { rule: 'a list', pattern: [] },
    { rule: 'an empty object', pattern: {} },
    { rule: 'an empty list', pattern: { source: [] } },
    { rule: 'a bare value', pattern: { source: 'aws.ec2' } },
    { rule: 'a comparison that nobody knows', pattern: { source: [{ like: 'aws' }] } },
    { rule: 'two comparisons in one', pattern: { source: [{ prefix: 'a', suffix: 'b' }] } },
    { rule: 'numeric without a number', pattern: { detail: { count: [{ numeric: ['>', '4'] }] } } },
    { rule: 'exists of a text', pattern: { detail: { count: [{ exists: 'yes' }] } } },
    { rule: 'a CIDR that is none', pattern: { detail: { address: [{ cidr: '10.0.0.0' }] } } },
    { rule: 'two wildcards side by side', pattern: { source: [{ wildcard: 'a**' }] } },
    { rule: '$or of one', pattern: { $or: [{ source: ['a'] }] } },
    { rule: 'a pattern that is too long', pattern: { source: ['a'.repeat(2050)] } },
  ])('$rule', ({ pattern }) => expect(() => compilePattern(pattern)).toThrow(PatternError));
});

const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
const node = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.dictionary(
      fc.string({ minLength: 1, maxLength: 5 }).filter((name) => name !== '$or' && name !== '__proto__'),
      tie('node'),
      {
        minKeys: 1,
        maxKeys: 3,
      },
    ),
  ),
})).node;

/** The pattern that asks for exactly what an event has. */
function patternOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return [value];
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, patternOf(inner)]));
}

test('a pattern of an event’s own leaves matches it', () =>
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom('a', 'b', 'c'), node, { minKeys: 1 }), (drawn) => {
      const pattern = patternOf(drawn);
      fc.pre(JSON.stringify(pattern).length <= 2048);
      expect(compilePattern(pattern)(drawn)).toBe(true);
    }),
  ));

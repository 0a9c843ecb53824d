import { describe, expect, test } from '@jest/globals';
import { type ConditionKey, contextOf } from '../../../../sim/services/iam/condition-keys.ts';
import { conditions } from '../../../../sim/services/iam/conditions.ts';

const name = 'ram:ResourceShareName';
const source = 'aws:SourceArn';
const keys = 'aws:TagKeys';
const topic = 'arn:aws:sns:eu-west-1:222222222222:topic';

type Row = readonly [
  operator: string,
  key: ConditionKey,
  wanted: readonly string[],
  value: string | readonly string[] | undefined,
  met: boolean,
];

test.each<Row>([
  ['StringEquals', name, ['a', 'b'], 'b', true],
  ['StringEquals', name, ['a', 'b'], 'B', false],
  ['StringEquals', name, ['a*'], 'ab', false],
  ['StringEquals', name, ['a'], undefined, false],
  ['StringEqualsIfExists', name, ['a'], undefined, true],
  ['StringEqualsIfExists', name, ['a'], 'b', false],
  ['StringNotEquals', name, ['a', 'b'], 'b', false],
  ['StringNotEquals', name, ['a', 'b'], 'c', true],
  ['StringNotEquals', name, ['a'], undefined, true],
  ['StringEqualsIgnoreCase', name, ['Ab'], 'aB', true],
  ['StringLike', name, ['a*z', 'q?'], 'abcz', true],
  ['StringLike', name, ['q?'], 'q', false],
  ['StringLike', name, ['a.c'], 'abc', false],
  ['StringLike', name, ['*'], undefined, false],
  ['StringNotLike', name, ['a*'], 'ab', false],
  ['StringNotLike', name, ['a*'], undefined, true],
  ['ArnEquals', source, [topic], topic, true],
  ['ArnEquals', source, ['arn:aws:sns:*:222222222222:t*'], topic, true],
  ['ArnLike', source, ['arn:aws:sns:*:topic'], topic, false],
  ['ArnLike', source, ['arn:aws:sqs:a:b:c:d:*'], 'arn:aws:sqs:a:b:c:d:e:f', true],
  ['ArnNotEquals', source, [topic], topic, false],
  ['ArnNotLike', source, [topic], undefined, true],
  ['Bool', 'aws:SecureTransport', ['false'], 'true', false],
  ['Bool', 'aws:SecureTransport', ['True'], 'true', true],
  ['Bool', 'aws:SecureTransport', ['false'], undefined, false],
  ['BoolIfExists', 'aws:SecureTransport', ['false'], undefined, true],
  ['Null', name, ['true'], undefined, true],
  ['Null', name, ['true'], 'a', false],
  ['Null', name, ['false'], 'a', true],
  ['Null', name, ['false'], undefined, false],
  ['ForAllValues:StringEquals', keys, ['a', 'b'], ['a'], true],
  ['ForAllValues:StringEquals', keys, ['a', 'b'], ['a', 'c'], false],
  ['ForAllValues:StringEquals', keys, ['a', 'b'], undefined, true],
  ['ForAllValues:StringNotEquals', keys, ['a'], ['a', 'c'], false],
  ['ForAnyValue:StringEquals', keys, ['a', 'b'], ['a', 'c'], true],
  ['ForAnyValue:StringEquals', keys, ['a'], [], false],
  ['ForAnyValue:StringNotEquals', keys, ['a'], undefined, false],
  ['ForAnyValue:StringEqualsIfExists', keys, ['a'], undefined, true],
  ['ForAnyValue:StringLike', keys, ['x*'], ['a', 'xy'], true],
])('%s of %s %j is met by %j: %j', (operator, key, wanted, value, met) => {
  const context = contextOf({ [key]: value });
  expect(conditions({ [operator]: { [key]: wanted } })(context)).toBe(met);
});

test('every key of every operator has to be met, and no name of a key heeds case', () => {
  const met = conditions({
    StringEquals: { 'AWS:requestedregion': ['eu-west-1'], 'aws:ResourceTag/Jetway:name': ['demo'] },
    Null: { 'aws:ResourceTag/jetway:stack': ['true'] },
  });
  const here: Partial<Record<ConditionKey, string>> = { 'aws:RequestedRegion': 'eu-west-1' };
  const tagged: typeof here = { ...here, 'aws:ResourceTag/jetway:name': 'demo' };
  expect(met(contextOf(tagged))).toBe(true);
  expect(met(contextOf(here))).toBe(false);
  expect(met(contextOf({ ...tagged, 'aws:ResourceTag/jetway:stack': 'network' }))).toBe(false);
});

describe('what the simulator does not know, it does not judge:', () => {
  test.each([
    ['the condition operator IpAddress', { IpAddress: { 'aws:SourceArn': ['a'] } }],
    [
      'the condition operator ForSomeValues:StringEquals',
      { 'ForSomeValues:StringEquals': { [keys]: ['a'] } },
    ],
    ['the condition key aws:SourceIp', { StringEquals: { 'aws:SourceIp': ['a'] } }],
    ['the condition key aws:ResourceTag/', { StringEquals: { 'aws:ResourceTag/': ['a'] } }],
    ['the condition key aws:MultiFactorAuthPresent', { Null: { 'aws:MultiFactorAuthPresent': ['true'] } }],
  ])('%s', (what, block) => expect(() => conditions(block)).toThrow(`does not know ${what}`));

  test('Null of what is no truth value', () =>
    expect(() => conditions({ Null: { [name]: ['maybe'] } })).toThrow('neither true nor false'));
});

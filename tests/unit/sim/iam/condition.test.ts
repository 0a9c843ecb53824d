import { describe, expect, test } from '@jest/globals';
import { compileCondition } from '../../../../sim/services/iam/condition.ts';
import { aRequest } from './a-request.ts';

const ireland = { context: { 'aws:RequestedRegion': 'eu-west-1' } };
const region = (operator: string, ...values: readonly string[]) => ({
  [operator]: { 'aws:RequestedRegion': [...values] },
});
const met = (condition: Parameters<typeof compileCondition>[0], request: Parameters<typeof aRequest>[0]) =>
  compileCondition(condition)(aRequest(request));

describe('an operator on a key with one value, there and absent:', () => {
  test.each([
    { operator: 'StringEquals', values: ['eu-west-1'], there: true, absent: false },
    { operator: 'StringEquals', values: ['us-east-1', 'eu-west-1'], there: true, absent: false },
    { operator: 'StringEquals', values: ['EU-WEST-1'], there: false, absent: false },
    { operator: 'StringEquals', values: ['eu-*'], there: false, absent: false },
    { operator: 'StringEqualsIfExists', values: ['us-east-1'], there: false, absent: true },
    { operator: 'StringEqualsIfExists', values: ['eu-west-1'], there: true, absent: true },
    { operator: 'StringNotEquals', values: ['us-east-1'], there: true, absent: true },
    { operator: 'StringNotEquals', values: ['us-east-1', 'eu-west-1'], there: false, absent: true },
    { operator: 'StringNotEqualsIfExists', values: ['eu-west-1'], there: false, absent: true },
    { operator: 'StringEqualsIgnoreCase', values: ['EU-West-1'], there: true, absent: false },
    { operator: 'StringNotEqualsIgnoreCase', values: ['EU-West-1'], there: false, absent: true },
    { operator: 'StringLike', values: ['eu-*'], there: true, absent: false },
    { operator: 'StringLike', values: ['eu-west-?'], there: true, absent: false },
    { operator: 'StringLike', values: ['us-*'], there: false, absent: false },
    { operator: 'StringLike', values: ['*'], there: true, absent: false },
    { operator: 'StringLikeIfExists', values: ['us-*'], there: false, absent: true },
    { operator: 'StringNotLike', values: ['us-*'], there: true, absent: true },
    { operator: 'StringNotLike', values: ['eu-*'], there: false, absent: true },
    { operator: 'Null', values: ['true'], there: false, absent: true },
    { operator: 'Null', values: ['false'], there: true, absent: false },
  ])('$operator $values: $there, $absent', ({ operator, values, there, absent }) => {
    expect(met(region(operator, ...values), ireland)).toBe(there);
    expect(met(region(operator, ...values), {})).toBe(absent);
  });
});

describe('ARNs are matched part by part:', () => {
  const rule = 'arn:aws:events:eu-west-1:222222222222:rule/bus/name';
  test.each([
    { operator: 'ArnEquals', pattern: rule, there: true, absent: false },
    { operator: 'ArnEquals', pattern: 'arn:aws:events:*:222222222222:rule/*', there: true, absent: false },
    { operator: 'ArnLike', pattern: 'arn:aws:events:eu-west-1:*:rule/b?s/*', there: true, absent: false },
    { operator: 'ArnLike', pattern: 'arn:aws:*:rule/bus/name', there: false, absent: false },
    { operator: 'ArnLike', pattern: 'arn:aws:events:*', there: false, absent: false },
    { operator: 'ArnLike', pattern: '*', there: false, absent: false },
    { operator: 'ArnLikeIfExists', pattern: 'arn:aws:sns:*:*:*', there: false, absent: true },
    { operator: 'ArnNotEquals', pattern: rule, there: false, absent: true },
    { operator: 'ArnNotLike', pattern: 'arn:aws:sns:*:*:*', there: true, absent: true },
  ])('$operator $pattern: $there, absent $absent', ({ operator, pattern, there, absent }) => {
    const condition = { [operator]: { 'aws:SourceArn': pattern } };
    expect(met(condition, { context: { 'aws:SourceArn': rule } })).toBe(there);
    expect(met(condition, {})).toBe(absent);
  });
});

test.each([
  { wanted: 'true', is: 'true', result: true },
  { wanted: true, is: 'true', result: true },
  { wanted: 'false', is: 'true', result: false },
  { wanted: 'true', is: undefined, result: false },
  { wanted: 'false', is: undefined, result: false },
])('Bool $wanted of $is: $result', ({ wanted, is, result }) =>
  expect(
    met(
      { Bool: { 'aws:SecureTransport': wanted } },
      { context: is === undefined ? {} : { 'aws:SecureTransport': is } },
    ),
  ).toBe(result),
);

describe('several values', () => {
  test.each([
    { operator: 'ForAllValues:StringEquals', keys: ['a'], result: true },
    { operator: 'ForAllValues:StringEquals', keys: ['a', 'b'], result: true },
    { operator: 'ForAllValues:StringEquals', keys: ['a', 'c'], result: false },
    { operator: 'ForAllValues:StringEquals', keys: undefined, result: true },
    { operator: 'ForAllValues:StringNotEquals', keys: ['c', 'd'], result: true },
    { operator: 'ForAllValues:StringNotEquals', keys: ['a', 'c'], result: false },
    { operator: 'ForAnyValue:StringEquals', keys: ['a', 'c'], result: true },
    { operator: 'ForAnyValue:StringEquals', keys: ['c'], result: false },
    { operator: 'ForAnyValue:StringEquals', keys: undefined, result: false },
    { operator: 'ForAnyValue:StringEqualsIfExists', keys: undefined, result: true },
    { operator: 'ForAnyValue:StringNotEquals', keys: ['a', 'c'], result: true },
    { operator: 'ForAnyValue:StringNotEquals', keys: ['a', 'b'], result: false },
    { operator: 'ForAnyValue:StringNotEquals', keys: undefined, result: false },
    { operator: 'ForAnyValue:StringLike', keys: ['xb'], result: false },
  ])('$operator a, b of $keys: $result', ({ operator, keys, result }) =>
    expect(
      met(
        { [operator]: { 'aws:TagKeys': ['a', 'b'] } },
        { context: keys === undefined ? {} : { 'aws:TagKeys': keys } },
      ),
    ).toBe(result),
  );
});

describe('tags', () => {
  const owner = { StringEquals: { 'aws:ResourceTag/jetway:name': 'one' } };
  const tagged = (key: string) => new Map([[key, 'one']]);

  test.each([
    { given: 'the tag', resourceTags: tagged('jetway:name'), result: true },
    { given: 'the tag in another case', resourceTags: tagged('Jetway:Name'), result: true },
    { given: 'another tag', resourceTags: tagged('name'), result: false },
    { given: 'no tag', resourceTags: new Map<string, string>(), result: false },
  ])('a resource with $given: $result', ({ resourceTags, result }) =>
    expect(met(owner, { resourceTags })).toBe(result),
  );
  test('of a request are not those of a resource', () =>
    expect(met(owner, { requestTags: tagged('jetway:name'), resourceTags: new Map() })).toBe(false));
  test('of a request', () =>
    expect(
      met({ StringEquals: { 'AWS:requesttag/jetway:name': 'one' } }, { requestTags: tagged('jetway:name') }),
    ).toBe(true));
  test('are absent where the action has no resource', () =>
    expect(met(owner, { resource: '*' })).toBe(false));
  test('that the simulator does not keep are an error', () =>
    expect(() => met(owner, {})).toThrow('does not model the tags of arn:aws:ec2'));
});

test('every key under every operator must be met', () => {
  const condition = { ...region('StringEquals', 'eu-west-1'), Bool: { 'aws:SecureTransport': 'true' } };
  expect(met(condition, ireland)).toBe(false);
  expect(met(condition, { context: { ...ireland.context, 'aws:SecureTransport': 'true' } })).toBe(true);
});

test('a key may be written in any case', () =>
  expect(met({ StringEquals: { 'AWS:requestedregion': 'eu-west-1' } }, ireland)).toBe(true));

import { describe, expect, test } from '@jest/globals';
import { parsePolicy } from '../../../../sim/services/iam/document.ts';
import { type Decision, decide } from '../../../../sim/services/iam/policy.ts';
import { aRequest } from './a-request.ts';

const policy = (...Statement: readonly object[]) =>
  parsePolicy({ Version: '2012-10-17', Statement }, 'identity', 'test');
const allow = { Effect: 'Allow', Action: 'ec2:CreateRoute', Resource: '*' };
const deny = { ...allow, Effect: 'Deny' };
/** A policy variable, put together so that nobody takes it for a template literal. */
const variable = ['$', '{aws:PrincipalAccount}'].join('');
const unmet = { Condition: { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } } };
const decided = (...statements: readonly object[]) => decide([policy(...statements)], aRequest());

describe('a request is decided by all statements together:', () => {
  const cases: readonly { given: string; statements: readonly object[]; decision: Decision }[] = [
    { given: 'no statement', statements: [], decision: 'silent' },
    { given: 'one that allows it', statements: [allow], decision: 'allowed' },
    { given: 'one that denies it, first', statements: [deny, allow], decision: 'denied' },
    { given: 'one that denies it, last', statements: [allow, deny], decision: 'denied' },
    {
      given: 'a denial whose condition is not met',
      statements: [{ ...deny, ...unmet }, allow],
      decision: 'allowed',
    },
    {
      given: 'a denial of something else',
      statements: [{ ...deny, Action: 'ec2:DeleteRoute' }, allow],
      decision: 'allowed',
    },
    { given: 'one whose condition is not met', statements: [{ ...allow, ...unmet }], decision: 'silent' },
    {
      given: 'one for another action',
      statements: [{ ...allow, Action: 'ec2:CreateRouteTable' }],
      decision: 'silent',
    },
  ];
  test.each(cases)('$given: $decision', ({ statements, decision }) =>
    expect(decided(...statements)).toBe(decision),
  );

  test('a denial in another document wins', () =>
    expect(decide([policy(allow), policy(deny)], aRequest())).toBe('denied'));
  test('a single statement needs no list', () =>
    expect(decide([parsePolicy({ Statement: allow }, 'identity', 'test')], aRequest())).toBe('allowed'));
});

test.each([
  { pattern: '*', matches: true },
  { pattern: 'ec2:*', matches: true },
  { pattern: 'EC2:createroute', matches: true },
  { pattern: 'ec2:Create*', matches: true },
  { pattern: 'ec2:CreateRout?', matches: true },
  { pattern: 'ec2:CreateRoute?', matches: false },
  { pattern: 'ec2:Route', matches: false },
  { pattern: 'sqs:*', matches: false },
  { pattern: 'ec2.CreateRoute', matches: false },
])('the action $pattern matches ec2:CreateRoute: $matches', ({ pattern, matches }) =>
  expect(decided({ ...allow, Action: [pattern] })).toBe(matches ? 'allowed' : 'silent'),
);

describe('resources', () => {
  const table = 'arn:aws:ec2:eu-west-1:222222222222:route-table/rtb-1';
  test.each([
    { pattern: '*', resource: table, matches: true },
    { pattern: table, resource: table, matches: true },
    { pattern: 'arn:aws:ec2:*:222222222222:route-table/*', resource: table, matches: true },
    { pattern: 'arn:aws:ec2:eu-west-?:222222222222:route-table/rtb-?', resource: table, matches: true },
    { pattern: 'arn:aws:ec2:eu-west-1:222222222222:*', resource: table, matches: true },
    {
      pattern: 'arn:aws:ec2:eu-west-1:222222222222:route-table/rtb-?',
      resource: `${table}2`,
      matches: false,
    },
    { pattern: 'arn:aws:ec2:eu-west-1:333333333333:route-table/*', resource: table, matches: false },
    { pattern: 'arn:aws:ec2:eu-west-1:222222222222:ROUTE-TABLE/*', resource: table, matches: false },
    { pattern: 'arn:aws:ec2:eu-west-1:222222222222:subnet/*', resource: table, matches: false },
    { pattern: '*', resource: '*', matches: true },
    { pattern: 'arn:*:*:*:*:*', resource: '*', matches: false },
  ])('$pattern matches $resource: $matches', ({ pattern, resource, matches }) =>
    expect(decide([policy({ ...allow, Resource: [pattern] })], aRequest({ resource }))).toBe(
      matches ? 'allowed' : 'silent',
    ),
  );
});

describe('what the simulator does not know is an error, never passed over:', () => {
  test.each([
    { what: 'NotAction', statement: { Effect: 'Allow', NotAction: 'ec2:*', Resource: '*' } },
    { what: 'NotResource', statement: { ...allow, NotResource: '*' } },
    { what: 'NotPrincipal', statement: { ...allow, NotPrincipal: '*' } },
    { what: 'Effect', statement: { ...allow, Effect: 'Permit' } },
    { what: 'Action', statement: { Effect: 'Allow', Resource: '*' } },
    { what: 'needs a Resource', statement: { Effect: 'Allow', Action: '*' } },
    { what: 'cannot have a Principal', statement: { ...allow, Principal: '*' } },
  ])('$what', ({ what, statement }) => expect(() => policy(statement)).toThrow(what));

  const conditions: readonly { readonly what: string; readonly Condition: object }[] = [
    { what: 'NumericLessThan', Condition: { NumericLessThan: { 'aws:RequestedRegion': 1 } } },
    { what: 'StringEqual', Condition: { StringEqual: { 'aws:RequestedRegion': 'eu-west-1' } } },
    { what: 'NullIfExists', Condition: { NullIfExists: { 'aws:RequestedRegion': 'true' } } },
    { what: 'ForAllValues:Null', Condition: { 'ForAllValues:Null': { 'aws:TagKeys': 'true' } } },
    { what: 'toString', Condition: { toString: { 'aws:RequestedRegion': 'eu-west-1' } } },
    { what: 'aws:CalledVia', Condition: { StringEquals: { 'aws:CalledVia': 'x' } } },
    { what: 'ec2:ResourceTag/a', Condition: { StringEqualsIfExists: { 'ec2:ResourceTag/a': 'x' } } },
    { what: 'constructor', Condition: { StringEquals: { constructor: 'x' } } },
    { what: 'yes', Condition: { Null: { 'aws:TagKeys': 'yes' } } },
    { what: 'needs ForAllValues: or ForAnyValue:', Condition: { StringEquals: { 'aws:TagKeys': 'a' } } },
    {
      what: variable,
      Condition: { StringEquals: { 'aws:RequestTag/a': variable } },
    },
  ];
  test.each(conditions)('$what', ({ what, Condition }) =>
    expect(() => decided({ ...allow, Condition })).toThrow(what),
  );

  test.each([
    { Resource: 'rtb-1' },
    { Resource: 'arn:aws:ec2' },
    { Resource: `arn:aws:ec2:*:${variable}:vpc/*` },
  ])('$Resource', ({ Resource }) => expect(() => decided({ ...allow, Resource })).toThrow(Resource));

  test('an element of the document', () =>
    expect(() => parsePolicy({ Statement: [], Statements: [] }, 'identity', 'test')).toThrow('Statements'));
  test('no document at all', () =>
    expect(() => parsePolicy('{}', 'identity', 'the role')).toThrow('the role'));
});

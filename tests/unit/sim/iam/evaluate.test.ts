import { describe, expect, test } from '@jest/globals';
import {
  allowedByResourcePolicy,
  identityVerdict,
  resourceVerdict,
} from '../../../../sim/services/iam/evaluate.ts';
import { account, arn, asked, policy } from './request.ts';

const table = (pattern: string) => `arn:aws:ec2:eu-west-1:${account}:${pattern}`;

describe('a policy of the caller', () => {
  test.each([
    { says: 'everything', statements: [{}], verdict: 'allowed' },
    { says: 'nothing', statements: [], verdict: 'silent' },
    { says: 'the action in another case', statements: [{ Action: 'EC2:createroute' }], verdict: 'allowed' },
    { says: 'a pattern of actions', statements: [{ Action: ['ec2:Create?oute'] }], verdict: 'allowed' },
    { says: 'another action', statements: [{ Action: 'ec2:CreateRouteTable' }], verdict: 'silent' },
    { says: 'the resource', statements: [{ Resource: table('route-table/rtb-1') }], verdict: 'allowed' },
    {
      says: 'the resource in another case',
      statements: [{ Resource: table('route-table/RTB-1') }],
      verdict: 'silent',
    },
    {
      says: 'a pattern of resources',
      statements: [{ Resource: [table('route-table/*')] }],
      verdict: 'allowed',
    },
    {
      says: 'every Region',
      statements: [{ Resource: `arn:aws:ec2:*:${account}:route-table/*` }],
      verdict: 'allowed',
    },
    {
      says: 'a wildcard across colons',
      statements: [{ Resource: 'arn:aws:ec2:e*1:route-table/rtb-1' }],
      verdict: 'silent',
    },
    { says: 'whatever begins so', statements: [{ Resource: 'arn:aws:ec2:*' }], verdict: 'allowed' },
    { says: 'another resource', statements: [{ Resource: table('vpc/*') }], verdict: 'silent' },
    { says: 'a denial first', statements: [{ Effect: 'Deny', Action: 'ec2:*' }, {}], verdict: 'denied' },
    {
      says: 'a denial last',
      statements: [{}, { Effect: 'Deny', Action: 'ec2:CreateRoute' }],
      verdict: 'denied',
    },
    { says: 'a denial of others', statements: [{}, { Effect: 'Deny', Action: 'sqs:*' }], verdict: 'allowed' },
    {
      says: 'a condition that is not met',
      statements: [{ Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-central-1' } } }],
      verdict: 'silent',
    },
    {
      says: 'a condition that is met',
      statements: [{ Condition: { StringEquals: { 'aws:RequestedRegion': ['eu-west-1', 'eu-central-1'] } } }],
      verdict: 'allowed',
    },
  ])('that says $says: $verdict', ({ statements, verdict }) => {
    const request = asked({ context: { 'aws:RequestedRegion': 'eu-west-1' } });
    expect(identityVerdict([policy(...statements)], request)).toBe(verdict);
  });

  test('a denial in one of several is enough', () =>
    expect(identityVerdict([policy({}), policy({ Effect: 'Deny' })], asked())).toBe('denied'));

  test('that names ARNs does not allow what knows no resource', () =>
    expect(identityVerdict([policy({ Resource: 'arn:aws:*' })], asked({ resource: '*' }))).toBe('silent'));
});

describe('a policy of the resource names', () => {
  const service = { kind: 'service', name: 'events.amazonaws.com' } as const;
  const administrator = {
    kind: 'administrator',
    account,
    arn: `arn:aws:iam::${account}:user/administrator`,
  } as const;
  const stranger = '333333333333';
  test.each([
    { whom: 'everybody', Principal: '*', verdict: 'allowed' },
    { whom: 'everybody of AWS', Principal: { AWS: '*' }, verdict: 'allowed' },
    {
      whom: 'everybody, asked by a service',
      Principal: { AWS: '*' },
      principal: service,
      verdict: 'allowed',
    },
    { whom: 'the role', Principal: { AWS: [arn] }, verdict: 'allowed' },
    {
      whom: 'the session',
      Principal: { AWS: `arn:aws:sts::${account}:assumed-role/reconciler/one` },
      verdict: 'allowed',
    },
    { whom: 'the account', Principal: { AWS: `arn:aws:iam::${account}:root` }, verdict: 'allowedToAccount' },
    {
      whom: 'the account by its id',
      Principal: { AWS: account },
      principal: administrator,
      verdict: 'allowedToAccount',
    },
    { whom: 'another role', Principal: { AWS: `${arn}-2` }, verdict: 'silent' },
    { whom: 'another account', Principal: { AWS: [stranger] }, verdict: 'silent' },
    { whom: 'the service', Principal: { Service: service.name }, principal: service, verdict: 'allowed' },
    {
      whom: 'another service',
      Principal: { Service: 'sns.amazonaws.com' },
      principal: service,
      verdict: 'silent',
    },
    { whom: 'a service, asked by a role', Principal: { Service: [service.name] }, verdict: 'silent' },
    { whom: 'the account, to deny it', Principal: { AWS: account }, Effect: 'Deny', verdict: 'denied' },
  ])('$whom: $verdict', ({ principal, verdict, whom: _, ...statement }) => {
    const request = asked(principal === undefined ? {} : { principal });
    expect(resourceVerdict('resource', policy(statement), request)).toBe(verdict);
    expect(allowedByResourcePolicy(policy(statement), request)).toBe(verdict.startsWith('allowed'));
  });
});

describe('a policy that the simulator cannot read is an error:', () => {
  test.each([
    ['an unknown element', policy({ Ressource: '*' })],
    ['NotAction', policy({ NotAction: 'ec2:*' })],
    ['NotResource', policy({ NotResource: '*' })],
    ['a principal where the policy hangs on one', policy({ Principal: '*' })],
    ['an effect that is none', policy({ Effect: 'allow' })],
    ['an older version', { ...policy({}), Version: '2008-10-17' }],
    ['no version', { Statement: [] }],
    ['a policy variable', policy({ Resource: ['$', '{aws:username}'].join('') })],
    ['a condition key that nobody knows', policy({ Condition: { Null: { 'aws:Unheard': 'true' } } })],
  ])('%s', (_, document) => expect(() => identityVerdict([document], asked())).toThrow('the simulator'));

  test.each([
    ['no principal', policy({})],
    ['a federated principal', policy({ Principal: { Federated: 'example.com' } })],
    ['a pattern of principals', policy({ Principal: { AWS: `arn:aws:iam::${account}:role/*` } })],
  ])('on a resource, %s', (_, document) =>
    expect(() => resourceVerdict('resource', document, asked())).toThrow('the simulator'),
  );

  test('in a trust policy, a resource', () =>
    expect(() => resourceVerdict('trust', policy({ Principal: '*' }), asked())).toThrow('the simulator'));
});

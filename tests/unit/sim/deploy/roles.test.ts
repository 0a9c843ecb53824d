import { describe, expect, test } from '@jest/globals';
import { type Json, parseTemplate } from '../../../../sim/deploy/document.ts';
import { deployRoles } from '../../../../sim/deploy/roles.ts';
import { World } from '../../../../sim/world.ts';
import { deployment } from './deployment.ts';

type Resources = Record<string, { Type: string; Condition?: string; Properties?: Record<string, Json> }>;

const trustPolicy = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }],
};
const allow = (Action: string, Resource: Json = '*') => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource }],
});
const role = (properties: Record<string, Json> = {}) => ({
  Type: 'AWS::IAM::Role',
  Properties: { RoleName: 'worker', AssumeRolePolicyDocument: trustPolicy, ...properties },
});
const rolesWith = (resources: Resources) =>
  deployRoles(
    new World(),
    parseTemplate({ Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } }, Resources: resources }),
    deployment,
  );

describe('the policies of a role are', () => {
  test.each<{ attached: string; resources: Resources; policies: readonly unknown[] }>([
    { attached: 'none', resources: { Role: role() }, policies: [] },
    {
      attached: 'inline',
      resources: {
        Role: role({ Policies: [{ PolicyName: 'p', PolicyDocument: allow('sqs:SendMessage') }] }),
      },
      policies: [allow('sqs:SendMessage')],
    },
    {
      attached: 'a policy by Ref',
      resources: {
        Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'orders' } },
        Role: role(),
        Policy: {
          Type: 'AWS::IAM::Policy',
          Properties: {
            PolicyName: 'p',
            PolicyDocument: allow('sqs:SendMessage', { 'Fn::GetAtt': ['Queue', 'Arn'] }),
            Roles: [{ Ref: 'Role' }],
          },
        },
      },
      policies: [allow('sqs:SendMessage', 'arn:aws:sqs:eu-west-1:111111111111:orders')],
    },
    {
      attached: 'a policy that is a resource of one role',
      resources: {
        Role: role(),
        Policy: {
          Type: 'AWS::IAM::RolePolicy',
          Properties: { PolicyName: 'p', PolicyDocument: allow('sns:Publish'), RoleName: { Ref: 'Role' } },
        },
      },
      policies: [allow('sns:Publish')],
    },
    {
      attached: 'a managed policy of the template that names the role',
      resources: {
        Role: role(),
        Managed: {
          Type: 'AWS::IAM::ManagedPolicy',
          Properties: { PolicyDocument: allow('kms:Decrypt'), Roles: [{ Ref: 'Role' }] },
        },
      },
      policies: [allow('kms:Decrypt')],
    },
    {
      attached: 'a managed policy of the template that the role names',
      resources: {
        Role: role({ ManagedPolicyArns: [{ Ref: 'Managed' }] }),
        Managed: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: allow('kms:Decrypt') } },
      },
      policies: [allow('kms:Decrypt')],
    },
    {
      attached: 'a policy that AWS manages',
      resources: {
        Role: role({
          ManagedPolicyArns: [
            {
              'Fn::Join': [
                '',
                [
                  'arn:',
                  { Ref: 'AWS::Partition' },
                  ':iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
                ],
              ],
            },
          ],
        }),
      },
      policies: [
        {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
              Resource: '*',
            },
          ],
        },
      ],
    },
    {
      attached: 'not those of another role, nor those that are left out',
      resources: {
        Role: role(),
        Other: role({ RoleName: 'other' }),
        OfOther: {
          Type: 'AWS::IAM::Policy',
          Properties: { PolicyName: 'p', PolicyDocument: allow('s3:*'), Roles: [{ Ref: 'Other' }] },
        },
        LeftOut: {
          Type: 'AWS::IAM::Policy',
          Condition: 'Never',
          Properties: { PolicyName: 'p', PolicyDocument: allow('ec2:*'), Roles: [{ Ref: 'Role' }] },
        },
      },
      policies: [],
    },
  ])('$attached', ({ resources, policies }) => expect(rolesWith(resources)[0]?.policies).toEqual(policies));
});

describe('the roles of a template', () => {
  test('belong to the account, and are trusted as the template says', () => {
    const trusting = (AWS: Json) => ({
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS } }],
    });
    expect(
      rolesWith({ Role: role({ AssumeRolePolicyDocument: trusting({ Ref: 'AWS::AccountId' }) }) }),
    ).toEqual([
      { account: '111111111111', name: 'worker', trustPolicy: trusting('111111111111'), policies: [] },
    ]);
  });

  test('keep the path that they are under', () =>
    expect(rolesWith({ Role: role({ Path: '/jetway/' }) })[0]).toMatchObject({
      name: 'worker',
      path: '/jetway/',
    }));

  test('leave out one whose condition is false', () =>
    expect(rolesWith({ Role: { ...role(), Condition: 'Never' } })).toEqual([]));

  test('have a name where the template gives none', () =>
    expect(
      rolesWith({
        Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trustPolicy } },
      })[0]?.name,
    ).toMatch(/^orders-stack-Role-[0-9A-F]{12}$/));
});

describe('is refused:', () => {
  test.each<{ what: string; resources: Resources; message: string }>([
    {
      what: 'a policy of AWS without a document here',
      resources: { Role: role({ ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] }) },
      message:
        'Role.Properties.ManagedPolicyArns[0]: the simulator does not have the policy arn:aws:iam::aws:policy/AdministratorAccess',
    },
    {
      what: 'a permissions boundary',
      resources: { Role: role({ PermissionsBoundary: 'arn:aws:iam::111111111111:policy/b' }) },
      message: 'Role.Properties: the simulator does not know PermissionsBoundary of AWS::IAM::Role',
    },
    {
      what: 'a policy on a role of somewhere else',
      resources: {
        Policy: {
          Type: 'AWS::IAM::Policy',
          Properties: { PolicyName: 'p', PolicyDocument: allow('s3:*'), Roles: ['else'] },
        },
      },
      message: 'Policy (AWS::IAM::Policy) could not be made: 111111111111 has no role else',
    },
    {
      what: 'a role without a trust policy',
      resources: { Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'worker' } } },
      message: 'Role.Properties.AssumeRolePolicyDocument: ',
    },
    {
      what: 'an inline policy without a document',
      resources: { Role: role({ Policies: [{ PolicyName: 'p' }] }) },
      message: 'Role.Properties.Policies.0.PolicyDocument: ',
    },
  ])('$what', ({ resources, message }) => expect(() => rolesWith(resources)).toThrow(message));
});

test('deployed, the roles are in the world', () => {
  const world = new World();
  const roles = deployRoles(world, parseTemplate({ Resources: { Role: role() } }), deployment);
  expect(roles).toEqual([{ account: '111111111111', name: 'worker', trustPolicy, policies: [] }]);
  expect(world.identity.roles.get('111111111111/worker')).toEqual(roles[0]);
});

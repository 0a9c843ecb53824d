import { createRequire } from 'node:module';
import { compileFunction } from 'node:vm';
import { describe, expect, test } from '@jest/globals';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ConsumerStack } from '../../cdk/consumer-stack.ts';
import { consumerTemplate } from '../../cdk/consumer-template.ts';
import type { Configuration } from '../../lib/config/configuration.ts';
import { Region } from '../../lib/model/ids.ts';
import { aConfiguration, byInvitation, someRules } from '../unit/support/configuration.ts';
import * as ids from '../unit/support/ids.ts';
import { findings } from './support/findings.ts';

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const virginia = Region.parse('us-east-1');
/** Two sites, and Jetway attaches VPCs in the second. */
const attaching = aConfiguration({
  sites: [someRules(), someRules({ region: virginia, attachments: 'create' })],
});

const stackOf = (configuration: Configuration) => new ConsumerStack(new App(), { configuration });
const templateOf = (configuration: Configuration) => Template.fromStack(stackOf(configuration));
const template = templateOf(attaching);

const [home] = Object.keys(template.findConditions('*'));
const inHome = { Condition: home };
const actionsOf = ({ Action }: Statement) => [Action].flat();

function statements(from: Template, properties: object = inHome): readonly Statement[] {
  return Object.values(from.findResources('AWS::IAM::Policy', properties)).flatMap(
    (policy) => policy.Properties.PolicyDocument.Statement,
  );
}

function statement(sid: string): Statement {
  const found = statements(template).find(({ Sid }) => Sid === sid);
  if (found === undefined) throw new Error(`There is no statement ${sid}`);
  return found;
}

const here = (resource: string) => ({
  'Fn::Join': ['', ['arn:aws:ec2:*:', { Ref: 'AWS::AccountId' }, `:${resource}`]],
});

test('nobody but the reconciler, in this organization, may become the consumer role', () => {
  const roles = template.findResources('AWS::IAM::Role', { Properties: { RoleName: 'jetway-consumer' } });
  expect(Object.values(roles)).toMatchObject([
    {
      Properties: {
        AssumeRolePolicyDocument: {
          Statement: [
            {
              Effect: 'Allow',
              Action: 'sts:AssumeRole',
              Principal: {
                AWS: {
                  'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::${ids.provider}:root`]],
                },
              },
              Condition: {
                ArnEquals: {
                  'aws:PrincipalArn': `arn:aws:iam::${ids.provider}:role/jetway-test-reconcile-account`,
                },
                StringEquals: { 'aws:PrincipalOrgID': ids.organization },
              },
            },
          ],
        },
      },
    },
  ]);
});

test('the role and its policy are made in the Region of the control plane alone, all else in each', () => {
  const { Conditions, Resources } = template.toJSON();
  expect(Conditions).toEqual({
    [String(home)]: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, ids.region] },
  });
  const conditional = Object.values<{ Type: string; Condition?: string }>(Resources).filter(
    ({ Condition }) => Condition !== undefined,
  );
  expect(conditional).toMatchObject([
    { Type: 'AWS::IAM::Role', Properties: { RoleName: 'jetway-consumer' } },
    { Type: 'AWS::IAM::Policy' },
  ]);
});

describe('what the role may do', () => {
  const always = [
    'ec2:CreateRoute',
    'ec2:DeleteRoute',
    'ec2:DeleteTransitGatewayVpcAttachment',
    'ec2:DescribeRouteTables',
    'ec2:DescribeTransitGatewayVpcAttachments',
    'ec2:DescribeVpcAttribute',
    'ec2:DescribeVpcs',
    'lambda:GetFunctionConfiguration',
    'lambda:UpdateFunctionConfiguration',
    'route53profiles:AssociateProfile',
    'route53profiles:DisassociateProfile',
    'route53profiles:ListProfileAssociations',
    'route53profiles:TagResource',
  ];

  const probing = ['ec2:DescribeSecurityGroups', 'ec2:DescribeSubnets', 'lambda:InvokeFunction'];

  test.each([
    { given: 'where consumers attach', configuration: aConfiguration(), more: probing },
    {
      given: 'where nobody is probed',
      configuration: aConfiguration({
        services: aConfiguration().services.map((service) => ({ ...service, probe: 'off' as const })),
      }),
      more: [],
    },
    {
      given: 'where Jetway attaches',
      configuration: attaching,
      more: [
        'ec2:CreateTags',
        'ec2:CreateTransitGatewayVpcAttachment',
        ...probing,
        'iam:CreateServiceLinkedRole',
      ],
    },
    {
      given: 'where shares are accepted',
      configuration: byInvitation(),
      more: [...probing, 'ram:AcceptResourceShareInvitation', 'ram:GetResourceShareInvitations'],
    },
  ])('$given: what the configuration needs, and no more', ({ configuration, more }) => {
    const allowed = new Set(statements(templateOf(configuration)).flatMap(actionsOf));
    expect([...allowed].sort()).toEqual([...always, ...more].sort());
  });

  test('every statement is held to Regions of sites, but for the one of IAM, which has none', () => {
    const regionless = statements(template).filter(
      ({ Condition }) => Condition?.StringEquals?.['aws:RequestedRegion'] === undefined,
    );
    expect(regionless.map(({ Sid }) => Sid)).toEqual(['LetTransitGatewayHaveItsRole']);
  });

  test('VPCs are attached only where a site asks for it', () =>
    expect(
      statements(template)
        .filter((one) => actionsOf(one).some((action) => action.includes('TransitGatewayVpcAttachment')))
        .map(({ Sid, Condition }) => [Sid, Condition?.StringEquals?.['aws:RequestedRegion']]),
    ).toEqual([
      ['ReadNetwork', [ids.region, virginia]],
      ['DeleteOwnAttachment', [ids.region, virginia]],
      ['Attach', [virginia]],
      ['MakeMarkedAttachment', [virginia]],
    ]));

  test.each([
    {
      sid: 'Route',
      resource: here('route-table/*'),
      condition: {},
    },
    {
      sid: 'DeleteOwnAttachment',
      resource: here('transit-gateway-attachment/*'),
      condition: {
        StringEquals: { 'aws:ResourceTag/jetway:name': 'test' },
        Null: { 'aws:ResourceTag/jetway:owner': 'true' },
      },
    },
    {
      sid: 'Attach',
      resource: [here('vpc/*'), here('subnet/*'), `arn:aws:ec2:*:${ids.provider}:transit-gateway/*`],
      condition: {},
    },
    {
      sid: 'MakeMarkedAttachment',
      resource: here('transit-gateway-attachment/*'),
      condition: { StringEquals: { 'aws:RequestTag/jetway:name': 'test' } },
    },
    {
      sid: 'MarkAttachment',
      resource: here('transit-gateway-attachment/*'),
      condition: {
        StringEquals: {
          'aws:RequestTag/jetway:name': 'test',
          'ec2:CreateAction': 'CreateTransitGatewayVpcAttachment',
        },
      },
    },
    {
      sid: 'AssociateProfile',
      resource: '*',
      condition: { StringEquals: { 'aws:RequestTag/jetway:name': 'test' } },
    },
    {
      sid: 'LetTransitGatewayHaveItsRole',
      resource: {
        'Fn::Join': [
          '',
          [
            'arn:aws:iam::',
            { Ref: 'AWS::AccountId' },
            ':role/aws-service-role/transitgateway.amazonaws.com/AWSServiceRoleForVPCTransitGateway',
          ],
        ],
      },
      condition: { StringEquals: { 'iam:AWSServiceName': 'transitgateway.amazonaws.com' } },
    },
  ])('$sid is narrowed', ({ sid, resource, condition }) => {
    expect(statement(sid).Resource).toEqual(resource);
    expect(statement(sid)).toMatchObject({ Effect: 'Allow', Condition: condition });
  });

  test('only invitations of the provider are accepted', () =>
    expect(statements(templateOf(byInvitation()))).toContainEqual({
      Sid: 'AcceptInvitation',
      Effect: 'Allow',
      Action: 'ram:AcceptResourceShareInvitation',
      Resource: 'arn:aws:ram:*:*:resource-share-invitation/*',
      Condition: {
        StringEquals: { 'aws:RequestedRegion': [ids.region], 'ram:ShareOwnerAccountId': ids.provider },
      },
    }));
});

describe('the probe', () => {
  const [probe] = Object.values(template.findResources('AWS::Lambda::Function'));

  test('is small, short, and in no VPC yet', () => {
    expect(probe?.Properties).toMatchObject({
      FunctionName: 'jetway-test-probe',
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      MemorySize: 128,
      Timeout: 30,
    });
    expect(probe?.Properties).not.toHaveProperty('VpcConfig');
  });

  test('is CommonJS with a handler that reads its event', async () => {
    const module: { exports: { handler?: (event: unknown) => Promise<unknown> } } = { exports: {} };
    const code = compileFunction(probe?.Properties.Code.ZipFile, ['module', 'exports', 'require']);
    code(module, module.exports, createRequire(import.meta.url));
    await expect(module.exports.handler?.({})).rejects.toThrow('checks is missing');
  });

  test('may write its own log and nothing else; Lambda alone touches network interfaces', () => {
    const sids = ['WriteLogs', 'LambdaConnectsToVpc', 'CodeDoesNot'];
    const [write, connect, deny] = sids.map((sid) => statements(template, {}).find(({ Sid }) => Sid === sid));
    expect(write?.Resource).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^ProbeLogs/), 'Arn'] });
    expect(deny).toMatchObject({
      Effect: 'Deny',
      Action: connect?.Action,
      Resource: '*',
      Condition: {
        ArnEquals: {
          'lambda:SourceFunctionArn': {
            'Fn::Join': ['', expect.arrayContaining([':function:jetway-test-probe'])],
          },
        },
      },
    });
  });
});

describe('as the template of a StackSet', () => {
  const app = new App();
  const text = consumerTemplate(app, attaching);

  test('it fits into the call, and has nothing that a StackSet refuses', () => {
    expect(Buffer.byteLength(text)).toBeLessThan(51_200);
    expect(Object.keys(JSON.parse(text)).sort()).toEqual([
      'Conditions',
      'Description',
      'Outputs',
      'Resources',
    ]);
    expect(text).not.toMatch(/AWS::CloudFormation::Stack|cdk-bootstrap|cdk-hnb659fds|Fn::Transform/);
    expect(text).toBe(JSON.stringify(JSON.parse(text)));
  });

  test('it is the stack that every check of the app sees, and that no deployment of all stacks includes', () => {
    const { stacks, stacksRecursively } = app.synth();
    expect(stacks).toEqual([]);
    expect(stacksRecursively.map(({ stackName }) => stackName)).toEqual(['jetway-test-consumer']);
    expect(stacksRecursively.map((stack) => JSON.stringify(stack.template))).toEqual([text]);
  });

  test('it goes with its stack, whole', () => {
    const policies = Object.values<{ DeletionPolicy?: string }>(template.toJSON().Resources).map(
      ({ DeletionPolicy = 'Delete' }) => DeletionPolicy,
    );
    expect(new Set(policies)).toEqual(new Set(['Delete']));
  });

  test.each(['AWS::IAM::Role', 'AWS::Lambda::Function', 'AWS::Logs::LogGroup', 'AWS::SQS::Queue'])(
    'each %s says whose it is',
    (type) =>
      template.allResourcesProperties(type, {
        Tags: [
          { Key: 'jetway:name', Value: 'test' },
          { Key: 'jetway:owner', Value: 'jetway-test-consumer' },
        ],
      }),
  );
});

test('network events and its own completion go to the bus, from every Region', () => {
  const targets = Object.values(template.findResources('AWS::Events::Rule')).map(
    ({ Properties }) => Properties.Targets[0].Arn,
  );
  expect(targets.length).toBeGreaterThan(1);
  expect(new Set(targets)).toEqual(
    new Set([`arn:aws:events:${ids.region}:${ids.provider}:event-bus/jetway-test`]),
  );
  expect(JSON.stringify(template.findResources('AWS::Events::Rule'))).toContain('{"Ref":"AWS::StackId"}');
});

test.each([
  { given: 'consumers attach', configuration: aConfiguration() },
  { given: 'Jetway attaches', configuration: attaching },
  { given: 'shares are accepted', configuration: byInvitation() },
])('AwsSolutions has nothing against it where $given', ({ configuration }) =>
  expect(findings(stackOf(configuration))).toEqual([]),
);

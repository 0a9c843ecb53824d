import { describe, expect, test } from '@jest/globals';
import { type Json, parseTemplate } from '../../../../sim/deploy/document.ts';
import { Template } from '../../../../sim/deploy/template.ts';
import { deployment } from './deployment.ts';

const of = (Type: string, Properties: Record<string, Json> = {}, stackName = deployment.stackName) =>
  new Template(parseTemplate({ Resources: { Thing: { Type, Properties } } }), { ...deployment, stackName });
const ref = (...resource: Parameters<typeof of>) => String(of(...resource).ref('Thing', 'There'));
const attribute = (name: string, type: string, properties?: Record<string, Json>) =>
  of(type, properties).attribute('Thing', name, 'There');

const here = 'eu-west-1:111111111111';

describe('what has a name keeps it:', () => {
  test.each<{ type: string; named: Record<string, Json>; ref: string; gives: Record<string, Json> }>([
    {
      type: 'AWS::SQS::Queue',
      named: { QueueName: 'q.fifo', FifoQueue: true },
      ref: 'https://sqs.eu-west-1.amazonaws.com/111111111111/q.fifo',
      gives: { Arn: `arn:aws:sqs:${here}:q.fifo`, QueueName: 'q.fifo' },
    },
    {
      type: 'AWS::IAM::Role',
      named: { RoleName: 'r' },
      ref: 'r',
      gives: { Arn: 'arn:aws:iam::111111111111:role/r' },
    },
    {
      type: 'AWS::IAM::Role',
      named: { RoleName: 'r', Path: '/jetway/' },
      ref: 'r',
      gives: { Arn: 'arn:aws:iam::111111111111:role/jetway/r' },
    },
    {
      type: 'AWS::IAM::ManagedPolicy',
      named: { ManagedPolicyName: 'p' },
      ref: 'arn:aws:iam::111111111111:policy/p',
      gives: { PolicyArn: 'arn:aws:iam::111111111111:policy/p' },
    },
    {
      type: 'AWS::Lambda::Function',
      named: { FunctionName: 'f' },
      ref: 'f',
      gives: { Arn: `arn:aws:lambda:${here}:function:f` },
    },
    {
      type: 'AWS::DynamoDB::Table',
      named: { TableName: 't' },
      ref: 't',
      gives: { Arn: `arn:aws:dynamodb:${here}:table/t` },
    },
    {
      type: 'AWS::DynamoDB::GlobalTable',
      named: { TableName: 't' },
      ref: 't',
      gives: { Arn: `arn:aws:dynamodb:${here}:table/t` },
    },
    {
      type: 'AWS::Logs::LogGroup',
      named: { LogGroupName: '/a' },
      ref: '/a',
      gives: { Arn: `arn:aws:logs:${here}:log-group:/a:*` },
    },
    {
      type: 'AWS::Events::EventBus',
      named: { Name: 'b' },
      ref: 'b',
      gives: { Arn: `arn:aws:events:${here}:event-bus/b`, Name: 'b' },
    },
    {
      type: 'AWS::Events::Rule',
      named: { Name: 'r' },
      ref: 'r',
      gives: { Arn: `arn:aws:events:${here}:rule/r` },
    },
    {
      type: 'AWS::Events::Rule',
      named: { Name: 'r', EventBusName: 'b' },
      ref: 'b|r',
      gives: { Arn: `arn:aws:events:${here}:rule/b/r` },
    },
    {
      type: 'AWS::SSM::Parameter',
      named: { Name: '/a/b', Type: 'String', Value: 'v' },
      ref: '/a/b',
      gives: { Type: 'String', Value: 'v' },
    },
    {
      type: 'AWS::SNS::Topic',
      named: { TopicName: 't' },
      ref: `arn:aws:sns:${here}:t`,
      gives: { TopicArn: `arn:aws:sns:${here}:t`, TopicName: 't' },
    },
    {
      type: 'AWS::StepFunctions::StateMachine',
      named: { StateMachineName: 'm' },
      ref: `arn:aws:states:${here}:stateMachine:m`,
      gives: { Arn: `arn:aws:states:${here}:stateMachine:m`, Name: 'm' },
    },
    {
      type: 'AWS::Scheduler::Schedule',
      named: { Name: 's' },
      ref: 's',
      gives: { Arn: `arn:aws:scheduler:${here}:schedule/default/s` },
    },
    {
      type: 'AWS::Scheduler::ScheduleGroup',
      named: { Name: 'g' },
      ref: 'g',
      gives: { Arn: `arn:aws:scheduler:${here}:schedule-group/g` },
    },
  ])('$type, $ref', ({ type, named, ref: expected, gives }) => {
    expect(ref(type, named)).toBe(expected);
    for (const [name, value] of Object.entries(gives)) expect(attribute(name, type, named)).toBe(value);
  });
});

describe('what has none gets an id of the form that AWS gives it:', () => {
  test.each([
    { type: 'AWS::SQS::Queue', form: /orders-stack-Thing-[0-9A-F]{12}$/ },
    {
      type: 'AWS::IAM::Role',
      form: /^orders-stack-Thing-[0-9A-F]{12}$/,
      attribute: 'RoleId',
      like: /^AROA[0-9A-F]{17}$/,
    },
    { type: 'AWS::KMS::Key', form: /^[0-9a-f-]{36}$/, attribute: 'Arn', like: /:kms:.*:key\/[0-9a-f-]{36}$/ },
    {
      type: 'AWS::EC2::VPC',
      form: /^vpc-[0-9a-f]{17}$/,
      attribute: 'DefaultSecurityGroup',
      like: /^sg-[0-9a-f]{17}$/,
    },
    {
      type: 'AWS::EC2::Subnet',
      form: /^subnet-[0-9a-f]{17}$/,
      attribute: 'AvailabilityZone',
      like: /^eu-west-1a$/,
    },
    { type: 'AWS::EC2::SecurityGroup', form: /^sg-[0-9a-f]{17}$/, attribute: 'GroupId', like: /^sg-/ },
    { type: 'AWS::EC2::Instance', form: /^i-[0-9a-f]{17}$/ },
    {
      type: 'AWS::EC2::EIP',
      form: /^203\.0\.113\.\d+$/,
      attribute: 'AllocationId',
      like: /^eipalloc-[0-9a-f]{17}$/,
    },
    { type: 'AWS::EC2::PrefixList', form: /^pl-[0-9a-f]{17}$/, attribute: 'Arn', like: /:prefix-list\/pl-/ },
    { type: 'AWS::EC2::TransitGateway', form: /^tgw-[0-9a-f]{17}$/, attribute: 'Id', like: /^tgw-/ },
    {
      type: 'AWS::EC2::TransitGatewayAttachment',
      form: /^tgw-attach-[0-9a-f]{17}$/,
      attribute: 'Id',
      like: /^tgw-attach-/,
    },
    {
      type: 'AWS::EC2::TransitGatewayRouteTable',
      form: /^tgw-rtb-[0-9a-f]{17}$/,
      attribute: 'TransitGatewayRouteTableId',
      like: /^tgw-rtb-/,
    },
    { type: 'AWS::EC2::VPCEndpointService', form: /^vpce-svc-[0-9a-f]{17}$/ },
    {
      type: 'AWS::RAM::ResourceShare',
      form: /^arn:aws:ram:eu-west-1:111111111111:resource-share\/[0-9a-f-]{36}$/,
      attribute: 'Arn',
      like: /resource-share/,
    },
    {
      type: 'AWS::Route53Profiles::Profile',
      form: /^rp-[0-9a-f]{17}$/,
      attribute: 'Arn',
      like: /:route53profiles:.*:profile\/rp-/,
    },
    {
      type: 'AWS::Route53Profiles::ProfileAssociation',
      form: /^rpassoc-[0-9a-f]{17}$/,
      attribute: 'Id',
      like: /^rpassoc-/,
    },
    {
      type: 'AWS::CloudFormation::StackSet',
      form: /^orders-stack-Thing-[0-9A-F]{12}:[0-9a-f-]{36}$/,
      attribute: 'StackSetId',
      like: /:/,
    },
    {
      type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
      form: /:loadbalancer\/app\/[^/]{1,32}\/[0-9a-f]{16}$/,
      attribute: 'DNSName',
      like: /\.elb\.eu-west-1\.amazonaws\.com$/,
    },
    {
      type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
      form: /:targetgroup\/[^/]{1,32}\/[0-9a-f]{16}$/,
      attribute: 'TargetGroupFullName',
      like: /^targetgroup\//,
    },
    {
      type: 'AWS::Lambda::EventSourceMapping',
      form: /^[0-9a-f-]{36}$/,
      attribute: 'Id',
      like: /^[0-9a-f-]{36}$/,
    },
    {
      type: 'Custom::Anything',
      form: /^Thing-[0-9a-f]{12}$/,
      attribute: 'WhateverItAnswers',
      like: /^Thing-[0-9a-f]{12}-WhateverItAnswers$/,
    },
    {
      type: 'AWS::Nobody::KnowsIt',
      form: /^orders-stack-Thing-[0-9A-F]{12}$/,
      attribute: 'Arn',
      like: /^arn:aws:nobody:eu-west-1:111111111111:orders-stack-Thing-/,
    },
  ])('$type', ({ type, form, attribute: name, like }) => {
    expect(ref(type)).toMatch(form);
    expect(ref(type)).toBe(ref(type));
    if (name !== undefined && like !== undefined) expect(attribute(name, type)).toMatch(like);
  });

  test('another one in another stack', () =>
    expect(ref('AWS::EC2::VPC', {}, 'one')).not.toBe(ref('AWS::EC2::VPC', {}, 'two')));

  test('a name no longer than the service takes, whatever the stack is called', () => {
    const name = ref(
      'AWS::IAM::Role',
      {},
      'a-stack-whose-name-alone-would-fill-the-whole-of-it-and-more-than-that',
    );
    expect(name).toHaveLength(64);
    expect(name).toMatch(/^a-stack-whose-name.*-Thing-[0-9A-F]{12}$/);
  });

  test('.fifo at the end of a queue that is one', () =>
    expect(ref('AWS::SQS::Queue', { FifoQueue: true })).toMatch(/-[0-9A-F]{12}\.fifo$/));

  test('a listener is under its load balancer', () => {
    const template = new Template(
      parseTemplate({
        Resources: {
          Balancer: {
            Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
            Properties: { Name: 'b', Type: 'network' },
          },
          Listener: {
            Type: 'AWS::ElasticLoadBalancingV2::Listener',
            Properties: { LoadBalancerArn: { Ref: 'Balancer' } },
          },
        },
      }),
      deployment,
    );
    expect(template.ref('Listener', 'There')).toMatch(/:listener\/net\/b\/[0-9a-f]{16}\/[0-9a-f]{16}$/);
  });

  test('an endpoint has a name, and an interface in every subnet', () => {
    const properties = { SubnetIds: ['subnet-a', 'subnet-b'] };
    expect(attribute('DnsEntries', 'AWS::EC2::VPCEndpoint', properties)).toEqual([
      expect.stringMatching(/^Z[0-9A-F]{13}:vpce-[0-9a-f]{17}-[0-9a-f]{8}\./),
    ]);
    expect(attribute('NetworkInterfaceIds', 'AWS::EC2::VPCEndpoint', properties)).toEqual([
      expect.stringMatching(/^eni-[0-9a-f]{17}$/),
      expect.stringMatching(/^eni-[0-9a-f]{17}$/),
    ]);
  });
});

test('an attribute of an unknown type is refused, by type and name', () =>
  expect(() => attribute('Colour', 'AWS::Nobody::KnowsIt')).toThrow(
    'no attribute Colour of AWS::Nobody::KnowsIt',
  ));

test('a name that is no text is refused', () =>
  expect(() => ref('AWS::SQS::Queue', { QueueName: ['a'] })).toThrow(
    'Thing.Properties.QueueName: expected text',
  ));

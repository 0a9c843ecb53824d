import { describe, expect, test } from '@jest/globals';
import { type Json, parseTemplate } from '../../../../sim/deploy/document.ts';
import { Template } from '../../../../sim/deploy/template.ts';
import { deployment } from './deployment.ts';

const document = parseTemplate({
  Parameters: {
    Stage: { Type: 'String', Default: 'test' },
    Size: { Type: 'Number', Default: 3 },
    Zones: { Type: 'CommaDelimitedList', Default: 'a, b,c' },
    None: { Type: 'List<String>', Default: '' },
    Secret: { Type: 'String' },
    Image: { Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>', Default: '/aws/image' },
  },
  Mappings: { Cidrs: { 'eu-west-1': { vpc: '10.0.0.0/16', subnets: ['10.0.0.0/24', '10.0.1.0/24'] } } },
  Conditions: {
    IsTest: { 'Fn::Equals': [{ Ref: 'Stage' }, 'test'] },
    IsLive: { 'Fn::Not': [{ Condition: 'IsTest' }] },
  },
  Resources: {
    Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'orders' } },
    Live: { Type: 'AWS::SQS::Queue', Condition: 'IsLive' },
    Left: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { 'Fn::GetAtt': ['Right', 'QueueName'] } } },
    Right: { Type: 'AWS::SQS::Queue', Properties: { QueueName: { 'Fn::GetAtt': ['Left', 'QueueName'] } } },
  },
});
const stack = new Template(document, { ...deployment, exports: { 'network:Vpc': 'vpc-0a' } });
const resolved = (value: Json) => stack.resolve(value, 'There');
const arn = 'arn:aws:sqs:eu-west-1:111111111111:orders';
const url = 'https://sqs.eu-west-1.amazonaws.com/111111111111/orders';

describe('an expression comes to', () => {
  test.each<{ of: string; value: Json; is: Json | undefined }>([
    { of: 'plain data', value: { a: [1, true, null, ['x']] }, is: { a: [1, true, null, ['x']] } },
    { of: 'Ref of a resource', value: { Ref: 'Queue' }, is: url },
    { of: 'Ref of a parameter', value: { Ref: 'Stage' }, is: 'test' },
    { of: 'Ref of a number', value: { Ref: 'Size' }, is: '3' },
    { of: 'Ref of a list', value: { Ref: 'Zones' }, is: ['a', 'b', 'c'] },
    { of: 'Ref of an empty list', value: { Ref: 'None' }, is: [] },
    { of: 'the account', value: { Ref: 'AWS::AccountId' }, is: '111111111111' },
    { of: 'the Region', value: { Ref: 'AWS::Region' }, is: 'eu-west-1' },
    { of: 'the partition', value: { Ref: 'AWS::Partition' }, is: 'aws' },
    { of: 'the name of the stack', value: { Ref: 'AWS::StackName' }, is: 'orders-stack' },
    { of: 'the suffix of URLs', value: { Ref: 'AWS::URLSuffix' }, is: 'amazonaws.com' },
    { of: 'no value', value: { Ref: 'AWS::NoValue' }, is: undefined },
    { of: 'no value in data', value: { a: { Ref: 'AWS::NoValue' }, b: 1 }, is: { b: 1 } },
    { of: 'no value in a list', value: ['a', { Ref: 'AWS::NoValue' }, 'b'], is: ['a', 'b'] },
    { of: 'GetAtt', value: { 'Fn::GetAtt': ['Queue', 'Arn'] }, is: arn },
    { of: 'GetAtt in one string', value: { 'Fn::GetAtt': 'Queue.Arn' }, is: arn },
    {
      of: 'Sub',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: Fn::Sub writes its variables so
      value: { 'Fn::Sub': '${AWS::Region}/${Queue}/${Queue.Arn}/${!Literal}/$x' },
      is: `eu-west-1/${url}/${arn}/\${Literal}/$x`,
    },
    {
      of: 'Sub with variables',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: Fn::Sub writes its variables so
      value: { 'Fn::Sub': ['${Own}-${Stage}', { Own: { Ref: 'AWS::Region' } }] },
      is: 'eu-west-1-test',
    },
    { of: 'Join', value: { 'Fn::Join': [':', ['arn', { Ref: 'AWS::Partition' }, 7]] }, is: 'arn:aws:7' },
    { of: 'Join of a list', value: { 'Fn::Join': ['+', { Ref: 'Zones' }] }, is: 'a+b+c' },
    { of: 'Split', value: { 'Fn::Split': [':', 'a:b:c'] }, is: ['a', 'b', 'c'] },
    {
      of: 'Select',
      value: { 'Fn::Select': ['5', { 'Fn::Split': [':', { 'Fn::GetAtt': ['Queue', 'Arn'] }] }] },
      is: 'orders',
    },
    { of: 'GetAZs of here', value: { 'Fn::GetAZs': '' }, is: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'] },
    {
      of: 'GetAZs of a Region',
      value: { 'Fn::Select': [0, { 'Fn::GetAZs': 'us-east-1' }] },
      is: 'us-east-1a',
    },
    {
      of: 'FindInMap',
      value: { 'Fn::FindInMap': ['Cidrs', { Ref: 'AWS::Region' }, 'vpc'] },
      is: '10.0.0.0/16',
    },
    {
      of: 'FindInMap of a list',
      value: { 'Fn::FindInMap': ['Cidrs', 'eu-west-1', 'subnets'] },
      is: ['10.0.0.0/24', '10.0.1.0/24'],
    },
    { of: 'If, then', value: { 'Fn::If': ['IsTest', 'yes', { Ref: 'Nobody' }] }, is: 'yes' },
    { of: 'If, else', value: { 'Fn::If': ['IsLive', { Ref: 'Nobody' }, 'no'] }, is: 'no' },
    {
      of: 'If without a value',
      value: [{ 'Fn::If': ['IsLive', 'x', { Ref: 'AWS::NoValue' }] }],
      is: [],
    },
    {
      of: 'ImportValue',
      value: { 'Fn::ImportValue': { 'Fn::Join': [':', ['network', 'Vpc']] } },
      is: 'vpc-0a',
    },
    { of: 'Base64', value: { 'Fn::Base64': { Ref: 'Stage' } }, is: 'dGVzdA==' },
    { of: 'a policy condition', value: { Condition: { Bool: {} } }, is: { Condition: { Bool: {} } } },
  ])('$of', ({ value, is }) => expect(resolved(value)).toEqual(is));

  test('the same id of the stack every time, and another for another stack', () => {
    const id = (stackName: string) =>
      new Template(document, { ...deployment, stackName }).ref('AWS::StackId', 'There');
    expect(id('one')).toMatch(/^arn:aws:cloudformation:eu-west-1:111111111111:stack\/one\/[0-9a-f-]{36}$/);
    expect(id('one')).toBe(id('one'));
    expect(String(id('one')).split('/').at(-1)).not.toBe(String(id('two')).split('/').at(-1));
  });

  test('what the caller gives for a parameter', () => {
    const parameters = { Stage: 'live', Secret: 's3cret', Image: 'ami-0a' };
    const live = new Template(document, { ...deployment, parameters });
    expect(live.resolve([{ Ref: 'Stage' }, { Ref: 'Secret' }, { Ref: 'Image' }], 'There')).toEqual([
      'live',
      's3cret',
      'ami-0a',
    ]);
    expect(live.resources.map(({ logicalId }) => logicalId)).toContain('Live');
  });

  test('the domain of AWS in the partition', () => {
    const china = new Template(document, { ...deployment, partition: 'aws-cn', region: 'cn-north-1' });
    expect(china.ref('Queue', 'There')).toBe('https://sqs.cn-north-1.amazonaws.com.cn/111111111111/orders');
  });
});

describe('is refused, by name and place:', () => {
  test.each<{ what: string; value: Json; message: string }>([
    {
      what: 'an unknown function',
      value: { a: [{ 'Fn::Cidr': ['x', 1, 8] }] },
      message: 'There.a[0]: the simulator does not resolve Fn::Cidr',
    },
    {
      what: 'a function beside something',
      value: { 'Fn::Join': ['', []], b: 1 },
      message: 'There: Fn::Join stands beside b',
    },
    {
      what: 'an unknown resource',
      value: { a: { Ref: 'Nobody' } },
      message: 'There.a.Ref: the stack has no parameter or resource Nobody',
    },
    { what: 'a resource that is left out', value: { Ref: 'Live' }, message: 'Live: its condition is false' },
    {
      what: 'an unknown attribute',
      value: { 'Fn::GetAtt': ['Queue', 'Colour'] },
      message: 'There.Fn::GetAtt: the simulator knows no attribute Colour of AWS::SQS::Queue',
    },
    { what: 'an unknown export', value: { 'Fn::ImportValue': 'x' }, message: 'no stack exports x' },
    {
      what: 'an unknown key of a map',
      value: { 'Fn::FindInMap': ['Cidrs', 'us-east-1', 'vpc'] },
      message: 'the mappings have no Cidrs / us-east-1 / vpc',
    },
    {
      what: 'an unknown condition',
      value: { 'Fn::If': ['IsBlue', 1, 2] },
      message: 'the template has no condition IsBlue',
    },
    {
      what: 'no such element',
      value: { 'Fn::Select': [3, { Ref: 'Zones' }] },
      message: 'the list has no element 3',
    },
    {
      what: 'a parameter without a value',
      value: { Ref: 'Secret' },
      message: 'the parameter Secret has no default',
    },
    {
      what: 'a parameter in SSM',
      value: { Ref: 'Image' },
      message: 'the value of Image is in SSM, at /aws/image',
    },
    {
      what: 'a list for text',
      value: { 'Fn::Base64': { Ref: 'Zones' } },
      message: 'There.Fn::Base64: expected text',
    },
    { what: 'text for a list', value: { 'Fn::Join': ['', 'x'] }, message: 'There.Fn::Join: expected a list' },
    {
      what: 'one argument for two',
      value: { 'Fn::Split': ['x'] },
      message: 'There.Fn::Split: expected two arguments',
    },
    { what: 'what depends on itself', value: { Ref: 'Left' }, message: 'Left depends on itself' },
  ])('$what', ({ value, message }) => expect(() => resolved(value)).toThrow(message));
});

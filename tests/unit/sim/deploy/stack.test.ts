import { describe, expect, test } from '@jest/globals';
import { type Json, parseTemplate, TemplateError } from '../../../../sim/deploy/document.ts';
import { DeploymentError, deployStack, deployStackAtOnce } from '../../../../sim/deploy/stack.ts';
import { Lambda } from '../../../../sim/lambda/runtime.ts';
import { createSimulator } from '../../../../sim/server.ts';
import { World } from '../../../../sim/world.ts';
import { deployment } from './deployment.ts';

type Resources = Record<string, { Type: string; DependsOn?: string; Properties?: Record<string, Json> }>;

const deploy = async (resources: Resources, outputs: Record<string, Json> = {}) => {
  const world = new World();
  const template = parseTemplate({ Resources: resources, Outputs: outputs });
  const stack = await deployStack(new Lambda(createSimulator(world)), { template, deployment });
  return { world, stack };
};

const queue = (properties: Record<string, Json> = {}) => ({
  Type: 'AWS::SQS::Queue',
  Properties: { QueueName: 'orders', ...properties },
});
const arn = 'arn:aws:sqs:eu-west-1:111111111111:orders';

/** A role that a service may assume, and that may do these actions. */
const role = (service: string, actions: readonly string[]) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: service } },
    },
    Policies: [
      {
        PolicyName: 'own',
        PolicyDocument: { Statement: { Effect: 'Allow', Action: actions, Resource: '*' } },
      },
    ],
  },
});
const worker = {
  Type: 'AWS::Lambda::Function',
  Properties: {
    Code: { ZipFile: 'exports.handler = async () => {};' },
    Handler: 'index.handler',
    Runtime: 'nodejs24.x',
    Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
    Timeout: 30,
  },
};
const feed = {
  Type: 'AWS::Lambda::EventSourceMapping',
  Properties: { EventSourceArn: { 'Fn::GetAtt': ['Queue', 'Arn'] }, FunctionName: { Ref: 'Worker' } },
};

test('a resource is made behind what it refers to, and knows what that is called', async () => {
  const { world } = await deploy({
    Policy: {
      Type: 'AWS::SQS::QueuePolicy',
      Properties: {
        Queues: [{ Ref: 'Queue' }],
        PolicyDocument: {
          Statement: {
            Effect: 'Allow',
            Principal: '*',
            Action: 'sqs:SendMessage',
            Resource: { 'Fn::GetAtt': ['Queue', 'Arn'] },
          },
        },
      },
    },
    Queue: queue(),
  });
  expect(world.queues.queues.get(arn)?.attributes.get('Policy')).toContain(`"Resource":"${arn}"`);
});

test('a function is fed where its role may read the queue', async () => {
  const { world } = await deploy({
    Role: role('lambda.amazonaws.com', ['sqs:*']),
    Worker: worker,
    Queue: queue(),
    Feed: feed,
  });
  expect(world.functions.mappings).toMatchObject([{ queueArn: arn, batchSize: 10 }]);
});

test('outputs and exports are what was made', async () => {
  const Value = { Ref: 'Queue' };
  const { stack } = await deploy({ Queue: queue() }, { Url: { Value, Export: { Name: 'the-url' } } });
  const url = 'https://sqs.eu-west-1.amazonaws.com/111111111111/orders';
  expect(stack).toMatchObject({ outputs: { Url: url }, exports: { 'the-url': url }, refs: { Queue: url } });
});

describe('it is not passed over', () => {
  test.each<{
    that: string;
    resources: Resources;
    error: typeof TemplateError | typeof DeploymentError;
    message: string;
  }>([
    {
      that: 'a type is unknown',
      resources: { It: { Type: 'AWS::S3::Bucket' } },
      error: TemplateError,
      message: 'It: the simulator does not know AWS::S3::Bucket',
    },
    {
      that: 'a property is unknown',
      resources: { It: queue({ Colour: 'red' }) },
      error: TemplateError,
      message: 'It.Properties: the simulator does not know Colour of AWS::SQS::Queue',
    },
    {
      that: 'a property within another is unknown',
      resources: {
        It: queue({ RedrivePolicy: { deadLetterTargetArn: arn, maxReceiveCount: 1, colour: 1 } }),
      },
      error: TemplateError,
      message: 'It.Properties.RedrivePolicy: the simulator does not know colour',
    },
    {
      that: 'a property is not what it should be',
      resources: { It: queue({ VisibilityTimeout: 'long' }) },
      error: TemplateError,
      message: 'It.Properties.VisibilityTimeout: ',
    },
    {
      that: 'resources depend on each other',
      resources: { One: { ...queue(), DependsOn: 'Two' }, Two: { ...queue(), DependsOn: 'One' } },
      error: TemplateError,
      message: 'One: depends on itself: One → Two → One',
    },
    {
      that: 'a resource depends on what is not there',
      resources: { One: { ...queue(), DependsOn: 'Two' } },
      error: TemplateError,
      message: 'One: depends on Two, which is not there',
    },
    {
      that: 'Lambda may not assume the role of a function',
      resources: { Role: role('scheduler.amazonaws.com', ['sqs:*']), Worker: worker },
      error: DeploymentError,
      message: 'Worker (AWS::Lambda::Function) could not be made: The role defined for the function ',
    },
    {
      that: 'the role of a function may not read its queue',
      resources: {
        Role: role('lambda.amazonaws.com', ['sqs:ReceiveMessage', 'sqs:GetQueueAttributes']),
        Worker: worker,
        Queue: queue(),
        Feed: feed,
      },
      error: DeploymentError,
      message: 'does not have permissions to call sqs:DeleteMessage',
    },
    {
      that: 'messages become visible while the function still works',
      resources: {
        Role: role('lambda.amazonaws.com', ['sqs:*']),
        Worker: worker,
        Queue: queue({ VisibilityTimeout: 20 }),
        Feed: feed,
      },
      error: DeploymentError,
      message: 'Queue visibility timeout: 20 seconds is less than Function timeout: 30 seconds',
    },
    {
      that: 'EventBridge Scheduler may not assume the role of a schedule',
      resources: {
        Role: role('lambda.amazonaws.com', ['sqs:SendMessage']),
        Queue: queue(),
        Hourly: {
          Type: 'AWS::Scheduler::Schedule',
          Properties: {
            ScheduleExpression: 'rate(1 hour)',
            FlexibleTimeWindow: { Mode: 'OFF' },
            Target: { Arn: arn, Input: '{}', RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] } },
          },
        },
      },
      error: DeploymentError,
      message: 'must allow AWS EventBridge Scheduler to assume the role',
    },
    {
      that: 'a resource cannot be made',
      resources: {
        Rule: { Type: 'AWS::Events::Rule', Properties: { EventBusName: 'none', EventPattern: {} } },
      },
      error: DeploymentError,
      message: 'Rule (AWS::Events::Rule) could not be made: ',
    },
  ])('that $that', async ({ resources, error, message }) => {
    const deploying = deploy(resources);
    await expect(deploying).rejects.toThrow(error);
    await expect(deploying).rejects.toThrow(message);
  });
});

test('a stack that needs no time is deployed at once', () => {
  const world = new World();
  const template = parseTemplate({ Resources: { Queue: queue() } });
  deployStackAtOnce(new Lambda(createSimulator(world)), { template, deployment });
  expect([...world.queues.queues.keys()]).toEqual([arn]);
});

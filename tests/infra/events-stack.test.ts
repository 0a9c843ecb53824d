import { expect, test } from '@jest/globals';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { EventsStack } from '../../cdk/events-stack.ts';
import { Region } from '../../lib/model/ids.ts';
import { aConfiguration } from '../unit/support/configuration.ts';
import * as ids from '../unit/support/ids.ts';
import { application, configurations } from './support/applications.ts';
import { findings } from './support/findings.ts';
import { the } from './support/resource.ts';

const events = (region = ids.region) =>
  new EventsStack(new App(), { configuration: aConfiguration(), region });
const template = (region = ids.region) => Template.fromStack(events(region));

test('the account’s own events go to the bus of Jetway, from another Region too', () => {
  const region = Region.parse('us-east-1');
  const stack = template(region);
  const bus = `arn:aws:events:${ids.region}:${ids.provider}:event-bus/jetway-test`;
  const role = the(stack, 'AWS::IAM::Role', { Description: 'Puts events on the bus of Jetway' }).id;
  const deadLetters = { 'Fn::GetAtt': [the(stack, 'AWS::SQS::Queue').id, 'Arn'] };
  const rules = Object.values(stack.findResources('AWS::Events::Rule'));
  expect(rules.length).toBeGreaterThan(0);
  for (const { Properties } of rules) {
    expect(Properties.EventPattern.account).toEqual([ids.provider]);
    expect(Properties.EventBusName).toBeUndefined();
    expect(Properties.Targets).toMatchObject([
      { Arn: bus, RoleArn: { 'Fn::GetAtt': [role, 'Arn'] }, DeadLetterConfig: { Arn: deadLetters } },
    ]);
  }
  stack.hasResourceProperties('AWS::IAM::Policy', {
    Roles: [{ Ref: role }],
    PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'events:PutEvents', Resource: bus }] },
  });
  stack.hasResourceProperties('AWS::IAM::Role', {
    Description: 'Puts events on the bus of Jetway',
    AssumeRolePolicyDocument: {
      Statement: [
        {
          Principal: { Service: 'events.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceAccount': ids.provider } },
        },
      ],
    },
  });
});

test('dead letters come from the rules alone, over TLS, and are encrypted', () => {
  const stack = template();
  stack.hasResourceProperties('AWS::SQS::Queue', {
    SqsManagedSseEnabled: true,
    MessageRetentionPeriod: 14 * 24 * 3600,
  });
  const [policy] = Object.values(stack.findResources('AWS::SQS::QueuePolicy'));
  const [tls, ...senders] = policy?.Properties.PolicyDocument.Statement ?? [];
  expect(tls).toMatchObject({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } });
  const rules = Object.keys(stack.findResources('AWS::Events::Rule'));
  expect(senders).toHaveLength(rules.length);
  expect(senders).toMatchObject(
    rules.map((rule) => ({
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Condition: { ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': [rule, 'Arn'] } } },
    })),
  );
});

test('AwsSolutions has nothing against it', () => expect(findings(events())).toEqual([]));

test('there is one for each site, after the control plane whose bus it needs', () => {
  const { stacks } = application(configurations['two sites'] ?? '');
  const own = stacks.filter(({ stackName }) => stackName.includes('-events-'));
  expect(own.map(({ stackName }) => stackName)).toEqual([
    'jetway-shared-services-events-eu-west-1',
    'jetway-shared-services-events-eu-central-1',
  ]);
  for (const { dependencies } of own)
    expect(dependencies.map(({ stackName }) => stackName)).toEqual(['jetway-shared-services-control-plane']);
});

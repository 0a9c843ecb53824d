import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Template } from 'aws-cdk-lib/assertions';
import { metricNames } from '../../lib/model/metric.ts';
import * as ids from '../unit/support/ids.ts';
import { controlPlane } from './support/control-plane.ts';
import { the } from './support/resource.ts';

const runbook = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
const template = Template.fromStack(controlPlane());

describe('alarms', () => {
  const byId = Object.entries(template.findResources('AWS::CloudWatch::Alarm'));
  const alarms = byId.map(([, { Properties }]) => Properties);
  const topic = the(template, 'AWS::SNS::Topic');

  test('there is one for each dead-letter queue, the age of each queue, the errors and throttles of each function, and what they count', () => {
    const watched = alarms.map(
      ({ MetricName, Namespace, Dimensions: [{ Value }], Threshold, ComparisonOperator }) => {
        const of = Namespace === 'Jetway' ? `of ${Value}` : (Value.Ref ?? Value['Fn::GetAtt'][0]);
        const sign = ComparisonOperator === 'LessThanThreshold' ? '<' : '>';
        return `${MetricName} ${of.replace(/[0-9A-F]{8}$/, '')} ${sign} ${Threshold}`;
      },
    );
    expect(watched.sort()).toEqual([
      'ApproximateAgeOfOldestMessage RequestsQueue > 3600',
      'ApproximateAgeOfOldestMessage TriggersQueue > 1800',
      'ApproximateNumberOfMessagesVisible RequestsDeadLetters > 0',
      'ApproximateNumberOfMessagesVisible SweepsDeadLetters > 0',
      'ApproximateNumberOfMessagesVisible TriggersDeadLetters > 0',
      'ApproximateNumberOfMessagesVisible Undelivered > 0',
      'DriftRepaired of test > 0',
      'Errors ReconcileAccountFunction > 0',
      'Errors RouteEventFunction > 0',
      'Errors SweepFunction > 0',
      'EventToConnected of test > 3600',
      'Failures of test > 0',
      'GuardTripped of test > 0',
      'ProbesFailed of test > 0',
      'SweepsRouted of test < 1',
      'Throttles ReconcileAccountFunction > 0',
      'Throttles RouteEventFunction > 0',
      'Throttles SweepFunction > 0',
    ]);
  });

  test('each goes to the topic, and says what it means, what to do first, and where the rest is', () => {
    for (const [id, { Properties }] of byId) {
      const name = id.replace(/^Alarms/, '').replace(/[0-9A-F]{8}$/, '');
      expect(Properties.AlarmActions).toEqual([{ Ref: topic.id }]);
      expect(JSON.stringify(Properties.AlarmDescription)).toMatch(/\. First: .+\. More: docs/);
      expect(JSON.stringify(Properties.AlarmDescription)).toContain(
        `docs/operations.md#${name.toLowerCase()}"`,
      );
      expect(runbook).toContain(`\n### ${name}\n`);
    }
    expect(runbook.match(/^### [A-Z]\w+[a-z]$/gm)).toHaveLength(byId.length);
  });

  test('silence is no alarm, but where no sweep comes for three hours', () => {
    const loud = alarms.filter(({ TreatMissingData }) => TreatMissingData !== 'notBreaching');
    expect(loud).toMatchObject([
      { MetricName: 'SweepsRouted', TreatMissingData: 'breaching', Period: 3600, EvaluationPeriods: 3 },
    ]);
  });

  test('the topic is encrypted, takes TLS alone, and what CloudWatch publishes for this account', () => {
    const [keyId] = topic.properties.KmsMasterKeyId['Fn::GetAtt'];
    const key = template.findResources('AWS::KMS::Key')[keyId]?.Properties;
    expect(key.KeyPolicy.Statement).toContainEqual(
      expect.objectContaining({
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      }),
    );
    const [tls, cloudWatch, ...others] = the(template, 'AWS::SNS::TopicPolicy').properties.PolicyDocument
      .Statement;
    expect(tls).toMatchObject({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } });
    expect(cloudWatch).toMatchObject({
      Principal: { Service: 'cloudwatch.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceAccount': ids.provider } },
    });
    expect(others).toEqual([]);
  });
});

test('the dashboard shows each metric that the functions count, and every queue', () => {
  const { DashboardName, DashboardBody } = the(template, 'AWS::CloudWatch::Dashboard').properties;
  expect(DashboardName).toBe('jetway-test');
  const body = JSON.stringify(DashboardBody);
  for (const name of metricNames) expect(body).toContain(name);
  for (const id of Object.keys(template.findResources('AWS::SQS::Queue'))) expect(body).toContain(`"${id}"`);
  expect(body).toContain(`{Jetway,name,cause} MetricName=`);
  for (const statistic of ['p50', 'p90', 'max']) expect(body).toContain(statistic);
});

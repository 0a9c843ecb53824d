import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import type { LogLine } from '../../../handlers/log.ts';
import { causesOf, embeddedMetrics } from '../../../handlers/metrics.ts';
import { JetwayError } from '../../../lib/model/errors.ts';
import { metricNames } from '../../../lib/model/metric.ts';

/**
 * What CloudWatch requires of a record.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
const Embedded = z.looseObject({
  _aws: z.object({
    Timestamp: z.int(),
    CloudWatchMetrics: z
      .array(
        z.object({
          Namespace: z.literal('Jetway'),
          Dimensions: z.array(z.array(z.string()).check(z.maxLength(30))).check(z.minLength(1)),
          Metrics: z
            .array(z.strictObject({ Name: z.enum(metricNames), Unit: z.enum(['Count', 'Seconds']) }))
            .check(z.minLength(1), z.maxLength(100)),
        }),
      )
      .check(z.length(1)),
  }),
});

function written(use: (metrics: ReturnType<typeof embeddedMetrics>) => void) {
  const lines: string[] = [];
  const logged: LogLine[] = [];
  use(
    embeddedMetrics(
      'test',
      (line) => void logged.push(line),
      (line) => void lines.push(line),
    ),
  );
  expect(logged).toEqual([]);
  return lines.map((line) => {
    expect(line).not.toContain('\n');
    const record = Embedded.parse(JSON.parse(line));
    const [directive] = record._aws.CloudWatchMetrics;
    // Each dimension and metric that is announced is a key of the record itself, of the right kind.
    for (const dimension of directive?.Dimensions.flat() ?? [])
      expect(record[dimension]).toEqual(expect.any(String));
    for (const { Name } of directive?.Metrics ?? []) expect(record[Name]).toEqual(expect.any(Number));
    return { ...record, dimensions: directive?.Dimensions, metrics: directive?.Metrics };
  });
}

test('what is counted together is one record, in the dimension of the installation alone', () => {
  const records = written(({ put }) => put({ Looks: 1, ChangesMade: 0 }));
  expect(records).toMatchObject([{ name: 'test', Looks: 1, ChangesMade: 0, dimensions: [['name']] }]);
  expect(records[0]?.metrics).toHaveLength(2);
  expect(records[0]).not.toHaveProperty('service');
});

test('how long an account took is in seconds, so that it has percentiles', () => {
  expect(written(({ connectedAfter }) => connectedAfter(92.5))).toMatchObject([
    {
      EventToConnected: 92.5,
      dimensions: [['name']],
      metrics: [{ Name: 'EventToConnected', Unit: 'Seconds' }],
    },
  ]);
});

test('a failure counts among all and under its cause', () => {
  expect(written(({ failure }) => failure('quota'))).toMatchObject([
    { name: 'test', cause: 'quota', Failures: 1, dimensions: [['name'], ['name', 'cause']] },
  ]);
});

test('nothing of one record is left in the next', () => {
  const [, second] = written((metrics) => {
    metrics.failure('quota');
    metrics.put({ Looks: 1 });
  });
  expect(second).toMatchObject({ dimensions: [['name']], metrics: [{ Name: 'Looks', Unit: 'Count' }] });
  expect(second).not.toHaveProperty('cause');
});

test('several errors in one have each its cause, and what is none of Jetway’s is a defect', () => {
  const quota = new JetwayError('quota', { resource: 'share', what: 'it is full', remedy: 'Raise it' });
  expect(causesOf(quota)).toEqual(['quota']);
  expect(causesOf(new AggregateError([quota, new TypeError('undefined'), quota]))).toEqual([
    'quota',
    'defect',
    'quota',
  ]);
});

test('what cannot be counted is logged, and fails nothing', () => {
  const logged: LogLine[] = [];
  const { put, failure } = embeddedMetrics(
    'test',
    (line) => void logged.push(line),
    () => {
      throw new Error('EAGAIN');
    },
  );
  put({ Looks: 1 });
  failure('quota');
  expect(logged).toEqual(
    Array(2).fill({ level: 'error', event: 'uncounted', message: 'EAGAIN', stack: expect.any(String) }),
  );
});

test('the runbook says what each metric counts', () => {
  const runbook = readFileSync(new URL('../../../docs/operations.md', import.meta.url), 'utf8');
  for (const name of metricNames) expect(runbook).toContain(`| \`${name}\` `);
});

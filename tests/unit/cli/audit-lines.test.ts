import { expect, test } from '@jest/globals';
import { auditLines } from '../../../cli/audit-lines.ts';

const row = (phase: string, key: string, extra: Record<string, string> = {}) => ({
  run: 'run-1',
  account: '333333333333',
  step: 'attachment',
  verb: 'add',
  phase,
  key,
  ...extra,
});

test('an intent gives way to its outcome; one without stays; the oldest comes first', () => {
  const put = row('outcome', 'a', { outcome: 'waiting' });
  const done = row('outcome', 'a', { outcome: 'done' });
  const lost = row('intent', 'b');
  const other = row('intent', 'a', { run: 'run-2' });
  const [first, again] = ['08:00', '08:01'].map((time) => row('intent', 'a', { time }));
  const newestFirst = [other, lost, done, again, put, first].flatMap((one) => one ?? []);
  expect(auditLines(newestFirst)).toEqual([put, done, lost, other]);
});

test('a record that was written twice is one', () => {
  const [intent, done] = [row('intent', 'a'), row('outcome', 'a', { outcome: 'done' })];
  expect(auditLines([{ ...done }, done, { ...intent }, intent])).toEqual([done]);
});

test('an outcome whose intent was longer ago stays', () => {
  const done = row('outcome', 'a', { outcome: 'done' });
  expect(auditLines([done])).toEqual([done]);
});

import { afterEach, expect, jest, test } from '@jest/globals';
import { errorFields, standardOutputLog } from '../../../handlers/log.ts';
import { JetwayError } from '../../../lib/model/errors.ts';

const aws = { service: 'RAM', operation: 'AssociateResourceShare', code: 'Boom', requestId: 'r-1' };
const refused = new JetwayError('quota', { resource: 'share', what: 'it is full', remedy: 'Raise it', aws });

test('an error of Jetway has its code, and AWS’s code and request id', () => {
  expect(errorFields(refused)).toEqual({ code: 'quota', message: 'share: it is full. Raise it.', aws });
});

test('several errors in one keep each its own', () => {
  expect(errorFields(new AggregateError([refused, new TypeError('a defect')], 'account 1'))).toEqual({
    message: 'account 1',
    errors: [errorFields(refused), { message: 'a defect', stack: expect.stringContaining('log.test.ts') }],
  });
});

test('what is no error is told as it is', () => expect(errorFields('why')).toEqual({ message: 'why' }));

afterEach(() => {
  jest.restoreAllMocks();
});

test.each([
  { level: 'info', stream: process.stdout },
  { level: 'warn', stream: process.stderr },
  { level: 'error', stream: process.stderr },
] as const)(
  'a line of level $level is one JSON object, its fields beside what happened',
  ({ level, stream }) => {
    const written = jest.spyOn(stream, 'write').mockReturnValue(true);
    standardOutputLog()({
      level,
      event: 'failed',
      run: 'run-1',
      ...errorFields(refused),
      service: 'payments',
    });
    const lines = written.mock.calls.map(([text]) => String(text));
    written.mockRestore();
    expect(lines).toEqual([expect.stringMatching(/^[^\n]+\n$/)]);
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      level,
      event: 'failed',
      time: expect.stringMatching(/^\d{4}-.*Z$/),
      run: 'run-1',
      code: 'quota',
      message: 'share: it is full. Raise it.',
      aws,
      service: 'payments',
    });
  },
);

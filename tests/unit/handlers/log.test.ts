import { expect, test } from '@jest/globals';
import { errorFields } from '../../../handlers/log.ts';
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

import { expect, test } from '@jest/globals';
import { resultText } from '../../../cli/text/applied.ts';
import { styleOf } from '../../../cli/text/style.ts';
import { type ErrorCode, JetwayError } from '../../../lib/model/errors.ts';
import { account, planOf, siteOf } from './plans.ts';

const plain = styleOf({ colour: false, columns: 80 });
const mend = 'What is done stays; mend what it says, then run it again.\n';
const again = 'What is done stays; run it again.\n';

test.each<{ codes: readonly ErrorCode[]; advice: string }>([
  { codes: ['throttled'], advice: again },
  { codes: ['unavailable', 'not-ready'], advice: again },
  { codes: ['quota'], advice: mend },
  { codes: ['throttled', 'access-denied'], advice: mend },
  { codes: [], advice: mend }, // something could not be read, and a finding says what to do
])('after failures that are $codes it says what helps', ({ codes, advice }) => {
  const errors = codes.map((code) => new JetwayError(code, { resource: 'x', what: 'no', remedy: 'Look' }));
  const text = resultText({ state: 'failed', plan: planOf({}), applied: [], errors }, plain);
  expect(text.endsWith(advice)).toBe(true);
});

test('a run that could not read something says whose, what, why, and what to do', () => {
  const finding = {
    kind: 'unreadable',
    resource: account,
    what: 'its VPCs could not be read: EC2 DescribeVpcs failed with UnauthorizedOperation',
    remedy: 'Give the role ec2:DescribeVpcs',
  } as const;
  const sites = [siteOf('eu-west-1', { incomplete: true })];
  const plan = planOf({}, { accounts: [{ account, state: 'ACTIVE', sites, findings: [finding] }] });
  expect(resultText({ state: 'failed', plan, applied: [], errors: [] }, plain)).toBe(
    [
      'Failed: 0 changes made, and not everything could be read.',
      '  ! 333333333333: its VPCs could not be read: EC2 DescribeVpcs failed with',
      '    UnauthorizedOperation',
      '    → Give the role ec2:DescribeVpcs.',
      'What is done stays; mend what it says, then run it again.',
      '',
    ].join('\n'),
  );
});

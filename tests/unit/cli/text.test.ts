import { describe, expect, test } from '@jest/globals';
import { errorText } from '../../../cli/text/error.ts';
import { planText } from '../../../cli/text/plan.ts';
import { duration, paragraph, sentence, styleOf } from '../../../cli/text/style.ts';
import { JetwayError } from '../../../lib/model/errors.ts';
import { account, planOf, route, siteOf } from './plans.ts';

const plain = styleOf({ colour: false, columns: 80 });
describe('a plan', () => {
  test('says each reason once, numbers what is waited for, and counts', () => {
    const waits = { on: 'attachment', for: 'accept tgw-attach-1', lookAgainSeconds: 40 } as const;
    const text = planText(
      planOf({
        actions: [
          route({ does: 'accept tgw-attach-1' }),
          route({ waits }),
          route({ verb: 'remove', does: 'delete it', reason: 'vpc-2 is not attached', held: true }),
        ],
        settling: [{ on: 'role', for: 'the role jetway-consumer', lookAgainSeconds: 60 }],
      }),
      plain,
    );
    expect(text).toBe(
      [
        '333333333333  shop  ACTIVE',
        '  a consumer of shared: jetway=on on Consumers',
        '  + 1 accept tgw-attach-1',
        '  + 2 add 10.1.0.0/16 of vpc-1 to pl-1  waits for 1',
        '  - 3 delete it  held back: blast radius; because vpc-2 is not attached',
        '  ~ waits for the role jetway-consumer',
        '',
        'Plan: 2 to add, 1 to remove, 1 of them waiting, 1 held back, 1 under way; no findings in 20 accounts (6 consumers).',
        '',
      ].join('\n'),
    );
  });

  test('does not list accounts of which there is nothing to say, unless they were asked for', () => {
    expect(planText(planOf({}), plain)).toBe(
      'Plan: nothing to do; no findings in 20 accounts (6 consumers).\n',
    );
    expect(planText(planOf({}, { scope: [account] }), plain)).toContain('333333333333  shop  ACTIVE');
  });

  test.each([
    {
      given: 'something is under way',
      site: { settling: [{ on: 'role', for: 'the role', lookAgainSeconds: 60 }] } as const,
      ends: 'Plan: nothing to add or remove, 1 under way; no findings in 20 accounts (6 consumers).\n',
    },
    {
      given: 'something could not be read',
      site: { incomplete: true },
      ends: 'Plan: nothing to add or remove; no findings in 20 accounts (6 consumers); 1 could not be told.\n',
    },
  ])('does not say that there is nothing to do where $given', ({ site, ends }) => {
    expect(planText(planOf(site), plain).endsWith(ends)).toBe(true);
  });

  test('names the site where there are several, and what could not be read', () => {
    const sites = [siteOf('eu-west-1', { actions: [route()] }), siteOf('us-east-1', { incomplete: true })];
    const text = planText(
      planOf({}, { accounts: [{ account, state: 'ACTIVE', sites, findings: [] }] }),
      plain,
    );
    expect(text).toContain('  eu-west-1  a consumer of shared: jetway=on on Consumers\n  + 1 add');
    expect(text).toContain('  us-east-1  a consumer of shared: jetway=on on Consumers\n  ? not everything');
  });

  test('says what a finding is about, what is wrong and what to do', () => {
    const finding = {
      kind: 'quota',
      resource: 'pl-1',
      what: 'it is full',
      remedy: 'Raise MaxEntries',
    } as const;
    expect(planText(planOf({}, { findings: [finding] }), plain)).toContain(
      '! pl-1: it is full\n  → Raise MaxEntries.\n',
    );
  });
});

describe('an error', () => {
  const aws = { service: 'EC2', operation: 'DescribeVpcs', code: 'Boom', requestId: 'r-1' };
  const error = new JetwayError('rejected', { resource: 'vpc-1', what: 'it failed', remedy: 'Look', aws });

  test('says what, what to do, and AWS’s code and request id', () =>
    expect(errorText(error, false, plain)).toBe(
      'Error: vpc-1: it failed.\n  → Look.\n  AWS EC2 DescribeVpcs: Boom, request r-1\n',
    ));

  test('that nobody foresaw shows its stack only where it is asked for', () => {
    const defect = new TypeError('x is undefined');
    expect(errorText(defect, false, plain)).toBe(
      'Error: Jetway itself failed: x is undefined\n  → Run it again with JETWAY_DEBUG=1 to see where.\n',
    );
    expect(errorText(defect, true, plain)).toContain('text.test.ts');
  });
});

test('a paragraph keeps to the columns and keeps ids whole', () => {
  const lines = paragraph('  + ', 'associate vpc-0123456789abcdef0 with tgw-rtb-0123456789abcdef0', {
    columns: 40,
  });
  expect(lines).toEqual(['  + associate vpc-0123456789abcdef0 with', '    tgw-rtb-0123456789abcdef0']);
});

test('words', () => {
  expect([sentence('look at it'), sentence('Look.'), duration(59), duration(61)]).toEqual([
    'Look at it.',
    'Look.',
    '59 s',
    '1 min 1 s',
  ]);
});

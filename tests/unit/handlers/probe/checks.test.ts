import { describe, expect, test } from '@jest/globals';
import { checksOf } from '../../../../handlers/probe/checks.ts';
import { ProbeEvent } from '../../../../lib/model/probe.ts';

const check = {
  service: 'payments',
  name: 'payments.example.com',
  port: 443,
  protocol: 'https',
  path: '/',
  cidrs: ['10.0.0.0/16'],
  timeoutMs: 5000,
};

test('an event is its checks', () => {
  const event = { checks: [check, { ...check, protocol: 'tcp', port: 1 }] };
  expect(checksOf(event)).toEqual(ProbeEvent.parse(event).checks);
  expect(checksOf({ checks: [] })).toEqual([]);
});

describe('a malformed event is refused by the schema and by the probe, which says where it is wrong', () => {
  test.each([undefined, null, 'text', 7, [], {}, { checks: {} }])('%j: checks', (event) => {
    expect(ProbeEvent.safeParse(event).success).toBe(false);
    expect(() => checksOf(event)).toThrow('checks is missing or wrong');
  });

  test.each([
    ['service', undefined],
    ['service', ''],
    ['name', ''],
    ['name', 7],
    ['port', 0],
    ['port', 65_536],
    ['port', 4.5],
    ['port', '443'],
    ['protocol', 'ftp'],
    ['protocol', 'httpsx'],
    ['path', 'health'],
    ['cidrs', []],
    ['cidrs', ['10.0.0.0']],
    ['cidrs', ['2001:db8::/32']],
    ['cidrs', '10.0.0.0/16'],
    ['timeoutMs', 0],
    ['timeoutMs', 0.5],
    ['timeoutMs', '5000'],
    ['timeoutMs', 900_001],
  ])('%s: %j', (member, value) => {
    const event = { checks: [check, { ...check, [member]: value }] };
    expect(ProbeEvent.safeParse(event).success).toBe(false);
    expect(() => checksOf(event)).toThrow(`checks[1].${member} is missing or wrong`);
  });

  test.each([null, 'text', 7])('a check that is %j', (wrong) => {
    expect(ProbeEvent.safeParse({ checks: [wrong] }).success).toBe(false);
    expect(() => checksOf({ checks: [wrong] })).toThrow('checks[0].service is missing or wrong');
  });
});

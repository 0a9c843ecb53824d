import { describe, expect, test } from '@jest/globals';
import { parsePolicy } from '../../../../sim/services/iam/document.ts';
import { decide } from '../../../../sim/services/iam/policy.ts';
import type { Principal } from '../../../../sim/services/iam/request.ts';
import { aRequest, role } from './a-request.ts';

const administrator: Principal = {
  kind: 'administrator',
  account: '222222222222',
  arn: 'arn:aws:iam::222222222222:user/administrator',
};
const events: Principal = { kind: 'service', service: 'events.amazonaws.com' };

const decided = (Principal: unknown, principal: Principal, Effect = 'Allow') =>
  decide(
    [parsePolicy({ Statement: { Effect, Principal, Action: '*', Resource: '*' } }, 'resource', 'test')],
    aRequest({ principal }),
  );

describe('a statement means', () => {
  test.each([
    { element: '*', who: 'a role', principal: role, decision: 'allowed' },
    { element: '*', who: 'a service', principal: events, decision: 'allowed' },
    { element: { AWS: '*' }, who: 'an administrator', principal: administrator, decision: 'allowed' },
    { element: { AWS: '222222222222' }, who: 'a role', principal: role, decision: 'delegated' },
    {
      element: { AWS: 'arn:aws:iam::222222222222:root' },
      who: 'a role',
      principal: role,
      decision: 'delegated',
    },
    {
      element: { AWS: ['333333333333', '222222222222'] },
      who: 'an administrator',
      principal: administrator,
      decision: 'delegated',
    },
    { element: { AWS: '333333333333' }, who: 'a role', principal: role, decision: 'silent' },
    { element: { AWS: '222222222222' }, who: 'a service', principal: events, decision: 'silent' },
    {
      element: { AWS: 'arn:aws:iam::222222222222:role/worker' },
      who: 'a role',
      principal: role,
      decision: 'allowed',
    },
    {
      element: { AWS: 'arn:aws:sts::222222222222:assumed-role/worker/run' },
      who: 'a role',
      principal: role,
      decision: 'allowed',
    },
    {
      element: { AWS: 'arn:aws:sts::222222222222:assumed-role/worker/other' },
      who: 'a role',
      principal: role,
      decision: 'silent',
    },
    {
      element: { AWS: 'arn:aws:iam::222222222222:role/other' },
      who: 'a role',
      principal: role,
      decision: 'silent',
    },
    {
      element: { AWS: 'arn:aws:iam::222222222222:user/administrator' },
      who: 'an administrator',
      principal: administrator,
      decision: 'allowed',
    },
    {
      element: { Service: 'events.amazonaws.com' },
      who: 'a service',
      principal: events,
      decision: 'allowed',
    },
    { element: { Service: ['sns.amazonaws.com'] }, who: 'a service', principal: events, decision: 'silent' },
    { element: { Service: 'events.amazonaws.com' }, who: 'a role', principal: role, decision: 'silent' },
  ])('by $element $who: $decision', ({ element, principal, decision }) =>
    expect(decided(element, principal)).toBe(decision),
  );

  test('everybody of an account that it denies something', () =>
    expect(decided({ AWS: '222222222222' }, role, 'Deny')).toBe('denied'));
});

test.each([
  'arn:aws:iam::222222222222:role/*',
  'arn:aws:iam::222222222222:group/people',
  'AROA1234567890',
  '2222',
])('the principal %s is an error', (AWS) => expect(() => decided({ AWS }, role)).toThrow(AWS));

test.each([{ Federated: 'x' }, { CanonicalUser: 'x' }])('the principal %o is an error', (element) =>
  expect(() => decided(element, role)).toThrow('Principal'),
);

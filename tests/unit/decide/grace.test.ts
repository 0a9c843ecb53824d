import { describe, expect, test } from '@jest/globals';
import { decideGrace, type Remembered } from '../../../lib/decide/grace.ts';
import type { Decision } from '../../../lib/decide/membership.ts';
import type { SiteProfile } from '../../../lib/decide/sighting.ts';
import { JetwayError } from '../../../lib/model/errors.ts';
import { type Observation, read } from '../../../lib/model/observation.ts';
import { aProfile } from '../support/configuration.ts';
import { second, shared, sharedProfile, sharedShare } from '../support/ids.ts';

const hourMs = 3_600_000;
const now = 1000 * hourMs;
const has: SiteProfile = { ...aProfile(), id: sharedProfile, share: sharedShare };
const decided = (member: boolean, rule: Decision['rule'] = 'ou'): Decision => ({
  profile: shared,
  member,
  rule,
  reason: 'because',
});
const remembered = (member: boolean, hoursAgo: number): Observation<readonly Remembered[]> =>
  read([{ profile: shared, member, sinceMs: now - hoursAgo * hourMs }]);
const left = { decisions: [decided(false)], has, gracePeriodHours: 24 };
const unreadable: Observation<never> = {
  state: 'unreadable',
  error: new JetwayError('throttled', { resource: 'ledger', what: 'it was throttled', remedy: 'Wait' }),
};
const running = (sinceHours: number) => ({
  state: 'running',
  profile: shared,
  sinceMs: now - sinceHours * hourMs,
  untilMs: now + (24 - sinceHours) * hourMs,
});

describe('an account that is a consumer no more', () => {
  test.each([
    { given: 'a consumer at the last look', memory: remembered(true, 900), is: { state: 'begins' } },
    { given: 'not remembered at all', memory: read([]), is: { state: 'begins' } },
    {
      given: 'remembered for another profile alone',
      memory: read([{ profile: second, member: false, sinceMs: 0 }]),
      is: { state: 'begins' },
    },
    { given: 'none for an hour', memory: remembered(false, 1), is: running(1) },
    { given: 'none for almost a day', memory: remembered(false, 23.999), is: running(23.999) },
    { given: 'none for a day', memory: remembered(false, 24), is: undefined },
    {
      given: 'of a ledger that cannot be read',
      memory: unreadable,
      is: { state: 'unknown', why: 'it was throttled' },
    },
    {
      given: 'without a ledger',
      memory: { state: 'not-looked' } as const,
      is: { state: 'unknown', why: expect.stringContaining('no ledger') },
    },
  ])('$given: $is.state', ({ memory, is }) => {
    const grace = decideGrace(left, memory, now);
    if (is === undefined) expect(grace).toBeUndefined();
    else expect(grace).toMatchObject({ profile: shared, ...is });
  });
});

describe('no grace period has', () => {
  test.each([
    { given: 'a consumer', leaving: { ...left, decisions: [decided(true)] } },
    {
      given: 'a consumer of another profile, which gets that one at once',
      leaving: { ...left, decisions: [decided(false), { ...decided(true), profile: second }] },
    },
    { given: 'an account that is not active', leaving: { ...left, decisions: [decided(false, 'state')] } },
    { given: 'an account with nothing of its own to lose', leaving: { ...left, has: undefined } },
    { given: 'anybody, where it is 0 hours', leaving: { ...left, gracePeriodHours: 0 } },
  ])('$given', ({ leaving }) => {
    for (const memory of [remembered(true, 1), remembered(false, 1), read([]), unreadable])
      expect(decideGrace(leaving, memory, now)).toBeUndefined();
  });
});

test('a changed configuration counts at once', () => {
  expect(decideGrace({ ...left, gracePeriodHours: 1 }, remembered(false, 2), now)).toBeUndefined();
  expect(decideGrace({ ...left, gracePeriodHours: 3 }, remembered(false, 2), now)?.state).toBe('running');
});

import { describe, expect, test } from '@jest/globals';
import { delaySeconds, lastAttempt, nextAfter, nextAfterError } from '../../../handlers/next-look.ts';
import { JetwayError } from '../../../lib/model/errors.ts';
import type { GracePeriod } from '../../../lib/model/grace-period.ts';
import { AccountId, OrganizationId, ProfileName, Region } from '../../../lib/model/ids.ts';
import type { Plan } from '../../../lib/plan/plan.ts';
import type { Result } from '../../../lib/reconcile.ts';

const account = AccountId.parse('333333333333');
const nowMs = Date.parse('2026-09-14T08:00:00Z');
const site = Region.parse('eu-west-1');

test.each([
  { lookAgainSeconds: 15, attempt: 1, progressed: false, seconds: 15 },
  { lookAgainSeconds: 15, attempt: 7, progressed: false, seconds: 15 },
  { lookAgainSeconds: 15, attempt: 8, progressed: false, seconds: 23 },
  { lookAgainSeconds: 15, attempt: 9, progressed: false, seconds: 34 },
  { lookAgainSeconds: 15, attempt: 17, progressed: false, seconds: 865 },
  { lookAgainSeconds: 15, attempt: 18, progressed: false, seconds: 900 },
  { lookAgainSeconds: 60, attempt: 1, progressed: false, seconds: 60 },
  { lookAgainSeconds: 60, attempt: 19, progressed: false, seconds: 900 },
  { lookAgainSeconds: 15, attempt: 10, progressed: true, seconds: 15 },
  { lookAgainSeconds: 3600, attempt: 1, progressed: true, seconds: 900 },
  { lookAgainSeconds: 0, attempt: 1, progressed: true, seconds: 1 },
])(
  '$lookAgainSeconds s at look $attempt, progressed $progressed: $seconds s',
  ({ seconds, lookAgainSeconds, ...look }) => {
    expect(delaySeconds(lookAgainSeconds, look)).toBe(seconds);
  },
);

test('looks that bring nothing on end within a working day', () => {
  const attempts = Array.from({ length: lastAttempt - 1 }, (_, index) => index + 1);
  const hours = (seconds: number) =>
    attempts
      .map((attempt) => delaySeconds(seconds, { attempt, progressed: false }))
      .reduce((sum, one) => sum + one) / 3600;
  expect(hours(15)).toBeGreaterThan(1);
  expect(hours(900)).toBeLessThan(5);
});

const plan: Plan = {
  version: 1,
  name: 'test',
  organization: OrganizationId.parse('o-a1b2c3d4e5'),
  mode: 'enforce',
  scope: [account],
  deep: true,
  accounts: [
    {
      account,
      state: 'ACTIVE',
      sites: [
        {
          site,
          decisions: [],
          actions: [],
          settling: [{ on: 'role', for: 'the role', lookAgainSeconds: 60 }],
          incomplete: false,
        },
      ],
      findings: [{ kind: 'unreadable', resource: account, what: 'its vpcs could not be read', remedy: '-' }],
    },
  ],
  findings: [],
  guard: { losing: 0, consumers: 0, limit: 5, tripped: false },
  looked: { accounts: 1, consumers: 1 },
};
const result = (state: Result['state'], more: Partial<Result> = {}): Result => ({
  state,
  plan,
  applied: [],
  errors: [],
  ...more,
});
const profile = ProfileName.parse('shared');
const running = (until: string): GracePeriod => ({
  state: 'running',
  profile,
  since: '2026-09-13T08:00:00Z',
  until,
});
const inGrace = (grace: GracePeriod): Result =>
  result('converged', {
    plan: {
      ...plan,
      accounts: plan.accounts.map((one) => ({ ...one, sites: one.sites.map((of) => ({ ...of, grace })) })),
    },
  });
const error = (code: ConstructorParameters<typeof JetwayError>[0]) =>
  new JetwayError(code, { resource: account, what: 'it broke', remedy: '-' });

describe('what follows a look', () => {
  test.each([
    { given: result('converged'), next: { state: 'done' } },
    { given: result('observed'), next: { state: 'done' } },
    { given: result('blocked'), next: { state: 'done' } },
    {
      given: result('waiting', { lookAgainSeconds: 40 }),
      next: { state: 'look-again', delaySeconds: 40, because: 'it waits for the role' },
    },
    {
      given: result('failed'), // something could not be read
      next: { state: 'look-again', delaySeconds: 30, because: 'its vpcs could not be read' },
    },
    { given: result('failed', { errors: [error('access-denied')] }), next: { state: 'fail' } },
    {
      given: result('failed', { errors: [error('quota')], lookAgainSeconds: 40 }), // something else goes on
      next: {
        state: 'look-again',
        delaySeconds: 40,
        because: expect.stringContaining('it broke'),
        errors: [expect.objectContaining({ code: 'quota' })],
      },
    },
  ])('$given.state: $next.state', ({ given, next }) => {
    expect(nextAfter(given, account, 1, nowMs)).toMatchObject(next);
  });

  test.each([
    { attempt: lastAttempt - 1, state: 'look-again' },
    { attempt: lastAttempt, state: 'fail' },
    { attempt: lastAttempt + 1, state: 'fail' },
  ])('waiting at look $attempt: $state', ({ attempt, state }) => {
    expect(nextAfter(result('waiting', { lookAgainSeconds: 40 }), account, attempt, nowMs).state).toBe(state);
    expect(nextAfterError(error('throttled'), account, attempt).state).toBe(state);
  });

  test.each(['converged', 'observed', 'blocked'] as const)('%s is done at the last look as well', (state) => {
    expect(nextAfter(result(state), account, lastAttempt, nowMs)).toEqual({ state: 'done' });
  });

  test.each([
    { given: 'in a minute', grace: running('2026-09-14T08:01:00Z'), state: 'look-again', delaySeconds: 60 },
    {
      given: 'in a quarter of an hour',
      grace: running('2026-09-14T08:15:00Z'),
      state: 'look-again',
      delaySeconds: 900,
    },
    { given: 'later than SQS can delay a message', grace: running('2026-09-14T08:15:01Z'), state: 'done' },
    {
      given: 'in six minutes, having just begun',
      grace: { state: 'begins', profile, hours: 0.1 },
      state: 'look-again',
      delaySeconds: 360,
    },
    { given: 'nobody knows when', grace: { state: 'unknown', profile, why: 'x' }, state: 'done' },
  ] satisfies { given: string; grace: GracePeriod; state: string; delaySeconds?: number }[])(
    'a grace period that ends $given: $state',
    ({ grace, state, delaySeconds: delay }) => {
      const next = nextAfter(inGrace(grace), account, 1, nowMs);
      expect(next).toMatchObject({ state, ...(delay === undefined ? {} : { delaySeconds: delay }) });
      expect(nextAfter(inGrace(grace), account, lastAttempt, nowMs)).toEqual({ state: 'done' });
    },
  );

  test('what the ledger did not take is looked at again, and at last left to the sweep', () => {
    const unrecorded = error('throttled');
    const given = result('converged', { unrecorded });
    expect(nextAfter(given, account, 1, nowMs)).toMatchObject({ state: 'look-again', delaySeconds: 30 });
    expect(nextAfter(given, account, lastAttempt, nowMs)).toEqual({ state: 'done' });
  });

  test('the last look of what failed fails with what failed', () => {
    const errors = [error('quota')];
    const next = nextAfter(result('failed', { errors, lookAgainSeconds: 40 }), account, lastAttempt, nowMs);
    expect(next).toMatchObject({ state: 'fail', error: { errors } });
  });

  test('the reason is in the error of the last look', () => {
    const next = nextAfter(result('waiting', { lookAgainSeconds: 40 }), account, lastAttempt, nowMs);
    expect(next).toMatchObject({ state: 'fail', error: { code: 'not-ready' } });
    expect(String(next.state === 'fail' && next.error)).toContain(
      'after 20 looks it is not done: it waits for the role',
    );
  });
});

test.each([
  { thrown: error('throttled'), state: 'look-again' },
  { thrown: error('unavailable'), state: 'look-again' },
  { thrown: error('not-ready'), state: 'look-again' },
  { thrown: error('access-denied'), state: 'fail' },
  { thrown: error('configuration'), state: 'fail' },
  { thrown: new TypeError('a defect'), state: 'fail' },
])('thrown $thrown.code $thrown.name: $state', ({ thrown, state }) => {
  expect(nextAfterError(thrown, account, 1).state).toBe(state);
});

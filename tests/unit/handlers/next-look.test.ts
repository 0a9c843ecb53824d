import { describe, expect, test } from '@jest/globals';
import {
  delaySeconds,
  lastAttempt,
  mostIdleLooks,
  nextAfter,
  nextAfterError,
} from '../../../handlers/next-look.ts';
import { JetwayError } from '../../../lib/model/errors.ts';
import type { GracePeriod } from '../../../lib/model/grace-period.ts';
import { AccountId, OrganizationId, ProfileName, Region } from '../../../lib/model/ids.ts';
import type { Plan } from '../../../lib/plan/plan.ts';
import type { Result } from '../../../lib/reconcile.ts';
import { route } from '../cli/plans.ts';

const account = AccountId.parse('333333333333');
const first = { account, attempt: 1, idle: 0 };
const lastIdle = { account, attempt: 30, idle: mostIdleLooks - 1 };
const nowMs = Date.parse('2026-09-14T08:00:00Z');
const site = Region.parse('eu-west-1');

test.each([
  { lookAgainSeconds: 15, idle: 1, seconds: 15 },
  { lookAgainSeconds: 15, idle: 7, seconds: 15 },
  { lookAgainSeconds: 15, idle: 8, seconds: 23 },
  { lookAgainSeconds: 15, idle: 9, seconds: 34 },
  { lookAgainSeconds: 15, idle: 17, seconds: 865 },
  { lookAgainSeconds: 15, idle: 18, seconds: 900 },
  { lookAgainSeconds: 60, idle: 1, seconds: 60 },
  { lookAgainSeconds: 60, idle: 19, seconds: 900 },
  { lookAgainSeconds: 3600, idle: 0, seconds: 900 },
  { lookAgainSeconds: 0, idle: 0, seconds: 1 },
])('$lookAgainSeconds s after $idle idle looks: $seconds s', ({ seconds, lookAgainSeconds, idle }) => {
  expect(delaySeconds(lookAgainSeconds, idle)).toBe(seconds);
});

test('looks that bring nothing on end within a working day', () => {
  const looks = Array.from({ length: mostIdleLooks - 1 }, (_, index) => index + 1);
  const hours = (seconds: number) =>
    looks.map((idle) => delaySeconds(seconds, idle)).reduce((sum, one) => sum + one) / 3600;
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
    expect(nextAfter(given, first, nowMs)).toMatchObject(next);
  });

  test.each([
    { attempt: 30, idle: mostIdleLooks - 2, state: 'look-again' },
    { attempt: 30, idle: mostIdleLooks - 1, state: 'fail' },
    { attempt: 30, idle: mostIdleLooks, state: 'fail' },
    { attempt: lastAttempt - 1, idle: 0, state: 'look-again' },
    { attempt: lastAttempt, idle: 0, state: 'fail' },
  ])('waiting at look $attempt after $idle idle ones: $state', ({ attempt, idle, state }) => {
    const look = { account, attempt, idle };
    expect(nextAfter(result('waiting', { lookAgainSeconds: 40 }), look, nowMs).state).toBe(state);
    expect(nextAfterError(error('throttled'), look).state).toBe(state);
  });

  test('a look that brought something on is followed by one that has brought nothing yet', () => {
    const action = route();
    const waiting = (applied: Result['applied']) =>
      nextAfter(result('waiting', { applied, lookAgainSeconds: 40 }), { ...lastIdle, idle: 12 }, nowMs);
    expect(waiting([{ action, outcome: { state: 'done' } }])).toMatchObject({
      number: { idle: 0 },
      delaySeconds: 40,
    });
    expect(waiting([{ action, outcome: { state: 'already-so' } }])).toMatchObject({ number: { idle: 13 } });
    expect(waiting([])).toMatchObject({ number: { idle: 13 }, delaySeconds: 456 });
  });

  test('what was handed over is waited for, whatever else failed', () => {
    const errors = [error('quota')];
    const given = result('failed', { handedOver: [route()], errors, lookAgainSeconds: 40 });
    expect(nextAfter(given, first, nowMs)).toMatchObject({
      state: 'look-again',
      after: site,
      delaySeconds: 40,
      number: { attempt: 2, idle: 1, lookedAt: new Date(nowMs).toISOString() },
      because: 'it waits for its addresses in the prefix list of eu-west-1',
      errors,
    });
    expect(nextAfter(given, lastIdle, nowMs).state).toBe('fail');
  });

  test.each(['converged', 'observed', 'blocked'] as const)('%s is done at the last look as well', (state) => {
    expect(nextAfter(result(state), lastIdle, nowMs)).toEqual({ state: 'done' });
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
      const next = nextAfter(inGrace(grace), first, nowMs);
      expect(next).toMatchObject({ state, ...(delay === undefined ? {} : { delaySeconds: delay }) });
      expect(nextAfter(inGrace(grace), lastIdle, nowMs)).toEqual({ state: 'done' });
    },
  );

  test('what the ledger did not take is looked at again, and at last left to the sweep', () => {
    const unrecorded = error('throttled');
    const given = result('converged', { unrecorded });
    expect(nextAfter(given, first, nowMs)).toMatchObject({ state: 'look-again', delaySeconds: 30 });
    expect(nextAfter(given, lastIdle, nowMs)).toEqual({ state: 'done' });
  });

  test('the last look of what failed fails with what failed', () => {
    const errors = [error('quota')];
    const next = nextAfter(result('failed', { errors, lookAgainSeconds: 40 }), lastIdle, nowMs);
    expect(next).toMatchObject({ state: 'fail', error: { errors } });
  });

  test('the reason is in the error of the last look', () => {
    const next = nextAfter(result('waiting', { lookAgainSeconds: 40 }), lastIdle, nowMs);
    expect(next).toMatchObject({ state: 'fail', error: { code: 'not-ready' } });
    expect(String(next.state === 'fail' && next.error)).toContain(
      'after 30 looks it is not done: it waits for the role',
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
  expect(nextAfterError(thrown, first).state).toBe(state);
});

test('of a look that could not be made nobody says that it was', () => {
  const lookedAt = '2026-09-14T07:00:00.000Z';
  const after = (asked: typeof first & { lookedAt?: string }) => {
    const next = nextAfterError(error('busy'), asked);
    return next.state === 'look-again' ? next.number : undefined;
  };
  expect(after(first)).toEqual({ attempt: 2, idle: 1 });
  expect(after({ ...first, lookedAt })).toEqual({ attempt: 2, idle: 1, lookedAt });
});

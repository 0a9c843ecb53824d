import { describe, expect, test } from '@jest/globals';
import type { Decision } from '../../../lib/decide/membership.ts';
import { JetwayError } from '../../../lib/model/errors.ts';
import type { GracePeriod } from '../../../lib/model/grace-period.ts';
import type { AccountPlan, SitePlan } from '../../../lib/plan/plan.ts';
import { afterFailure, afterLook, isNews, type Seen } from '../../../lib/record/after-look.ts';
import { LedgerEntry, Transition } from '../../../lib/record/ledger-entry.ts';
import { consumer, gatewayShare, region, shared, vpcId } from '../support/ids.ts';

const at = (hour: number) => `2026-09-14T${String(hour).padStart(2, '0')}:00:00.000Z`;
const decided = (member: boolean): Decision => ({
  profile: shared,
  member,
  rule: 'tag',
  reason: member ? 'jetway=on on it' : 'jetway=off on it',
});
const wait = { on: 'attachment', for: 'the attachment', lookAgainSeconds: 30 } as const;
const action: SitePlan['actions'][number] = {
  step: 'gateway-principal',
  verb: 'remove',
  account: consumer,
  site: region,
  key: 'key',
  subject: { share: gatewayShare, principal: consumer },
  does: 'do it',
  reason: 'because',
};

interface Parts extends Partial<Omit<SitePlan, 'site'>> {
  readonly findings?: AccountPlan['findings'];
}

function planned({ findings = [], ...site }: Parts = {}): AccountPlan {
  return {
    account: consumer,
    name: 'shop',
    state: 'ACTIVE',
    sites: [
      { site: region, decisions: [decided(true)], actions: [], settling: [], incomplete: false, ...site },
    ],
    findings,
  };
}

const seen = (parts: Parts = {}, changes: Partial<Seen> = {}): Seen => ({
  account: planned(parts),
  made: [],
  failures: [],
  probes: [],
  at: at(8),
  trigger: { id: 'e-1', source: 'aws.organizations', name: 'MoveAccount' },
  run: 'run-1',
  ...changes,
});

const running: GracePeriod = { state: 'running', profile: shared, since: at(1), until: at(20) };
const barring = {
  kind: 'other-route',
  resource: vpcId(1),
  what: 'it is routed elsewhere',
  remedy: 'Mend it',
} as const;

describe('an account is', () => {
  test.each([
    { phase: 'connected', given: {} },
    { phase: 'onboarding', given: { settling: [wait] } },
    { phase: 'onboarding', given: { actions: [action] } },
    { phase: 'onboarding', given: { incomplete: true } },
    { phase: 'blocked', given: { findings: [barring] } },
    {
      phase: 'blocked',
      given: { decisions: [decided(false)], actions: [{ ...action, held: true as const }] },
    },
    { phase: 'grace', given: { decisions: [decided(false)], grace: running } },
    { phase: 'grace', given: { decisions: [decided(false)], grace: running, actions: [action] } },
    { phase: 'offboarding', given: { decisions: [decided(false)], actions: [action] } },
    { phase: 'offboarding', given: { decisions: [decided(false)], settling: [wait] } },
  ] satisfies { phase: LedgerEntry['phase']; given: Parts }[])('$phase: $given', ({ phase, given }) => {
    const written = afterLook(undefined, seen(given));
    expect(written?.entry.phase).toBe(phase);
    expect(LedgerEntry.parse(written?.entry)).toEqual(written?.entry);
    expect(Transition.parse(written?.transition)).toMatchObject({ to: phase });
    expect(written?.transition).not.toHaveProperty('from');
  });

  test('nothing, where it is no consumer and never was', () =>
    expect(afterLook(undefined, seen({ decisions: [decided(false)] }))).toBeUndefined());
});

function remembered(parts: Parts = {}): LedgerEntry {
  const written = afterLook(undefined, seen(parts));
  if (written === undefined) throw new Error('nothing is remembered');
  return written.entry;
}

describe('what is remembered', () => {
  test('keeps its times as long as nothing changes, and then there is no transition', () => {
    const written = afterLook(remembered(), seen({}, { at: at(9) }));
    expect(written?.transition).toBeUndefined();
    expect(written?.entry).toMatchObject({ since: at(8), lookedAt: at(9), decisions: [{ since: at(8) }] });
    expect(written?.entry.conditions.map(({ since }) => since)).toEqual([at(8), at(8), at(8)]);
  });

  test('a connected account that is mended is connected still', () => {
    const written = afterLook(remembered(), seen({ actions: [action] }, { at: at(9) }));
    expect(written?.entry).toMatchObject({ phase: 'connected', since: at(8) });
    expect(written?.entry.conditions).toContainEqual(
      expect.objectContaining({ type: 'Converged', status: 'False', since: at(9), message: 'do it' }),
    );
  });

  test('a changed decision has a time of its own, and is a transition', () => {
    const given = {
      decisions: [decided(false)],
      grace: { state: 'begins', profile: shared, hours: 2 },
    } as const;
    const written = afterLook(remembered(), seen(given, { at: at(9) }));
    expect(written?.entry).toMatchObject({ phase: 'grace', graceEndsAt: at(11), nextLookAt: at(11) });
    expect(written?.entry.decisions).toMatchObject([{ member: false, since: at(9) }]);
    expect(written?.transition).toMatchObject({
      from: 'connected',
      to: 'grace',
      reason: 'shared: jetway=off on it',
    });
    const again = afterLook(written?.entry, seen(given, { at: at(10) }));
    expect(again).toMatchObject({ entry: { graceEndsAt: at(11), decisions: [{ since: at(9) }] } });
    expect(again?.transition).toBeUndefined();
  });

  test('the next look is the sooner of a message and the end of a grace period', () => {
    const given = { decisions: [decided(false)], grace: running };
    expect(afterLook(undefined, seen(given, { next: { at: at(9) } }))?.entry.nextLookAt).toBe(at(9));
    expect(afterLook(undefined, seen(given, { next: { at: at(21) } }))?.entry.nextLookAt).toBe(at(20));
    expect(afterLook(undefined, seen())?.entry).not.toHaveProperty('nextLookAt');
  });

  test('a look that gives way to others is promised to nobody', () => {
    const promisedAfter = (next: NonNullable<Seen['next']>) =>
      afterLook(undefined, seen({}, { next }))?.entry.promised;
    expect(promisedAfter({ at: at(9), attempt: 3 })).toEqual({ at: at(9), attempt: 3 });
    expect(promisedAfter({ at: at(9) })).toBeUndefined();
  });

  test('conditions of others stay', () => {
    const answering = {
      type: 'Answering',
      status: 'True',
      since: at(1),
      reason: 'probe',
      message: 'it answers',
    } as const;
    const before = { ...remembered(), conditions: [...remembered().conditions, answering] };
    expect(afterLook(before, seen({}, { at: at(9) }))?.entry.conditions).toContainEqual(answering);
  });

  test('a failure is there until a look goes without', () => {
    const failure = new JetwayError('quota', {
      resource: 'r',
      what: 'it is full',
      remedy: 'Ask for more',
      aws: { service: 'EC2', operation: 'CreateRoute', code: 'RouteLimitExceeded', requestId: 'q-1' },
    });
    const written = afterLook(remembered(), seen({ actions: [action] }, { failures: [failure] }));
    expect(written?.entry.error).toMatchObject({ code: 'quota', aws: { requestId: 'q-1' }, at: at(8) });
    expect(written?.entry.conditions).toContainEqual(
      expect.objectContaining({ type: 'Converged', reason: 'quota', message: 'it is full' }),
    );
    expect(afterLook(written?.entry, seen())?.entry).not.toHaveProperty('error');
    const { trigger, run } = seen();
    const before = { ...remembered(), nextLookAt: at(10), promised: { at: at(10), attempt: 2 } };
    const after = afterFailure(before, { failure, at: at(9), trigger, run });
    expect(after).toMatchObject({
      phase: 'connected',
      error: { code: 'quota', at: at(9) },
      lookedAt: at(9),
    });
    expect(after).not.toHaveProperty('nextLookAt');
    expect(after).not.toHaveProperty('promised');
  });
});

describe('before anything is done it must be remembered that an account', () => {
  const no = { decisions: [decided(false)] };
  const begins: GracePeriod = { state: 'begins', profile: shared, hours: 24 };
  test.each([
    { given: 'has left', plan: { ...no, grace: begins }, before: remembered(), news: true },
    {
      given: 'has left, as far as anybody remembers',
      plan: { ...no, grace: begins },
      before: undefined,
      news: true,
    },
    { given: 'is back', plan: {}, before: remembered({ ...no, grace: begins }), news: true },
    { given: 'is a consumer still', plan: {}, before: remembered(), news: false },
    { given: 'is new', plan: { actions: [action] }, before: undefined, news: false },
    {
      given: 'is still in its grace period',
      plan: { ...no, grace: running },
      before: remembered({ ...no, grace: begins }),
      news: false,
    },
  ] satisfies { given: string; plan: Parts; before: LedgerEntry | undefined; news: boolean }[])(
    '$given: $news',
    ({ plan, before, news }) => expect(isNews(planned(plan), before)).toBe(news),
  );
});

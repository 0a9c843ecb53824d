import { expect, test } from '@jest/globals';
import type { Decision } from '../../../lib/decide/membership.ts';
import { JetwayError } from '../../../lib/model/errors.ts';
import type { FindingKind } from '../../../lib/model/finding.ts';
import type { GracePeriod } from '../../../lib/model/grace-period.ts';
import { read } from '../../../lib/model/observation.ts';
import type { AccountPlan, SitePlan } from '../../../lib/plan/plan.ts';
import type { Memory } from '../../../lib/record/ledger.ts';
import { isUnfinished, reasonToLook } from '../../../lib/record/worth-a-look.ts';
import { consumer, gatewayShare, region, shared, vpcId } from '../support/ids.ts';
import { anEntry } from '../support/ledger-entry.ts';

const now = Date.parse('2026-09-14T08:00:00Z');
const decided = (member: boolean): Decision => ({ profile: shared, member, rule: 'tag', reason: 'so' });
const since = '2026-09-14T06:00:00.000Z';
const remembered = (member: boolean) =>
  read(anEntry({ decisions: [{ ...decided(member), since }], phase: member ? 'connected' : 'grace' }));
const failure = new JetwayError('unavailable', { resource: 'x', what: 'it is down', remedy: 'Wait' });
const unreadable: Memory = { state: 'unreadable', error: failure };
const until = (time: string): GracePeriod => ({
  state: 'running',
  profile: shared,
  since,
  until: `2026-09-14T${time}Z`,
});
const leaving = (grace: GracePeriod) => ({ grace, decisions: [decided(false)] });
const action: SitePlan['actions'][number] = {
  step: 'gateway-principal',
  verb: 'add',
  account: consumer,
  site: region,
  key: 'key',
  subject: { share: gatewayShare, principal: consumer },
  does: 'do it',
  reason: 'because',
};
const found = (kind: FindingKind) => [{ kind, resource: vpcId(1), what: 'it is so', remedy: 'Mend it' }];

interface Given {
  readonly given: string;
  readonly site?: Partial<SitePlan>;
  readonly findings?: AccountPlan['findings'];
  readonly differs?: boolean;
  readonly memory?: Memory;
  readonly reason: string | undefined;
}

const cases: readonly Given[] = [
  { given: 'a consumer that is as it should be', reason: undefined },
  { given: 'one that is not, as far as was seen', differs: true, reason: 'differs' },
  { given: 'one for which something is to be done', site: { actions: [action] }, reason: 'differs' },
  { given: 'one of which something was not read', site: { incomplete: true }, reason: 'differs' },
  { given: 'a new consumer that has everything already', memory: remembered(false), reason: 'news' },
  { given: 'a consumer no more', site: { decisions: [decided(false)] }, reason: 'news' },
  {
    given: 'a consumer no more, of which nothing is seen and that is written down',
    site: { decisions: [decided(false)] },
    memory: remembered(false),
    reason: undefined,
  },
  {
    given: 'one whose grace period begins',
    site: leaving({ state: 'begins', profile: shared, hours: 24 }),
    memory: read(undefined),
    reason: 'news',
  },
  {
    given: 'one whose grace period ends within the hour',
    site: leaving(until('09:00:00')),
    memory: remembered(false),
    reason: 'grace',
  },
  {
    given: 'one whose grace period ends after the next sweep',
    site: leaving(until('09:00:01')),
    memory: remembered(false),
    reason: undefined,
  },
  {
    given: 'one of which nobody knows since when it is in its grace period',
    site: leaving({ state: 'unknown', profile: shared, why: 'it was lost' }),
    memory: unreadable,
    reason: 'grace',
  },
  {
    given: 'a finding that is clear only from inside',
    findings: found('attachment-of-no-consumer'),
    reason: 'finding',
  },
  { given: 'a finding that is seen from outside', findings: found('cidr-overlap'), reason: undefined },
  { given: 'one that was blocked', memory: read(anEntry({ phase: 'blocked' })), reason: 'unfinished' },
  { given: 'one of which nothing is remembered', memory: read(undefined), reason: undefined },
  { given: 'one whose memory cannot be read', memory: unreadable, reason: undefined },
];

test.each(cases)(
  '$given: $reason',
  ({ site = {}, findings = [], differs = false, memory = remembered(true), reason }) => {
    const plain = { site: region, decisions: [decided(true)], actions: [], settling: [], incomplete: false };
    const plan: AccountPlan = {
      account: consumer,
      state: 'ACTIVE',
      sites: [{ ...plain, ...site }],
      findings,
    };
    expect(reasonToLook(plan, differs, memory, now)).toBe(reason);
  },
);

test.each([
  { phase: 'onboarding', unfinished: true },
  { phase: 'offboarding', unfinished: true },
  { phase: 'blocked', unfinished: true },
  { phase: 'connected', unfinished: false },
  { phase: 'grace', unfinished: false },
  { phase: 'disconnected', unfinished: false },
] as const)('an account that was left $phase is unfinished: $unfinished', ({ phase, unfinished }) => {
  expect(isUnfinished(read(anEntry({ phase })))).toBe(unfinished);
  const error = { code: failure.code, message: failure.message, at: since };
  expect(isUnfinished(read(anEntry({ phase, error })))).toBe(true);
});

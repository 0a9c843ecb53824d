import { expect, test } from '@jest/globals';
import { JetwayError } from '../../../lib/model/errors.ts';
import { read } from '../../../lib/model/observation.ts';
import { planAccount } from '../../../lib/plan/account.ts';
import type { Action, Wait } from '../../../lib/plan/action.ts';
import { nextLookSeconds, type Passed, waitsOf } from '../../../lib/plan/next-look.ts';
import type { Outcome } from '../../../lib/plan/outcome.ts';
import { staleParts } from '../../../lib/plan/stale.ts';
import type { StepName } from '../../../lib/steps/names.ts';
import { consumer, region } from '../support/ids.ts';
import { aBareAttachment, aRouteTable, aVpc } from '../support/network.ts';
import { aView } from '../support/view.ts';

const planned = planAccount(
  aView({
    provider: { attachments: read([aBareAttachment(1, 'pendingAcceptance')]) },
    consumer: { vpcs: read([aVpc(1)]), routeTables: read([aRouteTable(1, [])]) },
  }),
).actions;

function anAction(step: StepName, waits?: Wait): Action {
  const found = planned.find((one) => one.step === step);
  if (found === undefined) throw new Error(`${step} is not planned`);
  const { waits: _, ...ready } = found;
  return waits === undefined ? ready : { ...ready, waits };
}

const wait = (on: Wait['on'], lookAgainSeconds: number): Wait => ({ on, for: 'it', lookAgainSeconds });
const error = new JetwayError('throttled', { resource: 'ram', what: 'it was throttled', remedy: 'Wait' });
const done: Outcome = { state: 'done' };
const putOff: Outcome = { state: 'waiting', error };
const failed: Outcome = { state: 'failed', error };

interface Given {
  readonly actions?: readonly Action[];
  readonly settling?: readonly Wait[];
  readonly applied?: readonly (readonly [StepName, Outcome])[];
}

const passed = ({ actions = [], settling = [], applied = [] }: Given): Passed => ({
  account: consumer,
  plan: { site: region, decisions: [], actions, settling, incomplete: false },
  applied: applied.map(([step, outcome]) => ({ action: anAction(step), outcome })),
});
const everything = () => true;

test.each<Given & { given: string; seconds: number | undefined }>([
  { given: 'nothing', seconds: undefined },
  { given: 'a change done', applied: [['attachment', done]], seconds: 40 },
  { given: 'a change that was so already', applied: [['attachment', { state: 'already-so' }]], seconds: 40 },
  {
    given: 'several done: the slowest settles last',
    applied: [
      ['consumer-route', done],
      ['attachment', done],
    ],
    seconds: 40,
  },
  { given: 'something settles', settling: [wait('propagation', 15), wait('attachment', 40)], seconds: 40 },
  { given: 'only the role is missing', settling: [wait('role', 60)], seconds: undefined },
  { given: 'a call put off', applied: [['attachment', putOff]], seconds: 15 },
  { given: 'a call failed', applied: [['attachment', failed]], seconds: undefined },
  {
    given: 'an action waits for what settles',
    settling: [wait('attachment', 40)],
    actions: [anAction('association', wait('attachment', 40))],
    seconds: 40,
  },
  {
    given: 'the soonest of two that wait',
    applied: [['attachment', done]],
    actions: [
      anAction('association', wait('attachment', 40)),
      anAction('profile-association', wait('consumer-route', 5)),
    ],
    seconds: 5,
  },
  {
    given: 'a call put off, and another waits for longer',
    applied: [['attachment', putOff]],
    actions: [anAction('association', wait('attachment', 40))],
    seconds: 15,
  },
  {
    given: 'an action waits for what nobody moves',
    actions: [anAction('profile-association', wait('consumer-route', 5))],
    seconds: undefined,
  },
  {
    given: "an action waits for its own step's change",
    actions: [anAction('prefix-list-entry', wait('prefix-list-entry', 5))],
    seconds: 5,
  },
  {
    given: 'a held action waits',
    actions: [{ ...anAction('association', wait('association', 5)), held: true }],
    seconds: undefined,
  },
])('$given: look again in $seconds s', ({ given, seconds, ...parts }) =>
  expect(nextLookSeconds(passed(parts), everything)).toBe(seconds),
);

test('what may not be done is not waited for', () => {
  const waiting = passed({ actions: [anAction('prefix-list-entry', wait('prefix-list-entry', 5))] });
  expect(nextLookSeconds(waiting, () => false)).toBeUndefined();
  expect(waitsOf(waiting, () => false)).toEqual([]);
  expect(waitsOf(waiting, everything)).toEqual([wait('prefix-list-entry', 5)]);
});

test.each<Given & { given: string; parts: readonly string[] }>([
  { given: 'nothing done and nothing awaited', parts: [] },
  { given: 'a principal', applied: [['gateway-principal', done]], parts: ['principals'] },
  {
    given: 'an attachment, whose propagations follow',
    applied: [['attachment', done]],
    parts: ['attachments', 'propagations'],
  },
  {
    given: 'a call that failed, because it may have worked',
    applied: [['consumer-route', failed]],
    parts: ['routeTables'],
  },
  { given: 'what settles', settling: [wait('profile-association', 60)], parts: ['profileAssociations'] },
  {
    given: 'what is awaited',
    actions: [anAction('association', wait('prefix-list-entry', 5))],
    parts: ['prefixListEntries', 'prefixListSize'],
  },
  { given: 'the role', settling: [wait('role', 60)], parts: [] },
])('after $given, $parts are read again', ({ given, parts, ...rest }) =>
  expect([...staleParts(passed(rest))].sort()).toEqual([...parts].sort()),
);

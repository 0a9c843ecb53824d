import { expect, test } from '@jest/globals';
import { readTrigger } from '../../../lib/trigger/event.ts';
import { lookAgain } from '../../../lib/trigger/look-again.ts';
import {
  deduplicationId,
  groupId,
  ReconcileRequest,
  reconcileRequests,
} from '../../../lib/trigger/request.ts';
import { consumer, fixture, other, provider, rules, stranger } from './fixtures.ts';

const lookedAt = '2026-09-14T10:00:00.000Z';
const moved = readTrigger(fixture('org-move-account.json'), rules);

test('a request keeps its cause and counts its looks, through the queue and back', () => {
  const [first] = reconcileRequests(moved, [consumer]);
  expect(first).toEqual({
    version: 1,
    account: consumer,
    attempt: 1,
    idle: 0,
    trigger: {
      id: moved.id,
      source: 'aws.organizations',
      name: 'MoveAccount',
      actor: moved.actor,
      time: fixture('org-move-account.json').time,
    },
  });
  const received = ReconcileRequest.parse(JSON.parse(JSON.stringify(first)));
  const sent = lookAgain(received.account, { attempt: 2, idle: 1, lookedAt }, received.trigger);
  const again = readTrigger(JSON.parse(JSON.stringify(sent)), rules);
  expect(again.whom).toEqual({ kind: 'accounts', accounts: [consumer] });
  expect(again.sentence).toBe('look 2 at 333333333333, because of aws.organizations MoveAccount');
  expect(reconcileRequests(again, [consumer])).toEqual([{ ...received, attempt: 2, idle: 1, lookedAt }]);
});

test.each(['yesterday', '2026-09-14', '2026-09-14T10:00:00+02:00', 42])(
  'an event of %s has no time',
  (time) => {
    const timeless = readTrigger({ ...fixture('org-move-account.json'), time }, rules);
    expect(timeless.whom).toEqual(moved.whom);
    expect(reconcileRequests(timeless, [consumer])[0]?.trigger).not.toHaveProperty('time');
  },
);

test('each account gets one request', () => {
  const requests = reconcileRequests(moved, [consumer, other, consumer]);
  expect(requests.map(groupId)).toEqual([consumer, other]);
});

test('only the same look at the same account for the same event is a duplicate', () => {
  const [look] = reconcileRequests(moved, [consumer]);
  const [redelivered] = reconcileRequests(readTrigger(fixture('org-move-account.json'), rules), [consumer]);
  const [elsewhere] = reconcileRequests(moved, [other]);
  const [later] = reconcileRequests({ ...moved, attempt: 2 }, [consumer]);
  const [another] = reconcileRequests({ ...moved, id: 'another' }, [consumer]);
  const [idle] = reconcileRequests({ ...moved, idle: 1 }, [consumer]);
  const [asked] = reconcileRequests({ ...moved, lookedAt }, [consumer]);
  const ids = [look, elsewhere, later, another, idle, asked].map((request) =>
    deduplicationId(ReconcileRequest.parse(request)),
  );
  expect(new Set(ids).size).toBe(ids.length);
  expect(deduplicationId(ReconcileRequest.parse(redelivered))).toBe(ids[0]);
});

test.each([
  ['short', 'e'.repeat(100)],
  ['long', 'e'.repeat(129)],
  ['with a space', 'jetway Sweep'],
])('SQS accepts the deduplication id of a trigger whose id is %s', (_what, id) => {
  const [request] = reconcileRequests({ ...moved, id }, [consumer]);
  expect(deduplicationId(ReconcileRequest.parse(request))).toMatch(/^[\x21-\x7e]{1,128}$/);
});

test.each([
  ['bare', { source: 'jetway', 'detail-type': 'Sweep' }, 'jetway Sweep'],
  [
    'with its time',
    { source: 'jetway', 'detail-type': 'Sweep', time: '2026-09-14T14:00:00Z' },
    'jetway Sweep 2026-09-14T14:00:00Z',
  ],
  ['with its id', { source: 'jetway', 'detail-type': 'Sweep', id: 'tick-1', account: provider }, 'tick-1'],
])('a tick of the sweep, %s, is about everyone', (_what, tick, id) =>
  expect(readTrigger(tick, rules)).toMatchObject({ id, name: 'Sweep', whom: { kind: 'organization' } }),
);

const again = lookAgain(
  consumer,
  { attempt: 2, idle: 0 },
  { id: 'e-1', source: 'aws.ec2', name: 'CreateVpc' },
);
test.each([
  ['not-authorized', 'a second look that another account sends', { ...again, account: stranger }],
  [
    'not-authorized',
    'a sweep that another account sends',
    { source: 'jetway', 'detail-type': 'Sweep', account: stranger },
  ],
  ['malformed', 'a second look at nobody', { ...again, detail: { ...again.detail, account: 'everyone' } }],
  ['malformed', 'a second look without a number', { ...again, detail: { ...again.detail, attempt: 0 } }],
  ['unknown-event', 'another of our events', { source: 'jetway', 'detail-type': 'Account Connected' }],
])('%s: %s', (reason, _what, event) =>
  expect(readTrigger(event, rules).whom).toMatchObject({ kind: 'nobody', reason }),
);

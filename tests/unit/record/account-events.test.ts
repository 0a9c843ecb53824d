import { describe, expect, test } from '@jest/globals';
import type { Action } from '../../../lib/plan/action.ts';
import type { AccountPlan } from '../../../lib/plan/plan.ts';
import { accountEvents, repairedOf } from '../../../lib/record/account-events.ts';
import type { Seen } from '../../../lib/record/after-look.ts';
import { AccountEvent } from '../../../lib/record/domain-event.ts';
import type { Transition } from '../../../lib/record/ledger-entry.ts';
import { lastOfEach } from '../../../lib/record/tell.ts';
import { consumer, gatewayShare, neighbour, region, shared } from '../support/ids.ts';
import { anEntry } from '../support/ledger-entry.ts';

const at = '2026-09-14T08:00:00.000Z';
const moved = { id: 'e-1', source: 'aws.organizations', name: 'MoveAccount' };
const tick = { id: 'tick', source: 'jetway', name: 'Sweep' };

const account: AccountPlan = {
  account: consumer,
  name: 'shop',
  state: 'ACTIVE',
  sites: [
    {
      site: region,
      decisions: [{ profile: shared, member: true, rule: 'tag', reason: 'jetway=on on it' }],
      actions: [],
      settling: [],
      incomplete: false,
    },
  ],
  findings: [],
};
const seen = (parts: Partial<Seen> = {}): Seen => ({
  account,
  made: [],
  failures: [],
  probes: [],
  at,
  trigger: moved,
  run: 'run-1',
  ...parts,
});
const made: Action = {
  step: 'gateway-principal',
  verb: 'add',
  account: consumer,
  site: region,
  key: 'key',
  subject: { share: gatewayShare, principal: consumer },
  does: 'share it',
  reason: 'because',
};
const to = (phase: Transition['to'], from: Transition['from'] = 'onboarding'): Transition => ({
  version: 1,
  account: consumer,
  at,
  from,
  to: phase,
  reason: 'because',
  trigger: moved,
  run: 'run-1',
});
const before = anEntry({ phase: 'onboarding' });

test.each([
  { phase: 'onboarding', type: undefined },
  { phase: 'connected', type: 'jetway.consumer.connected' },
  { phase: 'grace', type: undefined },
  { phase: 'offboarding', type: undefined },
  { phase: 'disconnected', type: 'jetway.consumer.disconnected' },
  { phase: 'blocked', type: 'jetway.consumer.blocked' },
] as const)('of an account that comes to be $phase others hear $type', ({ phase, type }) => {
  const events = accountEvents(seen(), before, to(phase, 'grace'), 'test');
  expect(events.map((event) => event.type)).toEqual(type === undefined ? [] : [type]);
  for (const event of events) expect(AccountEvent.parse(event)).toEqual(event);
});

test('a changed decision is no event where the account stands where it stood', () =>
  expect(accountEvents(seen(), before, to('connected', 'connected'), 'test')).toEqual([]));

describe('the id of a transition', () => {
  const id = (...args: Parameters<typeof accountEvents>) => accountEvents(...args)[0]?.id;
  const usual = id(seen(), before, to('connected'), 'test');

  test('is the same for whichever look sees it', () => {
    const another = seen({ run: 'run-2', trigger: tick, at: '2026-09-14T09:00:00.000Z' });
    expect(id(another, before, to('connected'), 'test')).toBe(usual);
  });

  test.each([
    { what: 'another account', args: [seen(), before, { ...to('connected'), account: neighbour }, 'test'] },
    {
      what: 'another time',
      args: [seen(), anEntry({ phase: 'onboarding', since: at }), to('connected'), 'test'],
    },
    { what: 'another phase', args: [seen(), before, to('blocked'), 'test'] },
    { what: 'another installation', args: [seen(), before, to('connected'), 'other'] },
    { what: 'a ledger that remembers nothing', args: [seen(), undefined, to('connected'), 'test'] },
  ] satisfies readonly { what: string; args: Parameters<typeof accountEvents> }[])(
    'is another for $what',
    ({ args: [look, remembered, transition, installation] }) =>
      expect(id(look, remembered, transition, installation)).not.toBe(usual),
  );
});

test.each([
  { what: 'a sweep found', trigger: tick, phase: 'connected', repaired: 1 },
  { what: 'an event told of', trigger: moved, phase: 'connected', repaired: 0 },
  { what: 'an account lacked that was not connected yet', trigger: tick, phase: 'onboarding', repaired: 0 },
  { what: 'an account in its grace period lacked', trigger: tick, phase: 'grace', repaired: 0 },
] as const)('what $what and was mended is drift: $repaired', ({ trigger, phase, repaired }) => {
  const look = seen({ trigger, made: [made] });
  const remembered = anEntry({ phase });
  expect(repairedOf(look, remembered)).toHaveLength(repaired);
  expect(accountEvents(look, remembered, undefined, 'test')).toHaveLength(repaired);
  expect(repairedOf(look, undefined)).toEqual([]);
});

test('of many repairs the first are told, and how many there were', () => {
  const look = seen({ trigger: tick, made: Array(30).fill(made) });
  const [event] = accountEvents(look, anEntry(), undefined, 'test');
  expect(event).toMatchObject({ changes: 30, repaired: Array(20).fill({ site: region, does: 'share it' }) });
});

test('of what the bus did not take, the last of each kind is kept', () => {
  const [blocked] = accountEvents(seen(), before, to('blocked'), 'test');
  const [first] = accountEvents(seen(), before, to('connected'), 'test');
  const [last] = accountEvents(seen(), anEntry({ since: at }), to('connected', 'blocked'), 'test');
  expect(lastOfEach([first, blocked, last].flatMap((event) => event ?? []))).toEqual([last, blocked]);
});

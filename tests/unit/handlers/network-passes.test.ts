import { expect, test } from '@jest/globals';
import { delayAfterPass, NetworkPasses } from '../../../handlers/network-passes.ts';
import { JetwayError } from '../../../lib/model/errors.ts';
import { Region } from '../../../lib/model/ids.ts';
import type { Outcome } from '../../../lib/plan/outcome.ts';
import type { Result } from '../../../lib/reconcile.ts';
import { account, planOf, route } from '../cli/plans.ts';

const site = Region.parse('eu-west-1');
const asking = { account, after: { site, delaySeconds: 0 }, idle: 3, sentMs: 1000 };
const error = new JetwayError('not-ready', { resource: 'pl-1', what: 'it changes', remedy: 'Wait' });

function passed(outcomes: readonly (Outcome | undefined)[], beganMs = 1000): NetworkPasses {
  const results = outcomes.map((outcome): Result => {
    const action = route();
    const plan = planOf({ actions: [action] });
    const applied = outcome === undefined ? [] : [{ action, outcome }];
    return { state: 'waiting', plan, applied, errors: [] };
  });
  const passes = new NetworkPasses();
  passes.remember({ beganMs, results }, site);
  return passes;
}

test.each<{ given: string; outcomes: readonly (Outcome | undefined)[]; served: boolean }>([
  { given: 'added', outcomes: [{ state: 'done' }], served: true },
  { given: 'there already', outcomes: [{ state: 'already-so' }], served: true },
  { given: 'put off', outcomes: [{ state: 'waiting', error }], served: false },
  { given: 'refused', outcomes: [{ state: 'failed', error }], served: false },
  { given: 'left, because others have the account', outcomes: [undefined], served: false },
  { given: 'put off, then added', outcomes: [{ state: 'waiting', error }, { state: 'done' }], served: true },
])('$given: served $served', ({ outcomes, served }) => {
  expect(passed(outcomes).served(asking)).toBe(served);
});

test('a pass serves those who asked before it began to read, at its own site', () => {
  const passes = passed([{ state: 'done' }]);
  expect(passes.served({ ...asking, sentMs: 1001 })).toBeUndefined();
  expect(passes.served({ ...asking, sentMs: 999 })).toBe(true);
  const elsewhere = { site: Region.parse('eu-central-1'), delaySeconds: 0 };
  expect(passes.served({ ...asking, after: elsewhere })).toBeUndefined();
  expect(new NetworkPasses().served(asking)).toBeUndefined();
});

test.each([
  { given: 'served', served: true, idle: 0, delaySeconds: 0, passSeconds: 2, seconds: 5 },
  {
    given: 'served, and something else takes longer',
    served: true,
    idle: 0,
    delaySeconds: 40,
    passSeconds: 10,
    seconds: 30,
  },
  { given: 'not served', served: false, idle: 1, delaySeconds: 0, passSeconds: 2, seconds: 30 },
  {
    given: 'again and again not served',
    served: false,
    idle: 9,
    delaySeconds: 0,
    passSeconds: 2,
    seconds: 68,
  },
])('$given: the look comes after $seconds s', ({ served, idle, delaySeconds, passSeconds, seconds }) => {
  const request = { ...asking, idle, after: { site, delaySeconds } };
  expect(delayAfterPass(request, served, request.sentMs + passSeconds * 1000)).toBe(seconds);
});

import { describe, expect, test } from '@jest/globals';
import { eventAtOf, secondsFromEvent } from '../../../lib/record/event-time.ts';
import { anEntry } from '../support/ledger-entry.ts';

const at = '2026-09-14T08:00:00.000Z';
const event = (time?: string) => ({
  trigger: {
    id: 'e-1',
    source: 'aws.organizations',
    name: 'MoveAccount',
    ...(time === undefined ? {} : { time }),
  },
  at,
});

describe('an event’s own time is', () => {
  test.each([
    { what: 'taken', time: '2026-09-14T07:59:00Z', eventAt: '2026-09-14T07:59:00Z' },
    { what: 'taken after days in a queue', time: '2026-08-31T08:00:00Z', eventAt: '2026-08-31T08:00:00Z' },
    { what: 'left out where it is older than any queue keeps', time: '2026-08-31T07:59:59Z' },
    { what: 'now where a clock is a little ahead', time: '2026-09-14T08:01:00Z', eventAt: at },
    { what: 'left out where it is in the future', time: '2026-09-14T08:01:01Z' },
    { what: 'left out where there is no such day', time: '2026-13-14T08:01:01Z' },
    { what: 'left out where it has none' },
  ])('$what: $time', ({ time, eventAt }) =>
    expect(eventAtOf('onboarding', undefined, event(time))).toBe(eventAt),
  );

  test('no time of Jetway’s own triggers, which are no events', () => {
    const tick = { trigger: { id: 'tick', source: 'jetway', name: 'Sweep', time: at }, at };
    expect(eventAtOf('onboarding', undefined, tick)).toBeUndefined();
  });
});

const first = '2026-09-14T07:00:00Z';
const later = event('2026-09-14T07:59:00Z');

test('the first event of an onboarding counts, until it is over or somebody stands in the way', () => {
  const onTheWay = anEntry({ phase: 'onboarding', eventAt: first });
  expect(eventAtOf('onboarding', onTheWay, later)).toBe(first);
  expect(eventAtOf('blocked', onTheWay, later)).toBeUndefined();
  expect(eventAtOf('connected', onTheWay, later)).toBeUndefined();
  expect(eventAtOf('onboarding', anEntry({ phase: 'blocked' }), later)).toBe(later.trigger.time);
});

test('it took from there to the look that found it connected', () => {
  const onTheWay = anEntry({ phase: 'onboarding', eventAt: first });
  expect(secondsFromEvent('connected', onTheWay, at)).toBe(3600);
  expect(secondsFromEvent('blocked', onTheWay, at)).toBeUndefined();
  expect(secondsFromEvent('connected', anEntry({ phase: 'onboarding' }), at)).toBeUndefined();
  expect(secondsFromEvent('connected', undefined, at)).toBeUndefined();
});

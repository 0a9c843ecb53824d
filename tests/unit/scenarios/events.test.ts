import { expect, test } from '@jest/globals';
import { eventOf } from '../../../sim/scenarios/events.ts';

const at = { id: '11111111-2222-4333-8444-555555555555', atMs: Date.UTC(2026, 8, 14, 8, 0, 5) };

test('an event has the ids and the time that it is given', () => {
  const replacements = { '333333333333': '300000000011' };
  expect(eventOf('tag-resource', { ...at, replacements })).toMatchObject({
    id: at.id,
    time: '2026-09-14T08:00:05Z',
    detail: {
      eventTime: '2026-09-14T08:00:05Z',
      requestParameters: { resourceId: '300000000011' },
    },
  });
});

test('what the payload does not contain cannot be replaced', () => {
  expect(() => eventOf('move-account', { ...at, replacements: { 'vpc-0': 'vpc-1' } })).toThrow(
    'The event move-account does not contain vpc-0',
  );
});

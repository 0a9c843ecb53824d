import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type LogEvent, logBatches } from '../../../lib/aws/log-batches.ts';

const hourMs = 3_600_000;
const events = (count: number, message: string): readonly LogEvent[] =>
  Array.from({ length: count }, (_, index) => ({ timestamp: index, message }));

test.each([
  { given: 'nothing', all: [], sizes: [] },
  { given: 'as many as fit', all: events(10_000, 'x'), sizes: [10_000] },
  { given: 'one more', all: events(10_001, 'x'), sizes: [10_000, 1] },
  { given: 'as many bytes as fit, 26 for each', all: events(2, 'x'.repeat(524_288 - 26)), sizes: [2] },
  { given: 'a byte more', all: events(2, 'x'.repeat(524_288 - 25)), sizes: [1, 1] },
  { given: 'bytes, not characters', all: events(2, 'é'.repeat(300_000)), sizes: [1, 1] },
  { given: 'one that fits no batch', all: events(2, 'x'.repeat(1_048_577)), sizes: [1, 1] },
  {
    given: 'more than a day',
    all: [0, 24, 25, 49].map((hour) => ({ timestamp: hour * hourMs, message: 'x' })),
    sizes: [2, 2],
  },
])('$given: batches of $sizes', ({ all, sizes }) =>
  expect(logBatches(all).map((batch) => batch.length)).toEqual(sizes),
);

test('whatever there is, it is all there, oldest first, those of one time in their order', () => {
  const anEvent = fc.record({ timestamp: fc.nat(5), message: fc.string() });
  fc.assert(
    fc.property(fc.array(anEvent), (all) => {
      const sorted = all
        .map((event, index) => ({ event, index }))
        .sort((a, b) => a.event.timestamp - b.event.timestamp || a.index - b.index)
        .map(({ event }) => event);
      expect(logBatches(all).flat()).toEqual(sorted);
    }),
  );
});

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readTrigger } from '../../../lib/trigger/event.ts';
import { fixture, fixtureNames, type Json, paths, rules, withField } from './fixtures.ts';

/** Every account id that stands in a value: in its text, or as a number that lost its leading zeros. */
function idsIn(value: Json): ReadonlySet<string> {
  const ids = new Set<string>();
  JSON.stringify(value, (key, inner) => {
    for (const text of [key, inner].filter((part) => typeof part === 'string'))
      for (const [, id] of text.matchAll(/(?=(\d{12}))/g)) if (id !== undefined) ids.add(id);
    if (typeof inner === 'number') ids.add(String(inner).padStart(12, '0'));
    return inner;
  });
  return ids;
}

const someValue: fc.Arbitrary<Json | undefined> = fc.oneof(
  fc.constant(undefined),
  fc.integer({ min: 0, max: 999_999_999_999 }),
  fc.stringMatching(/^\d{12}$/),
  fc.constantFrom('', '*', 'constructor', 'arn:aws:ec2:eu-west-1:666666666666:vpc/vpc-1'),
  fc.jsonValue().map((value): Json => JSON.parse(JSON.stringify(value))),
);

test('any JSON at all has an answer', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const { whom, sentence } = readTrigger(value, rules);
      expect(whom.kind).toBe('nobody');
      expect(sentence).not.toBe('');
    }),
  );
});

test('no change of one field makes an event name an account that does not stand in it', () => {
  const events = fixtureNames.map(fixture);
  const mutated = fc
    .constantFrom(...events)
    .chain((event) => fc.tuple(fc.constant(event), fc.constantFrom(...paths(event)), someValue))
    .map(([event, path, value]) => withField(event, path, value));
  fc.assert(
    fc.property(mutated, (event) => {
      const { whom, sentence } = readTrigger(event, rules);
      expect(sentence).not.toBe('');
      if (whom.kind !== 'accounts') return;
      const ids = idsIn(event);
      expect(whom.accounts.filter((account) => !ids.has(account))).toEqual([]);
    }),
    { numRuns: 2_000 },
  );
});

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Cidr, contains, overlap } from '../../../lib/model/cidr.ts';

test.each(['0.0.0.0/0', '10.0.0.0/8', '10.1.2.0/24', '10.1.2.3/32', '255.255.255.255/32'])(
  '%s is a CIDR',
  (text) => expect(Cidr.safeParse(text)).toEqual({ success: true, data: text }),
);

test.each([
  ['a bit behind the prefix', '10.0.0.1/8'],
  ['no prefix', '10.0.0.0'],
  ['a prefix that is too long', '10.0.0.0/33'],
  ['a negative prefix', '10.0.0.0/-1'],
  ['three parts', '10.0.0/8'],
  ['an octet that is too large', '10.256.0.0/16'],
  ['a leading zero in the prefix', '10.0.0.0/08'],
  ['a leading zero in an octet', '010.0.0.0/8'],
  ['IPv6', '2001:db8::/32'],
  ['a space', ' 10.0.0.0/8'],
  ['a line end', '10.0.0.0/8\n'],
  ['nothing', ''],
])('%s is no CIDR', (_, text) => expect(Cidr.safeParse(text).success).toBe(false));

test.each([
  { outer: '10.0.0.0/8', inner: '10.1.0.0/16', holds: true },
  { outer: '10.1.0.0/16', inner: '10.0.0.0/8', holds: false },
  { outer: '10.1.0.0/16', inner: '10.1.0.0/16', holds: true },
  { outer: '10.1.0.0/16', inner: '10.2.0.0/16', holds: false },
  { outer: '0.0.0.0/0', inner: '255.255.255.255/32', holds: true },
])('$outer contains $inner: $holds', ({ outer, inner, holds }) =>
  expect(contains(Cidr.parse(outer), Cidr.parse(inner))).toBe(holds),
);

/** A block and its first and last address as numbers, worked out without the code under test. */
const anyBlock = fc
  .tuple(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: 0, max: 32 }))
  .map(([address, bits]) => {
    const size = 2 ** (32 - bits);
    const first = Math.floor(address / size) * size;
    const octets = [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256);
    return { cidr: Cidr.parse(`${octets.join('.')}/${bits}`), first, last: first + size - 1 };
  });

test('contains is: no address of the inner block lies outside the outer', () =>
  fc.assert(
    fc.property(anyBlock, anyBlock, (a, b) => {
      expect(contains(a.cidr, b.cidr)).toBe(a.first <= b.first && b.last <= a.last);
    }),
  ));

test('overlap is: some address lies in both blocks, whichever is named first', () =>
  fc.assert(
    fc.property(anyBlock, anyBlock, (a, b) => {
      expect(overlap(a.cidr, b.cidr)).toBe(a.first <= b.last && b.first <= a.last);
      expect(overlap(b.cidr, a.cidr)).toBe(overlap(a.cidr, b.cidr));
    }),
  ));

test('a block contains itself, and two that contain one another are the same', () =>
  fc.assert(
    fc.property(anyBlock, anyBlock, (a, b) => {
      expect(contains(a.cidr, a.cidr)).toBe(true);
      expect(contains(a.cidr, b.cidr) && contains(b.cidr, a.cidr)).toBe(a.cidr === b.cidr);
    }),
  ));

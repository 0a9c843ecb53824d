import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { within } from '../../../../handlers/probe/within.ts';

const anyAddress = fc.ipV4();
const anyPrefix = fc.integer({ min: 0, max: 32 });

test('is what ipaddr.js says', () =>
  fc.assert(
    fc.property(anyAddress, anyAddress, anyPrefix, (address, network, prefix) => {
      const expected = ipaddr.IPv4.parse(address).match(ipaddr.IPv4.parse(network), prefix);
      expect(within(address, `${network}/${prefix}`)).toBe(expected);
    }),
  ));

test('holds for what shares the prefix, and ends where one bit of it differs', () =>
  fc.assert(
    fc.property(anyAddress, anyPrefix, fc.nat({ max: 31 }), (address, prefix, bit) => {
      const other = flipped(address, bit);
      expect(within(other, `${address}/${prefix}`)).toBe(bit >= prefix);
    }),
  ));

test.each([
  { address: '10.0.0.0', cidr: '10.0.0.0/16', inside: true },
  { address: '10.0.255.255', cidr: '10.0.0.0/16', inside: true },
  { address: '10.1.0.0', cidr: '10.0.0.0/16', inside: false },
  { address: '9.255.255.255', cidr: '10.0.0.0/16', inside: false },
  { address: '255.255.255.255', cidr: '255.255.255.254/31', inside: true },
  { address: '203.0.113.9', cidr: '0.0.0.0/0', inside: true },
  { address: '10.0.0.1', cidr: '10.0.0.1/32', inside: true },
  { address: '10.0.0.2', cidr: '10.0.0.1/32', inside: false },
])('$address in $cidr: $inside', ({ address, cidr, inside }) => expect(within(address, cidr)).toBe(inside));

/** The address with one bit turned, counted from the left. */
function flipped(address: string, bit: number): string {
  return address
    .split('.')
    .map((octet, index) => (index === bit >> 3 ? Number(octet) ^ (128 >> (bit & 7)) : octet))
    .join('.');
}

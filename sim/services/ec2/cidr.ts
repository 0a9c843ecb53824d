import ipaddr from 'ipaddr.js';
import { refuse } from '../../refusal.ts';

export type AddressFamily = 'IPv4' | 'IPv6';

/** The CIDR with its host bits zeroed, as EC2 keeps it; refuses what is not a CIDR of the family. */
export function canonicalCidr(cidr: string, family: AddressFamily = 'IPv4'): string {
  if (!ipaddr.isValidCIDR(cidr)) invalid(cidr);
  const [address, bits] = ipaddr.parseCIDR(cidr);
  if (address.kind() !== family.toLowerCase()) invalid(cidr);
  const network =
    family === 'IPv4' ? ipaddr.IPv4.networkAddressFromCIDR(cidr) : ipaddr.IPv6.networkAddressFromCIDR(cidr);
  return `${network.toString()}/${bits}`;
}

/** The number of bits after the slash. */
export function prefixLength(cidr: string): number {
  return ipaddr.parseCIDR(cidr)[1];
}

/** The IPv4 address so many places after the first of a CIDR. */
export function addressIn(cidr: string, places: number): string {
  const [network] = ipaddr.IPv4.parseCIDR(cidr);
  const number = network.octets.reduce((sum, octet) => sum * 256 + octet, 0) + places;
  return [24, 16, 8, 0].map((bits) => Math.floor(number / 2 ** bits) % 256).join('.');
}

const bitsByCidr = new Map<string, string>();

/**
 * A CIDR as text that sorts by address: its family, then the bits of its prefix. One CIDR contains another when its
 * bits begin the other's.
 */
export function bitsOf(cidr: string): string {
  const known = bitsByCidr.get(cidr);
  if (known !== undefined) return known;
  const [address, prefix] = ipaddr.parseCIDR(cidr);
  const bits = address.toByteArray().map((byte) => byte.toString(2).padStart(8, '0'));
  const made = `${address.kind()}:${bits.join('').slice(0, prefix)}`;
  bitsByCidr.set(cidr, made);
  return made;
}

/** Whether every address of `inner` is one of `outer`; a CIDR contains itself. */
export function contains(outer: string, inner: string): boolean {
  return bitsOf(inner).startsWith(bitsOf(outer));
}

/** Whether two CIDRs have an address in common. */
export function overlaps(one: string, other: string): boolean {
  return contains(one, other) || contains(other, one);
}

function invalid(cidr: string): never {
  refuse(
    'InvalidParameterValue',
    `Value (${cidr}) for parameter cidrBlock is invalid. This is not a valid CIDR block.`,
  );
}

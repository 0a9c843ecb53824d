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

/** Whether every address of `inner` is one of `outer`. */
export function contains(outer: string, inner: string): boolean {
  const [outerAddress, outerBits] = ipaddr.parseCIDR(outer);
  const [innerAddress, innerBits] = ipaddr.parseCIDR(inner);
  if (outerAddress.kind() !== innerAddress.kind() || innerBits < outerBits) return false;
  return innerAddress.match(outerAddress, outerBits);
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

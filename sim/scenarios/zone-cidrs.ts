import ipaddr from 'ipaddr.js';
import { canonicalCidr, prefixLength } from '../services/ec2/cidr.ts';
import { zonesOf } from '../services/ec2/zones.ts';

/** The smallest subnet that EC2 makes. */
const longestPrefix = 28;

/** A quarter of a VPC's CIDR for each Availability Zone, the last quarter left free; less where it is too small. */
export function zoneCidrs(
  account: string,
  region: string,
  cidr: string,
): readonly { readonly zone: string; readonly cidr: string }[] {
  const bits = Math.min(prefixLength(cidr) + 2, longestPrefix);
  const first = numberOf(canonicalCidr(cidr));
  const fitting = 2 ** (bits - prefixLength(cidr));
  return zonesOf(account, region)
    .slice(0, fitting)
    .map(({ zone }, index) => ({ zone, cidr: `${addressOf(first + index * 2 ** (32 - bits))}/${bits}` }));
}

function numberOf(cidr: string): number {
  return ipaddr
    .parseCIDR(cidr)[0]
    .toByteArray()
    .reduce((number, byte) => number * 256 + byte, 0);
}

function addressOf(number: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');
}

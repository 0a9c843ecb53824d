import ipaddr from 'ipaddr.js';

const known = new Map<string, string>();

/**
 * A CIDR as text that sorts by address: its family, then the bits of its prefix. One CIDR contains another when its
 * bits begin the other's.
 */
export function bitsOf(cidr: string): string {
  const found = known.get(cidr);
  if (found !== undefined) return found;
  const [address, prefix] = ipaddr.parseCIDR(cidr);
  const bits = address.toByteArray().map((byte) => byte.toString(2).padStart(8, '0'));
  const made = `${address.kind()}:${bits.join('').slice(0, prefix)}`;
  known.set(cidr, made);
  return made;
}

/** Whether every address of the second CIDR is in the first; a CIDR contains itself. */
export function contains(outer: string, inner: string): boolean {
  return bitsOf(inner).startsWith(bitsOf(outer));
}

/** Whether two CIDRs share an address. */
export function overlap(a: string, b: string): boolean {
  return contains(a, b) || contains(b, a);
}

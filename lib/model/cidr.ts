import ipaddr from 'ipaddr.js';
import * as z from 'zod/mini';

/** An IPv4 block in canonical form: no bit is set behind the prefix. */
export const Cidr = z
  .string()
  .check(
    z.refine((text) => ipaddr.IPv4.isValidCIDRFourPartDecimal(text) && canonical(text) === text, {
      error: 'expected an IPv4 CIDR such as 10.0.0.0/16, with no bit set behind the prefix',
    }),
  )
  .brand<'Cidr'>();
export type Cidr = z.output<typeof Cidr>;

function canonical(text: string): string {
  return `${ipaddr.IPv4.networkAddressFromCIDR(text).toString()}/${Number(text.slice(text.indexOf('/') + 1))}`;
}

/** Whether every address of `inner` lies in `outer`. */
export function contains(outer: Cidr, inner: Cidr): boolean {
  const [network, bits] = ipaddr.IPv4.parseCIDR(outer);
  const [address, innerBits] = ipaddr.IPv4.parseCIDR(inner);
  return innerBits >= bits && address.match(network, bits);
}

/** Whether two blocks share an address; blocks never overlap in part, so one then contains the other. */
export function overlap(a: Cidr, b: Cidr): boolean {
  return contains(a, b) || contains(b, a);
}

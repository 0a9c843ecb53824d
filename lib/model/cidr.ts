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

interface Block {
  readonly network: number;
  readonly mask: number;
}

/** Every CIDR that was compared, as numbers: a sweep compares each of thousands with a few others. */
const blocks = new Map<Cidr, Block>();

function blockOf(cidr: Cidr): Block {
  const known = blocks.get(cidr);
  if (known !== undefined) return known;
  const [address, bits] = ipaddr.IPv4.parseCIDR(cidr);
  const network = address.octets.reduce((number, octet) => number * 256 + octet, 0);
  const block = { network: network >>> 0, mask: bits === 0 ? 0 : (~0 << (32 - bits)) >>> 0 };
  blocks.set(cidr, block);
  return block;
}

/** Whether every address of `inner` lies in `outer`. */
export function contains(outer: Cidr, inner: Cidr): boolean {
  const { network, mask } = blockOf(outer);
  const { network: address, mask: innerMask } = blockOf(inner);
  return innerMask >= mask && (address & mask) >>> 0 === network;
}

/** Whether two blocks share an address; blocks never overlap in part, so one then contains the other. */
export function overlap(a: Cidr, b: Cidr): boolean {
  return contains(a, b) || contains(b, a);
}

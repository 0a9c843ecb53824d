import { type Cidr, overlap } from '../model/cidr.ts';
import { valueOr } from '../model/observation.ts';
import type { Overlap, ProviderSide } from './provider.ts';

/** The overlaps of CIDRs with any route, from a list of all propagations: no call is needed where all were read. */
export function overlapsAmong(
  { propagations, attachments }: ProviderSide,
  cidrs: readonly Cidr[],
): readonly Overlap[] {
  if (cidrs.length === 0) return [];
  const vpcs = new Map(valueOr(attachments, []).map(({ id, vpc }) => [id, vpc]));
  return valueOr(propagations, []).flatMap(({ attachment, cidrs: routes }) => {
    const vpc = vpcs.get(attachment);
    if (vpc === undefined) return [];
    return routes.flatMap((cidr) =>
      cidrs.filter((ours) => overlap(ours, cidr)).map((ours) => ({ cidr, attachment, vpc, with: ours })),
    );
  });
}

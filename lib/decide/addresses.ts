import { type Cidr, contains, overlap } from '../model/cidr.ts';
import { entryOwner } from '../model/entry-owner.ts';
import type { Finding, FindingKind } from '../model/finding.ts';
import { valueOr } from '../model/observation.ts';
import type { ConnectedVpc } from './connected-vpc.ts';
import type { Sighting } from './sighting.ts';

/**
 * What is wrong with a VPC's addresses: outside the site's address space, or shared with the provider, another
 * VPC of the account or another consumer. AWS attaches an overlapping VPC and silently does not propagate it.
 * @param others VPCs of the same account that are connected before it
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html
 */
export function addressFindings(
  sighting: Sighting,
  vpc: ConnectedVpc,
  others: readonly ConnectedVpc[],
): readonly Finding[] {
  return vpc.cidrs.flatMap((cidr) => {
    const found = addressFinding(sighting, vpc, cidr, others);
    return found === undefined ? [] : [found];
  });
}

function addressFinding(
  { rules, site, account, provider }: Sighting,
  vpc: ConnectedVpc,
  cidr: Cidr,
  others: readonly ConnectedVpc[],
): Finding | undefined {
  const finding = (kind: FindingKind, what: string, remedy: string): Finding => ({
    kind,
    site: site.region,
    account: account.id,
    resource: vpc.id,
    what,
    remedy,
  });
  const renumber = 'Give the VPC addresses of its own, or leave it unattached';
  if (!rules.addressSpace.some((space) => contains(space, cidr)))
    return finding(
      'outside-address-space',
      `its CIDR ${cidr} lies outside the address space of the site (${rules.addressSpace.join(', ')})`,
      'Add the CIDR to addressSpace in jetway.yaml if consumers may use it, or leave the VPC unattached',
    );
  const ofProvider = site.providerCidrs.find((theirs) => overlap(theirs, cidr));
  if (ofProvider !== undefined)
    return finding('cidr-overlap', `its CIDR ${cidr} overlaps ${ofProvider} of the provider`, renumber);
  const sibling = others.find(({ cidrs }) => cidrs.some((theirs) => overlap(theirs, cidr)));
  if (sibling !== undefined)
    return finding('cidr-overlap', `its CIDR ${cidr} overlaps ${sibling.id} of the same account`, renumber);
  const routed = valueOr(provider.propagations, []).some(
    ({ attachment, cidrs }) => attachment === vpc.attachment?.id && cidrs.includes(cidr),
  );
  if (routed) return undefined;
  for (const entry of valueOr(provider.prefixListEntries, [])) {
    const owner = entryOwner(entry.description);
    if (owner !== undefined && owner.account !== account.id && overlap(entry.cidr, cidr))
      return finding(
        'cidr-overlap',
        `its CIDR ${cidr} overlaps ${entry.cidr} of ${owner.vpc} in account ${owner.account}`,
        renumber,
      );
  }
  const rival = valueOr(provider.overlaps, []).find(
    (route) => route.with === cidr && route.attachment !== vpc.attachment?.id,
  );
  return (
    rival && finding('cidr-overlap', `its CIDR ${cidr} overlaps ${rival.cidr} of ${rival.vpc}`, renumber)
  );
}

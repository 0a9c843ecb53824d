import { overlaps } from '../services/ec2/cidr.ts';
import type { Mistake } from './document.ts';
import type { OrganizationalUnit, Scenario } from './schema.ts';

/** The OUs of a tree by their paths, such as `Workloads/Production`. */
function organizationalUnitsByPath(
  units: Readonly<Record<string, OrganizationalUnit>>,
  above = '',
): ReadonlyMap<string, OrganizationalUnit> {
  return new Map(
    Object.entries(units).flatMap(([name, unit]): [string, OrganizationalUnit][] => [
      [`${above}${name}`, unit],
      ...organizationalUnitsByPath(unit.organizationalUnits, `${above}${name}/`),
    ]),
  );
}

/** What a scenario refers to and does not have, or has twice. */
export function contradictions({
  organization,
  accounts,
  provider,
  roles,
  vpcs,
}: Scenario): readonly Mistake[] {
  const units = organizationalUnitsByPath(organization.organizationalUnits);
  const mistakes: Mistake[] = [];
  const refuse = (path: Mistake['path'], sentence: string) => mistakes.push({ path, sentence });
  const known = (id: string) => id in accounts || id === organization.managementAccount;

  for (const [id, { ou, state }] of Object.entries(accounts)) {
    if (ou !== undefined && !units.has(ou))
      refuse(
        ['accounts', id, 'ou'],
        `expected the path of an OU of this file: ${[...units.keys()].join(', ')}`,
      );
    if (state !== 'ACTIVE' && id === provider.account)
      refuse(['accounts', id, 'state'], 'expected the provider to be ACTIVE');
  }
  if (!known(provider.account)) refuse(['provider', 'account'], 'expected an account of this file');
  for (const [at, target] of roles.deployedTo.entries())
    if (!units.has(target) && !known(target))
      refuse(['roles', 'deployedTo', at], 'expected the path of an OU, or an account, of this file');

  const regions = Object.keys(provider.sites);
  if (regions.length === 0) refuse(['provider', 'sites'], 'expected one or more sites');
  const ids = new Set<string>();
  for (const [at, vpc] of vpcs.entries()) {
    const { account, region = regions.length === 1 ? regions[0] : undefined, id, cidr, connected } = vpc;
    if (!known(account)) refuse(['vpcs', at, 'account'], 'expected an account of this file');
    if (region === undefined || !regions.includes(region))
      refuse(['vpcs', at, 'region'], `expected the Region of a site: ${regions.join(', ')}`);
    if (id !== undefined && ids.has(id)) refuse(['vpcs', at, 'id'], 'expected an id that no other VPC has');
    if (id !== undefined) ids.add(id);
    const site = region === undefined ? undefined : provider.sites[region];
    if (connected && site !== undefined && overlaps(site.cidr, cidr))
      refuse(
        ['vpcs', at, 'cidr'],
        `expected no overlap with ${site.cidr} of the provider in a connected VPC`,
      );
    if (connected && vpc.otherProfile !== undefined)
      refuse(['vpcs', at, 'otherProfile'], 'expected no other profile in a connected VPC: AWS allows it one');
  }
  return mistakes;
}

import { attachVpc } from '../services/ec2/gateway/arrange.ts';
import { addRouteTable } from '../services/ec2/route-tables.ts';
import { addSubnet } from '../services/ec2/subnets.ts';
import { addVpc } from '../services/ec2/vpcs.ts';
import { addAccount, addOu, isUnder, tag } from '../services/organizations/tree.ts';
import { associateVpc } from '../services/profiles/associations.ts';
import { addProfile } from '../services/profiles/profiles.ts';
import { addRole } from '../services/sts/roles.ts';
import type { World } from '../world.ts';
import { connectVpc } from './connect.ts';
import { addConsumerStack } from './consumer-stack.ts';
import type { OrganizationalUnit, Scenario, ScenarioVpc } from './schema.ts';
import { addSite, type SimulatedSite } from './site.ts';
import { zoneCidrs } from './zone-cidrs.ts';

/** Puts everything of a scenario into a new world, settled; the sites are in the order of the file. */
export function buildScenario(world: World, scenario: Scenario): SimulatedSite[] {
  const units = buildOrganization(world, scenario);
  const { provider, roles, organization } = scenario;
  const sites = Object.entries(provider.sites).map(([region, site]) =>
    addSite(world, {
      name: provider.name,
      account: provider.account,
      region,
      ...site,
      services: provider.services,
      profiles: provider.profiles,
      allowExternalPrincipals: organization.resourceSharing === 'invitations',
    }),
  );
  const trusts = [provider.account];
  addRole(world, { account: organization.managementAccount, name: roles.organizationReader, trusts });
  for (const account of Object.keys(scenario.accounts))
    if (
      roles.deployedTo.some(
        (target) => target === account || isUnder(world, account, units.get(target) ?? ''),
      )
    )
      addConsumerStack(world, {
        account,
        regions: Object.keys(provider.sites),
        name: provider.name,
        role: roles.consumer,
        trusts,
      });
  buildVpcs(world, scenario, sites);
  return sites;
}

/** Gives the accounts their VPCs, as far connected to the sites as the scenario says. */
export function buildVpcs(world: World, scenario: Scenario, sites: readonly SimulatedSite[]): void {
  for (const vpc of scenario.vpcs) {
    const site = sites.find(
      ({ expectation }) => vpc.region === undefined || vpc.region === expectation.region,
    );
    if (site !== undefined) addScenarioVpc(world, site, vpc);
  }
  // Closed last: nothing can be done in the name of an account that is closed.
  for (const [id, { state }] of Object.entries(scenario.accounts)) {
    const account = world.organization.accounts.get(id);
    if (account !== undefined) account.state = state;
  }
}

/** The tree, its accounts and their tags; returns the OUs' ids by path. */
export function buildOrganization(
  world: World,
  { organization, accounts }: Scenario,
): ReadonlyMap<string, string> {
  const { organization: state } = world;
  state.id = organization.id;
  state.rootId = organization.root;
  state.managementAccountId = organization.managementAccount;
  state.accounts.clear();
  world.ram.organizationSharing = organization.resourceSharing === 'organization';
  const units = new Map<string, string>();
  const grow = (
    tree: Readonly<Record<string, OrganizationalUnit>>,
    parentId: string,
    above: string,
  ): void => {
    for (const [name, { id, tags, organizationalUnits }] of Object.entries(tree)) {
      const ou = addOu(world, { name, parentId, ...(id === undefined ? {} : { id }) });
      units.set(`${above}${name}`, ou.id);
      tag(world, ou.id, tags);
      grow(organizationalUnits, ou.id, `${above}${name}/`);
    }
  };
  grow(organization.organizationalUnits, state.rootId, '');
  const listed = {
    [organization.managementAccount]: { name: 'management', ou: undefined, tags: {} },
    ...accounts,
  };
  for (const [id, { name, ou, tags }] of Object.entries(listed)) {
    const parentId = units.get(ou ?? '');
    addAccount(world, { id, name, tags, ...(parentId === undefined ? {} : { parentId }) });
  }
  return units;
}

/** A VPC with a subnet in each zone, and as much of a connection as the scenario gives it. */
function addScenarioVpc(world: World, site: SimulatedSite, scenario: ScenarioVpc): void {
  const { account, id, cidr, tags, routeTables, dnsHostnames, attached, connected, otherProfile } = scenario;
  const { region, gatewayId } = site.expectation;
  const vpc = addVpc(world, { account, region, cidrs: [cidr], tags, ...(id === undefined ? {} : { id }) });
  vpc.dnsHostnames = dnsHostnames;
  const subnets = zoneCidrs(account, region, cidr).map((subnet) =>
    addSubnet(world, { vpcId: vpc.id, ...subnet }),
  );
  for (let table = 1; table < routeTables; table += 1) {
    const subnet = subnets[table - 1];
    addRouteTable(world, { vpcId: vpc.id, subnetIds: subnet === undefined ? [] : [subnet.id] });
  }
  if (connected) connectVpc(world, site, vpc);
  else if (attached !== 'none') attachVpc(world, { gatewayId, vpcId: vpc.id, state: attached });
  if (otherProfile === undefined) return;
  const profile = addProfile(world, { account, region, name: otherProfile });
  associateVpc(world, { profileId: profile.id, vpcId: vpc.id, name: otherProfile });
}

import { associate, attachVpc, propagate } from '../services/ec2/gateway/arrange.ts';
import { entriesOf } from '../services/ec2/prefix-lists.ts';
import { addRoute } from '../services/ec2/route-tables.ts';
import type { SimulatedVpc } from '../services/ec2/state.ts';
import { associateVpc } from '../services/profiles/associations.ts';
import { currentAssociation } from '../services/ram/association.ts';
import { shareWith } from '../services/ram/shares.ts';
import type { World } from '../world.ts';
import type { SimulatedSite } from './site.ts';

/**
 * Gives a VPC the whole connection to a site's first profile, settled and marked as Jetway marks what it makes. The
 * attachment is the consumer's own, which carries no mark.
 */
export function connectVpc(world: World, { parameter, expectation }: SimulatedSite, vpc: SimulatedVpc): void {
  const { transitGateway, prefixList, profiles, providerCidrs, name } = parameter;
  const [profile] = profiles;
  if (profile === undefined) return;
  for (const share of [transitGateway.share, profile.share]) shareOnce(world, share, vpc.account);
  const attachment = attachVpc(world, { gatewayId: expectation.gatewayId, vpcId: vpc.id });
  associate(world, { attachmentId: attachment.id, routeTableId: transitGateway.consumersRouteTable });
  propagate(world, { attachmentId: attachment.id, routeTableId: transitGateway.providerRouteTable });
  for (const { cidr } of vpc.cidrs)
    if (prefixList !== undefined)
      addEntry(world, prefixList, { cidr, description: `jetway ${vpc.account} ${vpc.id}` });
  for (const table of world.ec2.routeTables.values())
    if (table.vpcId === vpc.id)
      for (const cidr of providerCidrs) addRoute(world, table.id, cidr, transitGateway.id);
  associateVpc(world, {
    profileId: profile.id,
    vpcId: vpc.id,
    name: `jetway-${name}`,
    tags: { 'jetway:name': name },
  });
}

function shareOnce(world: World, shareArn: string, account: string): void {
  const share = world.ram.shares.get(shareArn);
  if (share !== undefined && currentAssociation(world, share, 'PRINCIPAL', account) === undefined)
    shareWith(world, shareArn, account);
}

function addEntry(
  world: World,
  id: string,
  entry: { readonly cidr: string; readonly description: string },
): void {
  const list = world.ec2.prefixLists.get(id);
  list?.versions.set(list.version, [...entriesOf(list), entry]);
}

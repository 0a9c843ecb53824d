import type { CallRecord } from '../../../sim/journal.ts';
import { entriesOf } from '../../../sim/services/ec2/prefix-lists.ts';
import { tagsOf } from '../../../sim/services/ec2/tags.ts';
import { accountOf } from '../../../sim/services/organizations/tree.ts';
import { isUsable } from '../../../sim/services/profiles/associations.ts';
import { statusOf } from '../../../sim/services/ram/association.ts';
import type { TestWorld } from '../../support/world.ts';

/** What nobody may change but the people who made it: each thing by its name, as it is. */
export type Foreign = ReadonlyMap<string, string>;

const alive = new Set([
  'initiating',
  'initiatingRequest',
  'pendingAcceptance',
  'pending',
  'available',
  'modifying',
]);

/** Everything of the world that Jetway has no mark on and no container of, told by the world's own marks. */
export function foreignThings({ world, site }: TestWorld): Foreign {
  const things = new Map<string, string>();
  const { gateway, vpcs, subnets, routeTables, prefixLists } = world.ec2;
  const { parameter, expectation } = site;
  const isGone = (account: string) => {
    const state = accountOf(world, account)?.state;
    return state !== 'ACTIVE' && state !== 'PENDING_CLOSURE';
  };
  for (const { id, vpcAccount, vpcId, state, subnetIds, association } of gateway.attachments.values()) {
    const ofProvider = vpcId === expectation.providerVpcId;
    const ours = tagsOf(world, vpcAccount, id).get('jetway:name') === parameter.name;
    if (!ours && (ofProvider || !isGone(vpcAccount)) && alive.has(state))
      things.set(`attachment ${id} of ${vpcAccount}`, `alive ${subnetIds.join(' ')}`);
    if (
      association !== undefined &&
      association.state !== 'disassociating' &&
      association.routeTableId !== parameter.transitGateway.consumersRouteTable &&
      alive.has(state)
    )
      things.set(`association of ${id} of ${vpcAccount}`, association.routeTableId);
  }
  for (const { id, propagations, staticRoutes } of gateway.routeTables.values()) {
    for (const [attachment, { state }] of propagations) {
      const ofProvider = gateway.attachments.get(attachment)?.vpcId === expectation.providerVpcId;
      const { consumersRouteTable, providerRouteTable } = parameter.transitGateway;
      if ((ofProvider || (id !== consumersRouteTable && id !== providerRouteTable)) && state !== 'disabling')
        things.set(`propagation of ${attachment} to ${id}`, 'there');
    }
    for (const route of staticRoutes.values())
      things.set(`static ${route.cidr} in ${id}`, JSON.stringify(route));
  }
  for (const association of world.profiles.associations.values()) {
    const { id, name, profileId, vpcId, status } = association;
    if (name !== `jetway-${parameter.name}` && isUsable(world, association))
      things.set(`profile association ${id} "${name}"`, `${profileId} ${vpcId} ${status === 'DELETING'}`);
  }
  for (const { id, vpcId, routes } of routeTables.values())
    for (const { destination, target } of routes) {
      const container =
        vpcId !== expectation.providerVpcId &&
        target.id === expectation.gatewayId &&
        expectation.providerCidrs.includes(destination);
      if (!container) things.set(`route ${destination} in ${id}`, target.id);
    }
  const sharesOfSite = [parameter.transitGateway.share, ...parameter.profiles.map(({ share }) => share)];
  for (const share of world.ram.shares.values()) {
    things.set(`share ${share.name}`, share.status);
    for (const association of share.associations) {
      const status = statusOf(world, share, association);
      const { type, entity } = association;
      const container = sharesOfSite.includes(share.arn) && type === 'PRINCIPAL' && /^\d{12}$/.test(entity);
      if (!container && (status === 'ASSOCIATED' || status === 'ASSOCIATING'))
        things.set(`${type} ${entity} on ${share.name}`, 'there');
    }
  }
  for (const list of prefixLists.values()) {
    things.set(`prefix list ${list.id}`, `${list.name} ${list.maxEntries}`);
    for (const { cidr, description = '' } of entriesOf(list))
      if (list.id !== parameter.prefixList || !isJetways(description))
        things.set(`entry ${cidr} of ${list.id}`, description);
  }
  for (const { id, cidrs, account } of vpcs.values())
    things.set(`VPC ${id}`, JSON.stringify([cidrs, [...tagsOf(world, account, id)]]));
  for (const { id, cidr } of subnets.values()) things.set(`subnet ${id}`, `${cidr}`);
  for (const { id, parentId } of world.organization.accounts.values()) things.set(`account ${id}`, parentId);
  for (const [id, tags] of world.organization.tags) things.set(`tags of ${id}`, JSON.stringify([...tags]));
  return things;
}

/** What a call changed of things that are not Jetway's, as sentences. */
export function trespasses(test: TestWorld, before: Foreign, { operation, input }: CallRecord): string[] {
  const after = foreignThings(test);
  const sentences: string[] = [];
  for (const [name, was] of before)
    if (after.get(name) !== was && !isUnshared(test, name))
      sentences.push(`${operation} ${JSON.stringify(input)}: ${name} was ${was}, is ${after.get(name)}`);
  const named = [input.RemoveEntries, input.AddEntries].flatMap((one) => (Array.isArray(one) ? one : []));
  // A list changes later than the call that changes it.
  for (const { Cidr } of named) {
    const entry = before.get(`entry ${Cidr} of ${test.site.parameter.prefixList}`);
    if (entry !== undefined)
      sentences.push(`${operation} ${JSON.stringify(input)}: takes the entry "${entry}"`);
  }
  return sentences;
}

/** An association that lost its profile's share has no effect any more; nobody touched it. */
function isUnshared({ world }: TestWorld, name: string): boolean {
  const id = /^profile association (\S+)/.exec(name)?.[1];
  if (id === undefined) return false;
  const association = world.profiles.associations.get(id);
  return association === undefined
    ? true
    : !isUsable(world, association) && association.status !== 'DELETING';
}

function isJetways(description: string): boolean {
  return /^jetway \d{12} vpc-[0-9a-f]+$/.test(description);
}

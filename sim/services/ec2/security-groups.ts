import { refuse } from '../../refusal.ts';
import type { World } from '../../world.ts';
import { canonicalCidr, contains } from './cidr.ts';
import { newId } from './ids.ts';
import { entriesOf } from './prefix-lists.ts';
import type { SecurityGroupRule, SimulatedSecurityGroup } from './state.ts';
import { putTags } from './tags.ts';

export interface NewSecurityGroup {
  readonly vpcId: string;
  readonly description: string;
  /** The description where it is absent. */
  readonly name?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly id?: string;
}

/** Makes a security group of a VPC that the world has: it admits nothing and lets out everything. */
export function addSecurityGroup(world: World, group: NewSecurityGroup): SimulatedSecurityGroup {
  const { vpcId, description, name = description, tags = {}, id = newId(world, 'sg') } = group;
  const { account, region } =
    world.ec2.vpcs.get(vpcId) ?? refuse('InvalidVpcID.NotFound', `The vpc ID '${vpcId}' does not exist`);
  const everything: SecurityGroupRule = { protocol: '-1', peer: '0.0.0.0/0' };
  const added = { id, account, region, vpcId, name, description, ingress: [], egress: [everything] };
  world.ec2.securityGroups.set(id, added);
  putTags(world, account, id, Object.entries(tags));
  return added;
}

/** The security group with an id. */
export function securityGroup({ ec2 }: World, id: string): SimulatedSecurityGroup {
  return (
    ec2.securityGroups.get(id) ?? refuse('InvalidGroup.NotFound', `The security group '${id}' does not exist`)
  );
}

/** Lets something in or out; a peer that is a security group has to be there. */
export function addSecurityGroupRule(
  world: World,
  group: SimulatedSecurityGroup,
  direction: 'ingress' | 'egress',
  rule: SecurityGroupRule,
): void {
  if (rule.peer.startsWith('sg-')) securityGroup(world, rule.peer);
  const peer = rule.peer.includes('/') ? canonicalCidr(rule.peer) : rule.peer;
  group[direction].push({ ...rule, peer });
}

/** Whether any of the groups lets TCP to or from an address through; a resource without groups is not filtered. */
export function letsThrough(
  world: World,
  groupIds: readonly string[],
  direction: 'ingress' | 'egress',
  { cidr, port }: { readonly cidr: string; readonly port: number },
): boolean {
  if (groupIds.length === 0) return true;
  return groupIds
    .flatMap((id) => securityGroup(world, id)[direction])
    .some(
      ({ protocol, ports, peer }) =>
        ['-1', 'tcp', '6'].includes(protocol) &&
        (ports === undefined || (ports.from <= port && port <= ports.to)) &&
        peersOf(world, peer).some((one) => contains(one, cidr)),
    );
}

/** The CIDRs of a rule's peer; what has another group is nobody's question yet. */
function peersOf({ ec2 }: World, peer: string): readonly string[] {
  const list = ec2.prefixLists.get(peer);
  if (list !== undefined) return entriesOf(list).map(({ cidr }) => cidr);
  return peer.includes('/') ? [peer] : [];
}

import { refuse } from '../../refusal.ts';
import type { World } from '../../world.ts';
import { canonicalCidr } from './cidr.ts';
import { newId } from './ids.ts';
import type { SecurityGroupRule, SimulatedSecurityGroup } from './state.ts';
import { putTags } from './tags.ts';

export interface NewSecurityGroup {
  readonly vpcId: string;
  readonly description: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly id?: string;
}

/** Makes a security group of a VPC that the world has: it admits nothing and lets out everything. */
export function addSecurityGroup(world: World, group: NewSecurityGroup): SimulatedSecurityGroup {
  const { vpcId, description, tags = {}, id = newId(world, 'sg') } = group;
  const { account, region } =
    world.ec2.vpcs.get(vpcId) ?? refuse('InvalidVpcID.NotFound', `The vpc ID '${vpcId}' does not exist`);
  const everything: SecurityGroupRule = { protocol: '-1', peer: '0.0.0.0/0' };
  const added = { id, account, region, vpcId, description, ingress: [], egress: [everything] };
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

import type { Vpc } from '@aws-sdk/client-ec2';
import type { Call } from '../../call.ts';
import { refuse } from '../../refusal.ts';
import type { World } from '../../world.ts';
import { canonicalCidr } from './cidr.ts';
import { newId } from './ids.ts';
import { addRouteTable } from './route-tables.ts';
import { addSecurityGroup } from './security-groups.ts';
import type { SimulatedVpc } from './state.ts';
import { putTags, tagList } from './tags.ts';

export interface NewVpc {
  readonly account: string;
  readonly region: string;
  /** The primary CIDR first. */
  readonly cidrs: readonly string[];
  readonly tags?: Readonly<Record<string, string>>;
  readonly id?: string;
  readonly isDefault?: boolean;
}

/** Makes a VPC with its main route table, at once. DNS support is on and DNS hostnames are off, as CreateVpc has it. */
export function addVpc(
  world: World,
  { account, region, cidrs, tags = {}, id, isDefault = false }: NewVpc,
): SimulatedVpc {
  const vpc: SimulatedVpc = {
    id: id ?? newId(world, 'vpc'),
    account,
    region,
    cidrs: cidrs.map((cidr) => newCidr(world, cidr)),
    isDefault,
    dnsSupport: true,
    dnsHostnames: isDefault,
  };
  world.ec2.vpcs.set(vpc.id, vpc);
  putTags(world, account, vpc.id, Object.entries(tags));
  addRouteTable(world, { vpcId: vpc.id, main: true });
  addSecurityGroup(world, {
    vpcId: vpc.id,
    id: vpc.id.replace(/^vpc/, 'sg'),
    name: 'default',
    description: 'default VPC security group',
  });
  return vpc;
}

/** A CIDR of a VPC with the id of its association. */
export function newCidr(world: World, cidr: string): SimulatedVpc['cidrs'][number] {
  return { associationId: newId(world, 'vpc-cidr-assoc'), cidr: canonicalCidr(cidr) };
}

/** The caller's VPC; another account's is as absent as one that never was. */
export function ownVpc({ world, caller, region }: Call, id: string | undefined): SimulatedVpc {
  const vpc = world.ec2.vpcs.get(id ?? '');
  return vpc?.account === caller.account && vpc.region === region
    ? vpc
    : refuse('InvalidVpcID.NotFound', `The vpc ID '${id}' does not exist`);
}

/** Whether anything stands in a VPC that DeleteVpc does not take with it. */
export function isInUse({ ec2, profiles }: World, { id }: SimulatedVpc): boolean {
  const gone = ['deleted', 'rejected', 'failed'];
  return (
    [...ec2.subnets.values(), ...ec2.endpoints.values()].some(({ vpcId }) => vpcId === id) ||
    [...ec2.routeTables.values()].some(
      (table) => table.vpcId === id && !table.associations.some(({ main }) => main),
    ) ||
    [...ec2.gateway.attachments.values()].some(({ vpcId, state }) => vpcId === id && !gone.includes(state)) ||
    [...profiles.associations.values()].some(({ vpcId }) => vpcId === id)
  );
}

/** A VPC as its owner sees it. */
export function describeVpc(world: World, { id, account, cidrs, isDefault }: SimulatedVpc): Vpc {
  return {
    VpcId: id,
    OwnerId: account,
    State: 'available',
    CidrBlock: cidrs[0]?.cidr,
    CidrBlockAssociationSet: cidrs.map(({ associationId, cidr }) => ({
      AssociationId: associationId,
      CidrBlock: cidr,
      CidrBlockState: { State: 'associated' },
    })),
    IsDefault: isDefault,
    InstanceTenancy: 'default',
    DhcpOptionsId: 'dopt-0a1b2c3d4e5f60718',
    Tags: tagList(world, account, id),
  };
}

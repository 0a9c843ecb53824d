import type { Subnet } from '@aws-sdk/client-ec2';
import type { Call } from '../../call.ts';
import { refuse } from '../../refusal.ts';
import type { World } from '../../world.ts';
import { canonicalCidr, prefixLength } from './cidr.ts';
import { newId } from './ids.ts';
import type { SimulatedSubnet } from './state.ts';
import { putTags, tagList } from './tags.ts';
import { zonesOf } from './zones.ts';

export interface NewSubnet {
  readonly vpcId: string;
  /** Left out for an IPv6-only subnet. */
  readonly cidr?: string;
  /** By name or by id; the account's first zone without either. */
  readonly zone?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly id?: string;
}

/** Makes a subnet of a VPC that the world has, at once. */
export function addSubnet(world: World, { vpcId, cidr, zone, tags = {}, id }: NewSubnet): SimulatedSubnet {
  const { account, region } =
    world.ec2.vpcs.get(vpcId) ?? refuse('InvalidVpcID.NotFound', `The vpc ID '${vpcId}' does not exist`);
  const zones = zonesOf(account, region);
  const place =
    (zone === undefined ? zones[0] : zones.find((one) => one.zone === zone || one.zoneId === zone)) ??
    refuse('InvalidParameterValue', `Value (${zone}) for parameter availabilityZone is invalid.`);
  const subnet: SimulatedSubnet = {
    id: id ?? newId(world, 'subnet'),
    account,
    region,
    vpcId,
    cidr: cidr === undefined ? undefined : canonicalCidr(cidr),
    ...place,
    ipv6Native: cidr === undefined,
    availableAddresses: cidr === undefined ? 0 : 2 ** (32 - prefixLength(cidr)) - 5,
  };
  world.ec2.subnets.set(subnet.id, subnet);
  putTags(world, account, subnet.id, Object.entries(tags));
  return subnet;
}

/** The caller's subnet; another account's is as absent as one that never was. */
export function ownSubnet({ world, caller, region }: Call, id: string | undefined): SimulatedSubnet {
  const subnet = world.ec2.subnets.get(id ?? '');
  return subnet?.account === caller.account && subnet.region === region
    ? subnet
    : refuse('InvalidSubnetID.NotFound', `The subnet ID '${id}' does not exist`);
}

/** A subnet as its owner sees it. */
export function describeSubnet(world: World, subnet: SimulatedSubnet): Subnet {
  const { id, account, region, vpcId, cidr, zone, zoneId, ipv6Native, availableAddresses } = subnet;
  return {
    SubnetId: id,
    SubnetArn: `arn:${world.partition}:ec2:${region}:${account}:subnet/${id}`,
    VpcId: vpcId,
    OwnerId: account,
    State: 'available',
    CidrBlock: cidr,
    AvailabilityZone: zone,
    AvailabilityZoneId: zoneId,
    AvailableIpAddressCount: availableAddresses,
    Ipv6Native: ipv6Native,
    DefaultForAz: false,
    Tags: tagList(world, account, id),
  };
}

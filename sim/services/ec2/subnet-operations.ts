import type { Operations } from '../../operation.ts';
import { refuse } from '../../refusal.ts';
import { canonicalCidr, contains, overlaps, prefixLength } from './cidr.ts';
import { type FilterTable, filtered } from './filters.ts';
import { owned } from './owned.ts';
import { ec2Page } from './paging.ts';
import type { SimulatedSubnet, SimulatedVpc } from './state.ts';
import { addSubnet, describeSubnet, ownSubnet } from './subnets.ts';
import { dropTags, specifiedTags, tagsOf } from './tags.ts';
import { ownVpc } from './vpcs.ts';

const subnetFilters: FilterTable<SimulatedSubnet> = {
  'subnet-id': ({ id }) => id,
  'vpc-id': ({ vpcId }) => vpcId,
  'owner-id': ({ account }) => account,
  'availability-zone': ({ zone }) => zone,
  availabilityZone: ({ zone }) => zone,
  'availability-zone-id': ({ zoneId }) => zoneId,
  availabilityZoneId: ({ zoneId }) => zoneId,
  'available-ip-address-count': ({ availableAddresses }) => availableAddresses,
  'cidr-block': ({ cidr }) => cidr,
  cidr: ({ cidr }) => cidr,
  cidrBlock: ({ cidr }) => cidr,
  'ipv6-native': ({ ipv6Native }) => ipv6Native,
  state: () => 'available',
};

/** Subnets. */
export const subnetOperations: Operations<typeof import('@aws-sdk/client-ec2')> = {
  DescribeSubnets: {
    takes: ['SubnetIds', 'Filters', 'MaxResults', 'NextToken'],
    answer(input, call) {
      const { world } = call;
      const named = input.SubnetIds?.map((id) => ownSubnet(call, id)) ?? owned(world.ec2.subnets, call);
      const kept = filtered(named, input.Filters, subnetFilters, ({ account, id }) =>
        tagsOf(world, account, id),
      );
      const { items, nextToken } = ec2Page(kept, input, { min: 5, max: 1000 }, world);
      return { Subnets: items.map((subnet) => describeSubnet(world, subnet)), NextToken: nextToken };
    },
  },
  CreateSubnet: {
    takes: [
      'VpcId',
      'CidrBlock',
      'AvailabilityZone',
      'AvailabilityZoneId',
      'Ipv6Native',
      'TagSpecifications',
    ],
    answer(input, call) {
      const { world } = call;
      const vpc = ownVpc(call, input.VpcId);
      const tags = specifiedTags(input.TagSpecifications, 'subnet');
      const ipv6Native = input.Ipv6Native === true;
      if (ipv6Native !== (input.CidrBlock === undefined))
        refuse('InvalidParameterCombination', 'A subnet has a CidrBlock unless it is Ipv6Native');
      const zone = input.AvailabilityZone ?? input.AvailabilityZoneId;
      const subnet = addSubnet(world, {
        vpcId: vpc.id,
        ...(input.CidrBlock === undefined ? {} : { cidr: freeCidr(world.ec2.subnets, vpc, input.CidrBlock) }),
        ...(zone === undefined ? {} : { zone }),
        tags: Object.fromEntries(tags),
      });
      return { Subnet: describeSubnet(world, subnet) };
    },
  },
  DeleteSubnet: {
    takes: ['SubnetId'],
    answer({ SubnetId: subnetId }, call) {
      const { ec2 } = call.world;
      const { id } = ownSubnet(call, subnetId);
      const used =
        [...ec2.gateway.attachments.values()].some(
          ({ subnetIds, state }) =>
            subnetIds.includes(id) && !['deleted', 'rejected', 'failed'].includes(state),
        ) || [...ec2.endpoints.values()].some(({ subnetIds }) => subnetIds.includes(id));
      if (used) refuse('DependencyViolation', `The subnet '${id}' has dependencies and cannot be deleted.`);
      for (const { associations } of ec2.routeTables.values()) {
        const at = associations.findIndex((association) => association.subnetId === id);
        if (at >= 0) associations.splice(at, 1);
      }
      ec2.subnets.delete(id);
      dropTags(call.world, id);
      return {};
    },
  },
};

function freeCidr(subnets: ReadonlyMap<string, SimulatedSubnet>, vpc: SimulatedVpc, cidr: string): string {
  const canonical = canonicalCidr(cidr);
  const bits = prefixLength(canonical);
  if (bits < 16 || bits > 28 || !vpc.cidrs.some((own) => contains(own.cidr, canonical)))
    refuse('InvalidSubnet.Range', `The CIDR '${cidr}' is invalid.`);
  for (const other of subnets.values())
    if (other.vpcId === vpc.id && other.cidr !== undefined && overlaps(other.cidr, canonical))
      refuse('InvalidSubnet.Conflict', `The CIDR '${cidr}' conflicts with another subnet`);
  return canonical;
}

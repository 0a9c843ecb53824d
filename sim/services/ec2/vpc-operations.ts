import type { Operations } from '../../operation.ts';
import { notModelled, refuse } from '../../refusal.ts';
import { canonicalCidr, contains, overlaps, prefixLength } from './cidr.ts';
import { type FilterTable, filtered } from './filters.ts';
import { owned } from './owned.ts';
import { ec2Page } from './paging.ts';
import type { SimulatedVpc } from './state.ts';
import { dropTags, specifiedTags, tagsOf } from './tags.ts';
import { addVpc, describeVpc, isInUse, newCidr, ownVpc } from './vpcs.ts';

const vpcFilters: FilterTable<SimulatedVpc> = {
  'vpc-id': ({ id }) => id,
  'owner-id': ({ account }) => account,
  cidr: ({ cidrs }) => cidrs[0]?.cidr,
  'cidr-block': ({ cidrs }) => cidrs[0]?.cidr,
  'cidr-block-association.cidr-block': ({ cidrs }) => cidrs.map(({ cidr }) => cidr),
  'cidr-block-association.association-id': ({ cidrs }) => cidrs.map(({ associationId }) => associationId),
  'cidr-block-association.state': () => 'associated',
  'is-default': ({ isDefault }) => isDefault,
  isDefault: ({ isDefault }) => isDefault,
  state: () => 'available',
};

const maxCidrs = 5;

/** VPCs, their CIDRs and their DNS attributes. */
export const vpcOperations: Operations<typeof import('@aws-sdk/client-ec2')> = {
  DescribeVpcs: {
    takes: ['VpcIds', 'Filters', 'MaxResults', 'NextToken'],
    answer(input, call) {
      const { world } = call;
      const named = input.VpcIds?.map((id) => ownVpc(call, id)) ?? owned(world.ec2.vpcs, call);
      const kept = filtered(named, input.Filters, vpcFilters, ({ account, id }) =>
        tagsOf(world, account, id),
      );
      const { items, nextToken } = ec2Page(kept, input, { min: 5, max: 1000 }, world);
      return { Vpcs: items.map((vpc) => describeVpc(world, vpc)), NextToken: nextToken };
    },
  },
  CreateVpc: {
    takes: ['CidrBlock', 'TagSpecifications'],
    answer({ CidrBlock: cidr, TagSpecifications: specifications }, { world, caller, region }) {
      const tags = specifiedTags(specifications, 'vpc');
      const primary = vpcCidr(
        cidr ?? refuse('MissingParameter', 'Either CidrBlock or Ipv4IpamPoolId must be provided'),
      );
      const vpc = addVpc(world, {
        account: caller.account,
        region,
        cidrs: [primary],
        tags: Object.fromEntries(tags),
      });
      return { Vpc: { ...describeVpc(world, vpc), State: 'pending' } };
    },
  },
  DeleteVpc: {
    takes: ['VpcId'],
    answer({ VpcId: id }, call) {
      const { world } = call;
      const vpc = ownVpc(call, id);
      if (isInUse(world, vpc))
        refuse('DependencyViolation', `The vpc '${vpc.id}' has dependencies and cannot be deleted.`);
      for (const table of [...world.ec2.routeTables.values()])
        if (table.vpcId === vpc.id) world.ec2.routeTables.delete(table.id);
      world.ec2.vpcs.delete(vpc.id);
      dropTags(world, vpc.id);
      return {};
    },
  },
  AssociateVpcCidrBlock: {
    takes: ['VpcId', 'CidrBlock'],
    answer({ VpcId: id, CidrBlock: wanted = '' }, call) {
      const vpc = ownVpc(call, id);
      const cidr = vpcCidr(wanted);
      if (vpc.cidrs.some((other) => overlaps(other.cidr, cidr)))
        refuse('InvalidVpc.Range', `The CIDR '${cidr}' conflicts with another CIDR of the VPC.`);
      if (vpc.cidrs.length >= maxCidrs)
        refuse(
          'CidrLimitExceeded',
          `This network '${vpc.id}' has met its maximum number of allowed CIDRs: ${maxCidrs}`,
        );
      const added = newCidr(call.world, cidr);
      vpc.cidrs.push(added);
      return {
        VpcId: vpc.id,
        CidrBlockAssociation: {
          AssociationId: added.associationId,
          CidrBlock: cidr,
          CidrBlockState: { State: 'associating' },
        },
      };
    },
  },
  DisassociateVpcCidrBlock: {
    takes: ['AssociationId'],
    answer({ AssociationId: id }, call) {
      const { world } = call;
      const vpc =
        owned(world.ec2.vpcs, call).find(({ cidrs }) =>
          cidrs.some(({ associationId }) => associationId === id),
        ) ??
        refuse(
          'InvalidVpcCidrBlockAssociationID.NotFound',
          `The vpc CIDR block association ID '${id}' does not exist`,
        );
      const at = vpc.cidrs.findIndex(({ associationId }) => associationId === id);
      if (at === 0)
        refuse(
          'OperationNotPermitted',
          `The vpc CIDR block with association ID ${id} may not be disassociated. It is the primary IPv4 CIDR block of the VPC`,
        );
      const used = [...world.ec2.subnets.values()].some(
        ({ vpcId, cidr }) =>
          vpcId === vpc.id && cidr !== undefined && contains(vpc.cidrs[at]?.cidr ?? '', cidr),
      );
      if (used)
        refuse(
          'InvalidCidrBlock.InUse',
          `The vpc ${vpc.id} currently has a subnet within CIDR block ${vpc.cidrs[at]?.cidr}`,
        );
      const [removed] = vpc.cidrs.splice(at, 1);
      return {
        VpcId: vpc.id,
        CidrBlockAssociation: {
          AssociationId: id,
          CidrBlock: removed?.cidr,
          CidrBlockState: { State: 'disassociating' },
        },
      };
    },
  },
  DescribeVpcAttribute: {
    takes: ['VpcId', 'Attribute'],
    answer({ VpcId: id, Attribute: attribute }, call) {
      const vpc = ownVpc(call, id);
      switch (attribute) {
        case 'enableDnsSupport':
          return { VpcId: vpc.id, EnableDnsSupport: { Value: vpc.dnsSupport } };
        case 'enableDnsHostnames':
          return { VpcId: vpc.id, EnableDnsHostnames: { Value: vpc.dnsHostnames } };
        case undefined:
          return refuse('MissingParameter', 'The request must contain the parameter attribute');
        case 'enableNetworkAddressUsageMetrics':
          return notModelled(`the VPC attribute ${attribute}`);
      }
    },
  },
  ModifyVpcAttribute: {
    takes: ['VpcId', 'EnableDnsSupport', 'EnableDnsHostnames'],
    answer({ VpcId: id, EnableDnsSupport: support, EnableDnsHostnames: hostnames }, call) {
      const vpc = ownVpc(call, id);
      if ((support === undefined) === (hostnames === undefined))
        refuse('InvalidParameterCombination', 'Exactly one attribute may be modified in a request');
      vpc.dnsSupport = support?.Value ?? vpc.dnsSupport;
      vpc.dnsHostnames = hostnames?.Value ?? vpc.dnsHostnames;
      return {};
    },
  },
};

function vpcCidr(cidr: string): string {
  const canonical = canonicalCidr(cidr);
  const bits = prefixLength(canonical);
  return bits >= 16 && bits <= 28 ? canonical : refuse('InvalidVpc.Range', `The CIDR '${cidr}' is invalid.`);
}

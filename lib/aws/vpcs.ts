import {
  DescribeVpcAttributeCommand,
  type EC2Client,
  paginateDescribeSubnets,
  paginateDescribeVpcs,
} from '@aws-sdk/client-ec2';
import * as z from 'zod/mini';
import { Cidr } from '../model/cidr.ts';
import { AccountId, SubnetId, VpcId } from '../model/ids.ts';
import type { ConsumerPort } from '../model/ports.ts';
import { answered, TagList } from './answer.ts';
import { everyItem } from './lists.ts';

const FoundVpc = z.object({
  VpcId,
  OwnerId: AccountId,
  CidrBlockAssociationSet: z._default(
    z.array(z.object({ CidrBlock: Cidr, CidrBlockState: z.object({ State: z.string() }) })),
    [],
  ),
  Tags: TagList,
});

const FoundSubnet = z.object({
  SubnetId,
  AvailabilityZoneId: z.string(),
  AvailableIpAddressCount: z.number(),
  Ipv6Native: z._default(z.boolean(), false),
  Tags: TagList,
});

const Attribute = z.object({ Value: z.boolean() });

/** The zone id of an Availability Zone; Local and Wavelength Zones have a longer one and take no attachment. */
const availabilityZone = /^[a-z]+\d+-az\d+$/;

export const vpcs = (
  ec2: EC2Client,
  account: AccountId,
): Pick<ConsumerPort, 'vpcs' | 'subnets' | 'dnsSupport'> => ({
  async vpcs() {
    const found = await everyItem(
      paginateDescribeVpcs({ client: ec2, pageSize: 1000 }, {}),
      (page) => page.Vpcs,
    );
    return (
      answered(z.array(FoundVpc), found, `the VPCs of account ${account}`)
        // A VPC of which only subnets are shared with the account is listed too, and is not its own to attach.
        .filter(({ OwnerId }) => OwnerId === account)
        .map(({ VpcId, CidrBlockAssociationSet, Tags }) => ({
          id: VpcId,
          cidrs: CidrBlockAssociationSet.filter(
            ({ CidrBlockState }) => CidrBlockState.State === 'associated',
          ).map(({ CidrBlock }) => CidrBlock),
          tags: Tags,
        }))
    );
  },

  async subnets(vpc) {
    const pages = paginateDescribeSubnets(
      { client: ec2, pageSize: 1000 },
      { Filters: [{ Name: 'vpc-id', Values: [vpc] }] },
    );
    return answered(z.array(FoundSubnet), await everyItem(pages, (page) => page.Subnets), vpc)
      .filter(
        ({ Ipv6Native, AvailabilityZoneId }) => !Ipv6Native && availabilityZone.test(AvailabilityZoneId),
      )
      .map(({ SubnetId, AvailabilityZoneId, AvailableIpAddressCount, Tags }) => ({
        id: SubnetId,
        zone: AvailabilityZoneId,
        freeAddresses: AvailableIpAddressCount,
        tags: Tags,
      }));
  },

  async dnsSupport(vpc) {
    const read = (Attribute: 'enableDnsSupport' | 'enableDnsHostnames') =>
      ec2.send(new DescribeVpcAttributeCommand({ VpcId: vpc, Attribute }));
    const [support, hostnames] = await Promise.all([read('enableDnsSupport'), read('enableDnsHostnames')]);
    return {
      vpc,
      support: answered(Attribute, support.EnableDnsSupport, vpc).Value,
      hostnames: answered(Attribute, hostnames.EnableDnsHostnames, vpc).Value,
    };
  },
});

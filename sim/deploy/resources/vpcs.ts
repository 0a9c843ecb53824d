import * as z from 'zod/mini';
import { administratorOf, present } from '../administrator.ts';
import { type ResourceType, resourceType, truth, withoutEffect } from '../resource-type.ts';
import { ec2Tags, taggedAs } from './ec2-tags.ts';

/** VPCs, what they are divided into, and their routes. */
export const vpcs: Readonly<Record<string, ResourceType>> = {
  'AWS::EC2::VPC': resourceType(
    {
      CidrBlock: z.string(),
      EnableDnsSupport: z._default(truth, true),
      EnableDnsHostnames: z._default(truth, false),
      InstanceTenancy: withoutEffect('no instance runs'),
      Tags: ec2Tags,
    },
    ({ CidrBlock, EnableDnsSupport, EnableDnsHostnames, Tags }, { naming, ...making }) => {
      const { ec2 } = administratorOf(making);
      const created = ec2('CreateVpc', { CidrBlock, TagSpecifications: taggedAs('vpc', Tags) });
      const VpcId = present(created.Vpc?.VpcId, 'VpcId');
      ec2('ModifyVpcAttribute', { VpcId, EnableDnsSupport: { Value: EnableDnsSupport } });
      ec2('ModifyVpcAttribute', { VpcId, EnableDnsHostnames: { Value: EnableDnsHostnames } });
      const group = [...making.world.ec2.securityGroups.values()].find(({ vpcId }) => vpcId === VpcId);
      const defaults = { DefaultNetworkAcl: naming.id('acl'), DefaultSecurityGroup: group?.id ?? '' };
      return { ref: VpcId, attributes: { VpcId, CidrBlock, ...defaults } };
    },
  ),

  'AWS::EC2::Subnet': resourceType(
    {
      VpcId: z.string(),
      CidrBlock: z.string(),
      AvailabilityZone: z.optional(z.string()),
      MapPublicIpOnLaunch: withoutEffect('no instance runs'),
      Tags: ec2Tags,
    },
    ({ VpcId, CidrBlock, AvailabilityZone, Tags }, making) => {
      const { Subnet } = administratorOf(making).ec2('CreateSubnet', {
        VpcId,
        CidrBlock,
        AvailabilityZone,
        TagSpecifications: taggedAs('subnet', Tags),
      });
      const SubnetId = present(Subnet?.SubnetId, 'SubnetId');
      const zone = present(Subnet?.AvailabilityZone, 'AvailabilityZone');
      return { ref: SubnetId, attributes: { SubnetId, VpcId, CidrBlock, AvailabilityZone: zone } };
    },
  ),

  'AWS::EC2::RouteTable': resourceType({ VpcId: z.string(), Tags: ec2Tags }, ({ VpcId, Tags }, making) => {
    const TagSpecifications = taggedAs('route-table', Tags);
    const { RouteTable } = administratorOf(making).ec2('CreateRouteTable', { VpcId, TagSpecifications });
    const RouteTableId = present(RouteTable?.RouteTableId, 'RouteTableId');
    return { ref: RouteTableId, attributes: { RouteTableId } };
  }),

  'AWS::EC2::SubnetRouteTableAssociation': resourceType(
    { RouteTableId: z.string(), SubnetId: z.string() },
    (properties, making) => {
      const { AssociationId } = administratorOf(making).ec2('AssociateRouteTable', properties);
      const Id = present(AssociationId, 'AssociationId');
      return { ref: Id, attributes: { Id } };
    },
  ),

  'AWS::EC2::Route': resourceType(
    {
      RouteTableId: z.string(),
      DestinationCidrBlock: z.optional(z.string()),
      DestinationPrefixListId: z.optional(z.string()),
      GatewayId: z.optional(z.string()),
      NatGatewayId: z.optional(z.string()),
      TransitGatewayId: z.optional(z.string()),
    },
    (properties, { identifiers, ...making }) => {
      administratorOf(making).ec2('CreateRoute', properties);
      return identifiers;
    },
  ),
};

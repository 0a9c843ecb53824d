import * as z from 'zod/mini';
import { administratorOf, present } from '../administrator.ts';
import { type Making, number, type ResourceType, resourceType } from '../resource-type.ts';
import { untilState } from '../until.ts';
import { ec2Tags, taggedAs } from './ec2-tags.ts';

const pair = { TransitGatewayAttachmentId: z.string(), TransitGatewayRouteTableId: z.string() };

/** Transit gateways, what is attached to them, and the prefix lists that routes to them name. */
export const transitGateways: Readonly<Record<string, ResourceType>> = {
  'AWS::EC2::TransitGateway': resourceType(
    {
      Description: z.optional(z.string()),
      AutoAcceptSharedAttachments: z.optional(z.enum(['enable', 'disable'])),
      DefaultRouteTableAssociation: z.literal('disable'),
      DefaultRouteTablePropagation: z.literal('disable'),
      DnsSupport: z.optional(z.literal('enable')),
      Tags: ec2Tags,
    },
    async ({ Description, DnsSupport: _, Tags, ...Options }, making) => {
      const { world, deployment } = making;
      const { TransitGateway } = administratorOf(making).ec2('CreateTransitGateway', {
        Description,
        Options,
        TagSpecifications: taggedAs('transit-gateway', Tags),
      });
      const Id = present(TransitGateway?.TransitGatewayId, 'TransitGatewayId');
      const is = () => world.ec2.gateway.gateways.get(Id)?.state;
      await untilState(world.clock, Id, { is, wanted: 'available' });
      const { partition, region, account } = deployment;
      const arn = `arn:${partition}:ec2:${region}:${account}:transit-gateway/${Id}`;
      return { ref: Id, attributes: { Id, TransitGatewayArn: arn } };
    },
  ),

  'AWS::EC2::TransitGatewayAttachment': resourceType(
    { TransitGatewayId: z.string(), VpcId: z.string(), SubnetIds: z.array(z.string()), Tags: ec2Tags },
    attach,
  ),

  'AWS::EC2::TransitGatewayRouteTable': resourceType(
    { TransitGatewayId: z.string(), Tags: ec2Tags },
    async ({ TransitGatewayId, Tags }, making) => {
      const { world } = making;
      const created = administratorOf(making).ec2('CreateTransitGatewayRouteTable', {
        TransitGatewayId,
        TagSpecifications: taggedAs('transit-gateway-route-table', Tags),
      });
      const id = present(
        created.TransitGatewayRouteTable?.TransitGatewayRouteTableId,
        'TransitGatewayRouteTableId',
      );
      const is = () => world.ec2.gateway.routeTables.get(id)?.state;
      await untilState(world.clock, id, { is, wanted: 'available' });
      return { ref: id, attributes: { TransitGatewayRouteTableId: id } };
    },
  ),

  'AWS::EC2::TransitGatewayRouteTableAssociation': resourceType(pair, async (properties, making) => {
    const { world, identifiers } = making;
    administratorOf(making).ec2('AssociateTransitGatewayRouteTable', properties);
    const { TransitGatewayAttachmentId: id } = properties;
    const is = () => world.ec2.gateway.attachments.get(id)?.association?.state;
    await untilState(world.clock, `the association of ${id}`, { is, wanted: 'associated' });
    return identifiers;
  }),

  'AWS::EC2::TransitGatewayRouteTablePropagation': resourceType(pair, async (properties, making) => {
    const { world, identifiers } = making;
    administratorOf(making).ec2('EnableTransitGatewayRouteTablePropagation', properties);
    const { TransitGatewayAttachmentId: id, TransitGatewayRouteTableId: table } = properties;
    const is = () => world.ec2.gateway.routeTables.get(table)?.propagations.get(id)?.state;
    await untilState(world.clock, `the propagation of ${id}`, { is, wanted: 'enabled' });
    return identifiers;
  }),

  'AWS::EC2::PrefixList': resourceType(
    {
      PrefixListName: z.string(),
      AddressFamily: z.enum(['IPv4', 'IPv6']),
      MaxEntries: number,
      Entries: z.optional(z.array(z.strictObject({ Cidr: z.string(), Description: z.optional(z.string()) }))),
      Tags: ec2Tags,
    },
    async ({ Tags, ...properties }, making) => {
      const { world, deployment } = making;
      const { PrefixList } = administratorOf(making).ec2('CreateManagedPrefixList', {
        ...properties,
        TagSpecifications: taggedAs('prefix-list', Tags),
      });
      const PrefixListId = present(PrefixList?.PrefixListId, 'PrefixListId');
      const Arn = present(PrefixList?.PrefixListArn, 'PrefixListArn');
      const is = () => world.ec2.prefixLists.get(PrefixListId)?.state;
      await untilState(world.clock, PrefixListId, { is, wanted: 'create-complete' });
      const attributes = { PrefixListId, Arn, OwnerId: deployment.account, Version: 1 };
      return { ref: PrefixListId, attributes };
    },
  ),
};

interface Attachment {
  readonly TransitGatewayId: string;
  readonly VpcId: string;
  readonly SubnetIds: string[];
  readonly Tags: z.output<typeof ec2Tags>;
}

/** That of another account's gateway waits for that account, and is there for CloudFormation all the same. */
async function attach({ Tags, ...properties }: Attachment, making: Making) {
  const { world } = making;
  const { TransitGatewayVpcAttachment: made } = administratorOf(making).ec2(
    'CreateTransitGatewayVpcAttachment',
    { ...properties, TagSpecifications: taggedAs('transit-gateway-attachment', Tags) },
  );
  const Id = present(made?.TransitGatewayAttachmentId, 'TransitGatewayAttachmentId');
  if (made?.State !== 'pendingAcceptance') {
    const is = () => world.ec2.gateway.attachments.get(Id)?.state;
    await untilState(world.clock, Id, { is, wanted: 'available' });
  }
  return { ref: Id, attributes: { Id } };
}

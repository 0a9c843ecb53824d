import {
  AssociateRouteTableCommand,
  AssociateTransitGatewayRouteTableCommand,
  CreateRouteCommand,
  CreateSubnetCommand,
  CreateTagsCommand,
  CreateTransitGatewayRouteCommand,
  CreateVpcEndpointCommand,
  DeleteTagsCommand,
  DescribeRouteTablesCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcsCommand,
  DisassociateVpcCidrBlockCommand,
  type EC2Client,
  GetManagedPrefixListEntriesCommand,
  GetTransitGatewayRouteTablePropagationsCommand,
  ModifyManagedPrefixListCommand,
  SearchTransitGatewayRoutesCommand,
  StartVpcEndpointServicePrivateDnsVerificationCommand,
} from '@aws-sdk/client-ec2';
import { describe, expect, test } from '@jest/globals';
import { addEndpointService } from '../../../../sim/services/ec2/endpoint-services.ts';
import { addPrefixList } from '../../../../sim/services/ec2/prefix-lists.ts';
import { addRouteTable } from '../../../../sim/services/ec2/route-tables.ts';
import { putTags } from '../../../../sim/services/ec2/tags.ts';
import { consumer, gatewayWorld, provider, region } from '../gateway-world.ts';
import { credentialsOf, isLetThrough, listening, statement } from './clients.ts';

type Send = (client: EC2Client) => Promise<unknown>;

const at = gatewayWorld();
const { world, gateway, table, vpcId, subnetIds } = at;
const [subnetId = ''] = subnetIds;
const attachmentId = at.attached().id;
const routeTableId = addRouteTable(world, { vpcId }).id;
const associationId = world.ec2.vpcs.get(vpcId)?.cidrs[0]?.associationId;
const list = addPrefixList(world, {
  account: provider,
  region,
  name: 'l',
  maxEntries: 5,
  tags: { of: 'jetway' },
}).id;
const service = addEndpointService(world, { account: provider, region, privateDnsName: 'a.example.com' }).id;
const arn = (account: string, resource: string) => `arn:aws:ec2:${region}:${account}:${resource}`;
const attachment = arn(consumer, `transit-gateway-attachment/${attachmentId}`);
const endpointParts = [`vpc/${vpcId}`, 'vpc-endpoint/*', `subnet/${subnetId}`, 'security-group/sg-1'];
const gatewayTable = arn(provider, `transit-gateway-route-table/${table.id}`);

const rolesOwnUse = (account: string, use: string) => `arn:aws:iam::${account}:role/worker ec2:${use}`;

test.each<{ of: string; send: Send; uses: readonly string[] }>([
  { of: consumer, send: (ec2) => ec2.send(new DescribeVpcsCommand({})), uses: ['DescribeVpcs *'] },
  {
    of: consumer,
    send: (ec2) => ec2.send(new DescribeVpcAttributeCommand({ VpcId: vpcId, Attribute: 'enableDnsSupport' })),
    uses: [`DescribeVpcAttribute ${arn(consumer, `vpc/${vpcId}`)}`],
  },
  {
    of: consumer,
    send: (ec2) =>
      ec2.send(
        new CreateRouteCommand({
          RouteTableId: routeTableId,
          DestinationCidrBlock: '10.9.0.0/16',
          TransitGatewayId: gateway.id,
        }),
      ),
    uses: [`CreateRoute ${arn(consumer, `route-table/${routeTableId}`)}`],
  },
  {
    of: consumer,
    send: (ec2) =>
      ec2.send(new AssociateRouteTableCommand({ RouteTableId: routeTableId, SubnetId: subnetId })),
    uses: [
      `AssociateRouteTable ${arn(consumer, `route-table/${routeTableId}`)} ${arn(consumer, `subnet/${subnetId}`)}`,
    ],
  },
  {
    of: consumer,
    send: (ec2) => ec2.send(new DisassociateVpcCidrBlockCommand({ AssociationId: associationId })),
    uses: [`DisassociateVpcCidrBlock ${arn(consumer, `vpc/${vpcId}`)}`],
  },
  {
    of: consumer,
    send: (ec2) =>
      ec2.send(
        new CreateSubnetCommand({
          VpcId: vpcId,
          CidrBlock: '10.1.9.0/24',
          TagSpecifications: [{ ResourceType: 'subnet', Tags: [{ Key: 'a', Value: 'b' }] }],
        }),
      ),
    uses: [
      `CreateSubnet ${arn(consumer, `vpc/${vpcId}`)} ${arn(consumer, 'subnet/*')}`,
      `CreateTags ${arn(consumer, 'subnet/*')}`,
    ],
  },
  {
    of: consumer,
    send: (ec2) =>
      ec2.send(
        new CreateVpcEndpointCommand({
          VpcId: vpcId,
          ServiceName: 'x',
          SubnetIds: [subnetId],
          SecurityGroupIds: ['sg-1'],
        }),
      ),
    uses: [`CreateVpcEndpoint ${endpointParts.map((part) => arn(consumer, part)).join(' ')}`],
  },
  {
    of: provider,
    send: (ec2) =>
      ec2.send(
        new AssociateTransitGatewayRouteTableCommand({
          TransitGatewayAttachmentId: attachmentId,
          TransitGatewayRouteTableId: table.id,
        }),
      ),
    uses: [`AssociateTransitGatewayRouteTable ${attachment} ${gatewayTable}`],
  },
  {
    of: provider,
    send: (ec2) =>
      ec2.send(new SearchTransitGatewayRoutesCommand({ TransitGatewayRouteTableId: table.id, Filters: [] })),
    uses: [`SearchTransitGatewayRoutes ${gatewayTable}`],
  },
  {
    of: provider,
    send: (ec2) =>
      ec2.send(new GetTransitGatewayRouteTablePropagationsCommand({ TransitGatewayRouteTableId: table.id })),
    uses: ['GetTransitGatewayRouteTablePropagations *'],
  },
  {
    of: provider,
    send: (ec2) =>
      ec2.send(
        new CreateTransitGatewayRouteCommand({
          TransitGatewayRouteTableId: table.id,
          DestinationCidrBlock: '10.8.0.0/16',
          Blackhole: true,
        }),
      ),
    uses: [`CreateTransitGatewayRoute ${gatewayTable}`],
  },
  {
    of: provider,
    send: (ec2) => ec2.send(new ModifyManagedPrefixListCommand({ PrefixListId: list, CurrentVersion: 1 })),
    uses: [`ModifyManagedPrefixList ${arn(provider, `prefix-list/${list}`)}`],
  },
  {
    of: consumer,
    send: (ec2) => ec2.send(new GetManagedPrefixListEntriesCommand({ PrefixListId: list })),
    uses: [`GetManagedPrefixListEntries ${arn(provider, `prefix-list/${list}`)}`],
  },
  {
    of: provider,
    send: (ec2) => ec2.send(new StartVpcEndpointServicePrivateDnsVerificationCommand({ ServiceId: service })),
    uses: [
      `StartVpcEndpointServicePrivateDnsVerification ${arn(provider, `vpc-endpoint-service/${service}`)}`,
    ],
  },
  {
    of: provider,
    send: (ec2) =>
      ec2.send(new CreateTagsCommand({ Resources: [list, table.id], Tags: [{ Key: 'a', Value: 'b' }] })),
    uses: [`CreateTags ${arn(provider, `prefix-list/${list}`)} ${gatewayTable}`],
  },
])('$uses.0', async ({ of, send, uses }) => {
  const { core, uses: seen } = listening(world);
  await isLetThrough(core, credentialsOf(world, { account: of }, statement('*')), send);
  expect(seen).toEqual(uses.map((use) => rolesOwnUse(of, use)));
});

describe('an action without a resource is allowed on * alone:', () => {
  const reads = [
    { name: 'DescribeVpcs', send: (ec2: EC2Client) => ec2.send(new DescribeVpcsCommand({})) },
    { name: 'DescribeRouteTables', send: (ec2: EC2Client) => ec2.send(new DescribeRouteTablesCommand({})) },
  ];
  test.each(reads)('$name', async ({ name, send }) => {
    const { core } = listening(world);
    const of = (Resource: string) =>
      credentialsOf(world, { account: consumer }, statement(`ec2:${name}`, { Resource }));
    expect(await isLetThrough(core, of(arn(consumer, '*')), send)).toBe(false);
    expect(await isLetThrough(core, of('*'), send)).toBe(true);
  });
});

describe('conditions', () => {
  const readsList: Send = (ec2) => ec2.send(new GetManagedPrefixListEntriesCommand({ PrefixListId: list }));
  const onlyTagged = statement('ec2:GetManagedPrefixListEntries', {
    Condition: { StringEquals: { 'aws:ResourceTag/of': 'jetway' } },
  });

  test('on tags see those that the caller has put on the resource', async () => {
    const { core } = listening(world);
    expect(await isLetThrough(core, credentialsOf(world, { account: provider }, onlyTagged), readsList)).toBe(
      true,
    );
    const elsewhere = credentialsOf(world, { account: consumer }, onlyTagged);
    expect(await isLetThrough(core, elsewhere, readsList)).toBe(false);
    putTags(world, consumer, list, [['of', 'jetway']]);
    expect(await isLetThrough(core, elsewhere, readsList)).toBe(true);
  });

  test.each([
    { key: 'aws:RequestedRegion', value: region, through: true },
    { key: 'ec2:Region', value: region, through: true },
    { key: 'ec2:Region', value: 'us-east-1', through: false },
    { key: 'aws:ResourceAccount', value: provider, through: true },
    { key: 'aws:ResourceAccount', value: consumer, through: false },
    { key: 'aws:PrincipalArn', value: `arn:aws:iam::${provider}:role/worker`, through: true },
    { key: 'aws:PrincipalAccount', value: provider, through: true },
    { key: 'aws:PrincipalIsAWSService', value: 'false', through: true },
    { key: 'aws:PrincipalOrgID', value: world.organization.id, through: false },
    { key: 'aws:ResourceOrgID', value: world.organization.id, through: false },
    {
      key: 'lambda:SourceFunctionArn',
      value: 'arn:aws:lambda:eu-west-1:222222222222:function:f',
      through: false,
    },
  ])('on $key $value: $through', async ({ key, value, through }) => {
    const { core } = listening(world);
    const held = statement('ec2:*', { Condition: { StringEquals: { [key]: value } } });
    expect(await isLetThrough(core, credentialsOf(world, { account: provider }, held), readsList)).toBe(
      through,
    );
  });

  test('on the function whose code makes the call', async () => {
    const { core } = listening(world);
    const sourceFunctionArn = 'arn:aws:lambda:eu-west-1:222222222222:function:f';
    const notItsCode = statement('ec2:*', {
      Effect: 'Deny',
      Condition: { ArnEquals: { 'lambda:SourceFunctionArn': sourceFunctionArn } },
    });
    const key = credentialsOf(world, { account: provider }, statement('ec2:*'), notItsCode);
    expect(await isLetThrough(core, key, readsList)).toBe(true);
    world.identity.issued.set(key, { account: provider, role: 'worker', session: 'run', sourceFunctionArn });
    expect(await isLetThrough(core, key, readsList)).toBe(false);
  });

  test('on the tags of a request hold when it sets them', async () => {
    const { core } = listening(world);
    const held = statement(['ec2:CreateTags', 'ec2:DeleteTags'], {
      Condition: {
        StringEquals: { 'aws:RequestTag/a': 'b' },
        'ForAllValues:StringEquals': { 'aws:TagKeys': ['a'] },
        Null: { 'ec2:CreateAction': 'true' },
      },
    });
    const key = credentialsOf(world, { account: provider }, held);
    const tagging = (...Tags: readonly { Key: string; Value: string }[]) => ({
      Resources: [list],
      Tags: [...Tags],
    });
    const a = { Key: 'a', Value: 'b' };
    const c = { Key: 'c', Value: 'd' };
    expect(await isLetThrough(core, key, (ec2) => ec2.send(new CreateTagsCommand(tagging(a))))).toBe(true);
    expect(await isLetThrough(core, key, (ec2) => ec2.send(new CreateTagsCommand(tagging(a, c))))).toBe(
      false,
    );
    expect(await isLetThrough(core, key, (ec2) => ec2.send(new CreateTagsCommand(tagging(c))))).toBe(false);
    expect(await isLetThrough(core, key, (ec2) => ec2.send(new DeleteTagsCommand(tagging(a))))).toBe(true);
  });
});

import { CreateTransitGatewayVpcAttachmentCommand, EC2Client } from '@aws-sdk/client-ec2';
import { beforeEach, expect, test } from '@jest/globals';
import { createSimulator, type SimulatorCore } from '../../../../sim/server.ts';
import { attachVpc } from '../../../../sim/services/ec2/gateway/arrange.ts';
import { addSubnet } from '../../../../sim/services/ec2/subnets.ts';
import { addVpc } from '../../../../sim/services/ec2/vpcs.ts';
import type { World } from '../../../../sim/world.ts';
import { gatewayWorld, provider, region } from '../gateway-world.ts';
import { credentialsOf, isLetThrough, settings, statement } from './clients.ts';

const fresh = '555555555555';
const attachments = `arn:aws:ec2:${region}:${fresh}:transit-gateway-attachment/*`;
let world: World;
let core: SimulatorCore;
let vpcId: string;
let gatewayId: string;
let attaching: (client: EC2Client) => Promise<unknown>;
beforeEach(() => {
  const at = gatewayWorld();
  world = at.world;
  core = createSimulator(world);
  gatewayId = at.gateway.id;
  vpcId = addVpc(world, { account: fresh, region, cidrs: ['10.5.0.0/16'] }).id;
  const subnet = addSubnet(world, { vpcId, cidr: '10.5.0.0/24' });
  attaching = (ec2) =>
    ec2.send(
      new CreateTransitGatewayVpcAttachmentCommand({
        TransitGatewayId: gatewayId,
        VpcId: vpcId,
        SubnetIds: [subnet.id],
        TagSpecifications: [
          { ResourceType: 'transit-gateway-attachment', Tags: [{ Key: 'jetway:name', Value: 'test' }] },
        ],
      }),
    );
});

const types = ['transit-gateway', 'vpc', 'subnet', 'transit-gateway-attachment'] as const;
const onTypes = (wanted: readonly string[], changes: object = {}) =>
  statement('ec2:CreateTransitGatewayVpcAttachment', {
    Resource: wanted.map(
      (type) => `arn:aws:ec2:*:${type === 'transit-gateway' ? provider : fresh}:${type}/*`,
    ),
    ...changes,
  });
const tagging = statement('ec2:CreateTags', {
  Resource: attachments,
  Condition: {
    StringEquals: {
      'ec2:CreateAction': 'CreateTransitGatewayVpcAttachment',
      'aws:RequestTag/jetway:name': 'test',
    },
  },
});
const itsRole = statement('iam:CreateServiceLinkedRole', {
  Resource: `arn:aws:iam::${fresh}:role/aws-service-role/transitgateway.amazonaws.com/AWSServiceRoleForVPCTransitGateway`,
  Condition: { StringEquals: { 'iam:AWSServiceName': 'transitgateway.amazonaws.com' } },
});
const keyFor = (...statements: readonly object[]) => credentialsOf(world, { account: fresh }, ...statements);
const mayAttach = (...statements: readonly object[]) => isLetThrough(core, keyFor(...statements), attaching);

test('attaching needs gateway, VPC, subnet, attachment, its tags, and the service-linked role of the first', async () =>
  expect(await mayAttach(onTypes(types), tagging, itsRole)).toBe(true));

test.each(types)('it is refused without its %s', async (missing) => {
  const others = types.filter((type) => type !== missing);
  expect(await mayAttach(onTypes(others), tagging, itsRole)).toBe(false);
});

test('it is refused without the permission to tag, by the name of that', async () => {
  await expect(
    attaching(new EC2Client(settings(core, keyFor(onTypes(types), itsRole)))),
  ).rejects.toMatchObject({
    message: expect.stringContaining(
      `not authorized to perform: ec2:CreateTags on resource: ${attachments} because no identity-based policy allows the ec2:CreateTags action`,
    ),
  });
});

test('the service-linked role is made with the first VPC of an account alone', async () => {
  expect(await mayAttach(onTypes(types), tagging)).toBe(false);
  const before = addVpc(world, { account: fresh, region, cidrs: ['10.6.0.0/16'] });
  attachVpc(world, { gatewayId, vpcId: before.id });
  expect(await mayAttach(onTypes(types), tagging)).toBe(true);
});

test('it may be held to one VPC by its subnets', async () => {
  const held = (vpc: string) =>
    onTypes(['subnet'], {
      Condition: { ArnEquals: { 'ec2:Vpc': `arn:aws:ec2:${region}:${fresh}:vpc/${vpc}` } },
    });
  const rest = onTypes(types.filter((type) => type !== 'subnet'));
  expect(await mayAttach(rest, held('vpc-2'), tagging, itsRole)).toBe(false);
  expect(await mayAttach(rest, held(vpcId), tagging, itsRole)).toBe(true);
});

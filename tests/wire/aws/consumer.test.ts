import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Cidr } from '../../../lib/model/cidr.ts';
import {
  ProfileId,
  ResourceShareArn,
  RouteTableId,
  SubnetId,
  TransitGatewayId,
  VpcId,
} from '../../../lib/model/ids.ts';
import type { ConsumerPort } from '../../../lib/model/ports.ts';
import { addTransitGateway } from '../../../sim/services/ec2/gateway/arrange.ts';
import { gatewayArn } from '../../../sim/services/ec2/gateway/find.ts';
import { addRoute, addRouteTable } from '../../../sim/services/ec2/route-tables.ts';
import { addSubnet } from '../../../sim/services/ec2/subnets.ts';
import { addVpc } from '../../../sim/services/ec2/vpcs.ts';
import { addProfile } from '../../../sim/services/profiles/profiles.ts';
import { createShare, shareWith } from '../../../sim/services/ram/shares.ts';
import { aWorld, consumer, provider, region, type Simulated, simulated } from './simulated.ts';

let jetway: Simulated;
let port: ConsumerPort;
let vpc: VpcId;
let gateway: TransitGatewayId;
let profile: ProfileId;
let share: ResourceShareArn;
beforeEach(async () => {
  const world = aWorld();
  const transit = addTransitGateway(world, { account: provider, region, autoAccept: true });
  const shared = addProfile(world, { account: provider, region, name: 'shared' });
  const resourceArns = [gatewayArn(world, transit), shared.arn];
  share = ResourceShareArn.parse(
    createShare(world, { owner: provider, region, name: 'jetway', resourceArns }).arn,
  );
  gateway = TransitGatewayId.parse(transit.id);
  profile = ProfileId.parse(shared.id);
  vpc = VpcId.parse(
    addVpc(world, {
      account: consumer,
      region,
      cidrs: ['10.1.0.0/16', '10.2.0.0/16'],
      tags: { jetway: 'on' },
    }).id,
  );
  jetway = await simulated(world);
  port = await jetway.ports.consumer(consumer, region);
});
afterEach(() => jetway.simulator.close());

const wait = () => jetway.world.clock.advance(300);
const cidr = Cidr.parse('10.100.0.0/16');

test('VPCs come with their CIDRs and tags', async () => {
  expect(await port.vpcs()).toEqual([
    { id: vpc, cidrs: ['10.1.0.0/16', '10.2.0.0/16'], tags: { jetway: 'on' } },
  ]);
});

test('subnets come with their zones, the IPv6-only ones left out', async () => {
  const { id, zoneId } = addSubnet(jetway.world, { vpcId: vpc, cidr: '10.1.0.0/28', tags: { a: 'b' } });
  addSubnet(jetway.world, { vpcId: vpc });
  expect(await port.subnets(vpc)).toEqual([{ id, zone: zoneId, freeAddresses: 11, tags: { a: 'b' } }]);
});

test('DNS support and hostnames are read one by one', async () => {
  expect(await port.dnsSupport(vpc)).toEqual({ vpc, support: true, hostnames: false });
});

test('route tables come with every route but the local ones', async () => {
  const { id } = addRouteTable(jetway.world, { vpcId: vpc });
  addRoute(jetway.world, id, '0.0.0.0/0', 'igw-0123456789abcdef0', 'GatewayId');
  addRoute(jetway.world, id, cidr, gateway);
  const tables = await port.routeTables([vpc]);
  expect(tables).toHaveLength(2);
  const found = tables.find((table) => table.id === id);
  expect(found?.routes).toHaveLength(2);
  expect(found?.routes).toContainEqual({ destination: cidr, target: gateway, state: 'blackhole' });
  expect(found?.routes).toContainEqual(
    expect.objectContaining({ destination: '0.0.0.0/0', target: 'igw-0123456789abcdef0' }),
  );
});

describe('a VPC', () => {
  test('is attached, routed, detached; what is not visible yet is not ready', async () => {
    const subnet = SubnetId.parse(addSubnet(jetway.world, { vpcId: vpc, cidr: '10.1.0.0/28' }).id);
    const attach = () => port.createAttachment(gateway, vpc, [subnet], { owner: 'jetway' });
    await expect(attach()).rejects.toMatchObject({ code: 'not-ready' });
    shareWith(jetway.world, share, consumer);
    await attach();
    await expect(attach()).rejects.toMatchObject({ code: 'already-so' });
    const [[attachment, tags] = []] = await port.attachmentTags(gateway);
    expect(tags).toEqual({ owner: 'jetway' });

    const [table] = (await port.routeTables([vpc])).map(({ id }) => id);
    const id = RouteTableId.parse(table);
    await expect(port.createRoute(id, cidr, gateway)).rejects.toMatchObject({ code: 'not-ready' });
    wait();
    await port.createRoute(id, cidr, gateway);
    await expect(port.createRoute(id, cidr, gateway)).rejects.toMatchObject({ code: 'already-so' });
    await port.deleteRoute(id, cidr);
    await port.deleteRoute(id, cidr);
    if (attachment !== undefined) await port.deleteAttachment(attachment);
    wait();
    expect(jetway.world.ec2.gateway.attachments.get(attachment ?? '')?.state).not.toBe('available');
  });

  test('is associated with a profile and disassociated again', async () => {
    const associate = () => port.associateProfile(profile, vpc, 'jetway', { owner: 'jetway' });
    await expect(associate()).rejects.toMatchObject({ code: 'not-ready' });
    shareWith(jetway.world, share, consumer);
    await associate();
    expect(await port.profileAssociations()).toEqual([{ name: 'jetway', profile, vpc, status: 'CREATING' }]);
    wait();
    await expect(associate()).rejects.toMatchObject({ code: 'already-so' });
    await port.disassociateProfile(profile, vpc);
    wait();
    expect(await port.profileAssociations()).toEqual([]);
    await port.disassociateProfile(profile, vpc);
  });
});

test('an invitation is found and accepted, where sharing with the organization is off', async () => {
  jetway.world.ram.organizationSharing = false;
  expect(await port.invitations([share])).toEqual([]);
  await jetway.ports.provider(region).associatePrincipals(share, [consumer]);
  const [invitation] = await port.invitations([share]);
  expect(invitation).toMatchObject({ share, status: 'PENDING' });
  const accept = () => port.acceptInvitation(invitation?.arn ?? '');
  await accept();
  await expect(accept()).rejects.toMatchObject({ code: 'already-so' });
  expect(await port.invitations([share])).toMatchObject([{ share, status: 'ACCEPTED' }]);
  expect(await port.invitations([])).toEqual([]);
});

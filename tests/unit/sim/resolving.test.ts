import { beforeEach, expect, test } from '@jest/globals';
import { addEndpointService } from '../../../sim/services/ec2/endpoint-services.ts';
import { addEndpoint } from '../../../sim/services/ec2/endpoints.ts';
import type { SimulatedVpc } from '../../../sim/services/ec2/state.ts';
import { addSubnet } from '../../../sim/services/ec2/subnets.ts';
import { addVpc } from '../../../sim/services/ec2/vpcs.ts';
import { associateVpc } from '../../../sim/services/profiles/associations.ts';
import { addProfile } from '../../../sim/services/profiles/profiles.ts';
import { addressesOf } from '../../../sim/services/profiles/resolving.ts';
import { addResourceAssociation } from '../../../sim/services/profiles/resources.ts';
import type { SimulatedProfileAssociation } from '../../../sim/services/profiles/state.ts';
import { World } from '../../../sim/world.ts';
import { consumer, provider, region, share } from './vpc-calls.ts';

const name = 'api.example.com';
let world: World;
let home: SimulatedVpc;
let vpc: SimulatedVpc;
let shared: { end(): void };
let association: SimulatedProfileAssociation;

const endpointIn = (vpcId: string, account: string, privateDnsName: string, ...cidrs: string[]) => {
  const service = addEndpointService(world, { account, region, privateDnsName, verified: true });
  const zones = ['a', 'b'].map((letter) => `${region}${letter}`);
  const subnetIds = cidrs.map(
    (cidr, index) => addSubnet(world, { vpcId, cidr, zone: zones[index] ?? '' }).id,
  );
  return addEndpoint(world, { vpcId, serviceName: service.name, subnetIds, privateDnsEnabled: true });
};
const inProfile = (profileId: string, endpoint: string) =>
  addResourceAssociation(world, {
    profileId,
    resourceArn: `arn:aws:ec2:${region}:${provider}:vpc-endpoint/${endpoint}`,
  });

beforeEach(() => {
  world = new World();
  home = addVpc(world, { account: provider, region, cidrs: ['10.255.0.0/16'] });
  vpc = addVpc(world, { account: consumer, region, cidrs: ['10.1.0.0/16'] });
  const profile = addProfile(world, { account: provider, region, name: 'shared' });
  inProfile(profile.id, endpointIn(home.id, provider, name, '10.255.0.0/24', '10.255.1.0/24').id);
  inProfile(profile.id, endpointIn(home.id, provider, '*.any.example.com', '10.255.2.0/24').id);
  shared = share(world, profile.arn, consumer);
  association = associateVpc(world, { profileId: profile.id, vpcId: vpc.id });
});

test.each([
  { asked: name, addresses: ['10.255.0.4', '10.255.1.4'] },
  { asked: 'x.any.example.com', addresses: ['10.255.2.4'] },
  { asked: 'any.example.com', addresses: [] },
  { asked: 'www.example.com', addresses: [] },
])('$asked: $addresses', ({ asked, addresses }) => {
  expect(addressesOf(world, vpc.id, asked)).toEqual(addresses);
  expect(addressesOf(world, home.id, asked)).toEqual(addresses);
});

test('addresses of one subnet are given once', () => {
  const subnetId = addSubnet(world, { vpcId: home.id, cidr: '10.255.9.0/24' }).id;
  const given = [1, 2, 3].map(
    () => addEndpoint(world, { vpcId: home.id, serviceName: 'x', subnetIds: [subnetId] }).addresses,
  );
  expect(given.flat()).toEqual(['10.255.9.4', '10.255.9.5', '10.255.9.6']);
});

test('the VPC’s own endpoint comes before the profile’s', () => {
  endpointIn(vpc.id, consumer, name, '10.1.0.0/24');
  expect(addressesOf(world, vpc.id, name)).toEqual(['10.1.0.4']);
});

test.each([
  {
    without: 'DNS support',
    take: () => {
      vpc.dnsSupport = false;
    },
  },
  { without: 'the share', take: () => shared.end() },
  {
    without: 'a complete association',
    take: () => {
      association.status = 'CREATING';
    },
  },
  { without: 'an association', take: () => world.profiles.associations.clear() },
  {
    without: 'an available endpoint',
    take: () => {
      for (const endpoint of world.ec2.endpoints.values()) endpoint.state = 'Pending';
    },
  },
])('nothing without $without', ({ take }) => {
  expect(addressesOf(world, vpc.id, name)).not.toEqual([]);
  take();
  expect(addressesOf(world, vpc.id, name)).toEqual([]);
});

import { beforeEach, describe, expect, test } from '@jest/globals';
import { addEndpoint } from '../../../sim/services/ec2/endpoints.ts';
import { addTransitGateway, attachVpc } from '../../../sim/services/ec2/gateway/arrange.ts';
import { addRouteTable } from '../../../sim/services/ec2/route-tables.ts';
import type { SimulatedVpc } from '../../../sim/services/ec2/state.ts';
import { addSubnet } from '../../../sim/services/ec2/subnets.ts';
import { addVpc } from '../../../sim/services/ec2/vpcs.ts';
import { zonesOf } from '../../../sim/services/ec2/zones.ts';
import { associateVpc } from '../../../sim/services/profiles/associations.ts';
import { addProfile } from '../../../sim/services/profiles/profiles.ts';
import { World } from '../../../sim/world.ts';
import { consumer, ec2As, provider, refusalOf, region } from './vpc-calls.ts';

let world: World;
let vpc: SimulatedVpc;
beforeEach(() => {
  world = new World();
  vpc = addVpc(world, {
    account: consumer,
    region,
    cidrs: ['10.1.0.0/16'],
    tags: { Name: 'app', tier: 'web' },
  });
});

describe('who sees a VPC', () => {
  test.each([
    { given: 'its owner', account: consumer, at: region, code: undefined },
    { given: 'another account', account: provider, at: region, code: 'InvalidVpcID.NotFound' },
    {
      given: 'its owner in another Region',
      account: consumer,
      at: 'us-east-1',
      code: 'InvalidVpcID.NotFound',
    },
  ])('$given: $code', ({ account, at, code }) => {
    const call = ec2As(world, account, at);
    expect(refusalOf(() => call('DescribeVpcs', { VpcIds: [vpc.id] }))?.code).toBe(code);
    expect(call('DescribeVpcs', {}).Vpcs).toHaveLength(code === undefined ? 1 : 0);
  });

  test('a VPC is described with its CIDRs, owner and tags', () => {
    expect(ec2As(world, consumer)('DescribeVpcs', {}).Vpcs).toMatchObject([
      {
        VpcId: vpc.id,
        OwnerId: consumer,
        State: 'available',
        CidrBlock: '10.1.0.0/16',
        CidrBlockAssociationSet: [{ CidrBlock: '10.1.0.0/16', CidrBlockState: { State: 'associated' } }],
        Tags: [
          { Key: 'Name', Value: 'app' },
          { Key: 'tier', Value: 'web' },
        ],
      },
    ]);
  });
});

test.each([
  { name: 'vpc-id', values: ['vpc-0'], kept: 0 },
  { name: 'cidr', values: ['10.1.0.0/16'], kept: 1 },
  { name: 'cidr', values: ['10.?.0.0/*'], kept: 1 },
  { name: 'cidr', values: ['1011.0.0/16'], kept: 0 },
  { name: 'cidr-block-association.cidr-block', values: ['10.9.0.0/16', '10.1.0.0/16'], kept: 1 },
  { name: 'owner-id', values: [consumer], kept: 1 },
  { name: 'is-default', values: ['true'], kept: 0 },
  { name: 'state', values: ['available'], kept: 1 },
  { name: 'tag:tier', values: ['web'], kept: 1 },
  { name: 'tag:tier', values: ['db'], kept: 0 },
  { name: 'tag-key', values: ['tier'], kept: 1 },
])('the filter $name with $values keeps $kept', ({ name, values, kept }) => {
  const { Vpcs: vpcs } = ec2As(world, consumer)('DescribeVpcs', {
    Filters: [{ Name: name, Values: values }],
  });
  expect(vpcs).toHaveLength(kept);
});

test('a filter that is not modelled is refused by its name', () => {
  const asked = () =>
    ec2As(world, consumer)('DescribeVpcs', { Filters: [{ Name: 'dhcp-options-id', Values: [] }] });
  expect(refusalOf(asked)).toMatchObject({
    code: 'SimulatorNotModelled',
    message: expect.stringContaining('dhcp-options-id'),
  });
});

describe('pages', () => {
  const all = (emptyPages: boolean) => {
    const many = new World({ unknowns: { emptyPages } });
    for (let n = 0; n < 12; n += 1) addVpc(many, { account: consumer, region, cidrs: [`10.${n}.0.0/16`] });
    return ec2As(many, consumer);
  };

  test.each([
    { emptyPages: false, sizes: [5, 5, 2] },
    { emptyPages: true, sizes: [0, 5, 5, 2] },
  ])('of five, emptyPages $emptyPages: $sizes', ({ emptyPages, sizes }) => {
    const call = all(emptyPages);
    const seen: number[] = [];
    let token: string | undefined;
    do {
      const page = call('DescribeVpcs', { MaxResults: 5, NextToken: token });
      seen.push(page.Vpcs?.length ?? 0);
      token = page.NextToken;
    } while (token !== undefined);
    expect(seen).toEqual(sizes);
  });

  test.each([
    { input: { MaxResults: 4 }, code: 'InvalidParameterValue' },
    { input: { MaxResults: 1001 }, code: 'InvalidParameterValue' },
    { input: { MaxResults: 5, NextToken: 'stale' }, code: 'InvalidNextToken' },
  ])('$input is refused with $code', ({ input, code }) => {
    expect(refusalOf(() => all(false)('DescribeVpcs', input))?.code).toBe(code);
  });

  test('without a size there is one', () => expect(all(true)('DescribeVpcs', {}).Vpcs).toHaveLength(12));
});

describe('CreateVpc', () => {
  test('makes a VPC with its main route table and DNS hostnames off', () => {
    const call = ec2As(world, provider);
    const tags = { ResourceType: 'vpc', Tags: [{ Key: 'Name', Value: 'shared' }] } as const;
    const made = call('CreateVpc', {
      CidrBlock: '10.2.0.1/16',
      TagSpecifications: [{ ...tags, Tags: [...tags.Tags] }],
    });
    const id = made.Vpc?.VpcId ?? '';
    expect(made.Vpc).toMatchObject({ State: 'pending', CidrBlock: '10.2.0.0/16', Tags: tags.Tags });
    expect(
      call('DescribeRouteTables', { Filters: [{ Name: 'vpc-id', Values: [id] }] }).RouteTables,
    ).toMatchObject([
      {
        Associations: [{ Main: true }],
        Routes: [{ DestinationCidrBlock: '10.2.0.0/16', GatewayId: 'local' }],
      },
    ]);
    expect(call('DescribeVpcAttribute', { VpcId: id, Attribute: 'enableDnsSupport' })).toMatchObject({
      EnableDnsSupport: { Value: true },
    });
    expect(call('DescribeVpcAttribute', { VpcId: id, Attribute: 'enableDnsHostnames' })).toMatchObject({
      EnableDnsHostnames: { Value: false },
    });
  });

  test.each([
    { cidr: '10.0.0.0/15', code: 'InvalidVpc.Range' },
    { cidr: '10.0.0.0/29', code: 'InvalidVpc.Range' },
    { cidr: '10.0.0.0', code: 'InvalidParameterValue' },
    { cidr: undefined, code: 'MissingParameter' },
  ])('$cidr: $code', ({ cidr, code }) => {
    expect(refusalOf(() => ec2As(world, provider)('CreateVpc', { CidrBlock: cidr }))?.code).toBe(code);
  });
});

test('ModifyVpcAttribute changes one attribute at a time', () => {
  const call = ec2As(world, consumer);
  call('ModifyVpcAttribute', { VpcId: vpc.id, EnableDnsHostnames: { Value: true } });
  call('ModifyVpcAttribute', { VpcId: vpc.id, EnableDnsSupport: { Value: false } });
  expect(vpc).toMatchObject({ dnsHostnames: true, dnsSupport: false });
  const both = { VpcId: vpc.id, EnableDnsHostnames: { Value: true }, EnableDnsSupport: { Value: true } };
  expect(refusalOf(() => call('ModifyVpcAttribute', both))?.code).toBe('InvalidParameterCombination');
});

describe('the CIDRs of a VPC', () => {
  test('a CIDR that is associated is listed, and is not any more when it is disassociated', () => {
    const call = ec2As(world, consumer);
    const added = call('AssociateVpcCidrBlock', { VpcId: vpc.id, CidrBlock: '10.2.0.0/16' });
    expect(added.CidrBlockAssociation).toMatchObject({ CidrBlockState: { State: 'associating' } });
    expect(vpc.cidrs.map(({ cidr }) => cidr)).toEqual(['10.1.0.0/16', '10.2.0.0/16']);
    call('DisassociateVpcCidrBlock', { AssociationId: added.CidrBlockAssociation?.AssociationId });
    expect(vpc.cidrs.map(({ cidr }) => cidr)).toEqual(['10.1.0.0/16']);
  });

  test.each([
    { given: 'one that overlaps', cidr: '10.1.128.0/17', code: 'InvalidVpc.Range' },
    { given: 'a sixth', cidr: '10.6.0.0/16', code: 'CidrLimitExceeded' },
  ])('$given: $code', ({ cidr, code }) => {
    const call = ec2As(world, consumer);
    for (const n of [2, 3, 4, 5])
      call('AssociateVpcCidrBlock', { VpcId: vpc.id, CidrBlock: `10.${n}.0.0/16` });
    expect(refusalOf(() => call('AssociateVpcCidrBlock', { VpcId: vpc.id, CidrBlock: cidr }))?.code).toBe(
      code,
    );
  });

  test('the primary one, one with subnets and one that is not there stay', () => {
    const call = ec2As(world, consumer);
    const end = (id: string | undefined) =>
      refusalOf(() => call('DisassociateVpcCidrBlock', { AssociationId: id }));
    const added = call('AssociateVpcCidrBlock', { VpcId: vpc.id, CidrBlock: '10.2.0.0/16' });
    addSubnet(world, { vpcId: vpc.id, cidr: '10.2.1.0/24' });
    expect(end(vpc.cidrs[0]?.associationId)?.code).toBe('OperationNotPermitted');
    expect(end(added.CidrBlockAssociation?.AssociationId)?.code).toBe('InvalidCidrBlock.InUse');
    expect(end('vpc-cidr-assoc-0')?.code).toBe('InvalidVpcCidrBlockAssociationID.NotFound');
  });
});

describe('DeleteVpc', () => {
  const attach = (state: 'available' | 'deleted' | 'rejected' | 'failed' | 'deleting') => () => {
    const { id: gatewayId } = addTransitGateway(world, { account: provider, region });
    attachVpc(world, { gatewayId, vpcId: vpc.id, state });
  };
  test.each([
    { given: 'nothing but the main route table', arrange: () => undefined, code: undefined },
    { given: 'a subnet', arrange: () => addSubnet(world, { vpcId: vpc.id, cidr: '10.1.0.0/24' }) },
    { given: 'a second route table', arrange: () => addRouteTable(world, { vpcId: vpc.id }) },
    { given: 'an attachment', arrange: attach('available') },
    { given: 'an attachment that is being deleted', arrange: attach('deleting') },
    { given: 'a deleted attachment', arrange: attach('deleted'), code: undefined },
    { given: 'a rejected attachment', arrange: attach('rejected'), code: undefined },
    {
      given: 'an endpoint',
      arrange: () => addEndpoint(world, { vpcId: vpc.id, serviceName: `com.amazonaws.${region}.sqs` }),
    },
    {
      given: 'a profile',
      arrange() {
        const { id } = addProfile(world, { account: consumer, region, name: 'dns' });
        associateVpc(world, { profileId: id, vpcId: vpc.id });
      },
    },
  ])('with $given', ({ arrange, ...rest }) => {
    arrange();
    const code = 'code' in rest ? rest.code : 'DependencyViolation';
    expect(refusalOf(() => ec2As(world, consumer)('DeleteVpc', { VpcId: vpc.id }))?.code).toBe(code);
    expect(world.ec2.vpcs.has(vpc.id)).toBe(code !== undefined);
  });
});

describe('subnets', () => {
  test('zones have other letters in other accounts, and the same ids', () => {
    const [one, two] = [zonesOf('000000000001', region), zonesOf('000000000002', region)];
    expect(one.map(({ zoneId }) => zoneId).toSorted()).toEqual(['euw1-az1', 'euw1-az2', 'euw1-az3']);
    expect(one[0]?.zone).toBe(two[0]?.zone);
    expect(one[0]?.zoneId).not.toBe(two[0]?.zoneId);
    expect(zonesOf('000000000000', 'us-gov-west-1')[0]?.zoneId).toBe('usgw1-az1');
  });

  test.each(['AvailabilityZone', 'AvailabilityZoneId'] as const)('a subnet is made by its %s', (member) => {
    const [, zone] = zonesOf(consumer, region);
    const call = ec2As(world, consumer);
    const wanted = member === 'AvailabilityZone' ? zone?.zone : zone?.zoneId;
    const made = call('CreateSubnet', { VpcId: vpc.id, CidrBlock: '10.1.1.0/24', [member]: wanted });
    expect(made.Subnet).toMatchObject({
      AvailabilityZone: zone?.zone,
      AvailabilityZoneId: zone?.zoneId,
      AvailableIpAddressCount: 251,
      Ipv6Native: false,
    });
    const filter = { Name: 'availability-zone-id', Values: [zone?.zoneId ?? ''] };
    expect(call('DescribeSubnets', { Filters: [filter] }).Subnets).toHaveLength(1);
  });

  test('an IPv6-only subnet has no IPv4 addresses', () => {
    const made = ec2As(world, consumer)('CreateSubnet', { VpcId: vpc.id, Ipv6Native: true });
    expect(made.Subnet).toMatchObject({ Ipv6Native: true, CidrBlock: undefined, AvailableIpAddressCount: 0 });
  });

  test.each([
    { given: 'outside the VPC', input: { CidrBlock: '10.2.0.0/24' }, code: 'InvalidSubnet.Range' },
    { given: 'on top of another', input: { CidrBlock: '10.1.0.128/25' }, code: 'InvalidSubnet.Conflict' },
    {
      given: 'in a zone that is not there',
      input: { CidrBlock: '10.1.4.0/24', AvailabilityZone: 'eu-west-1x' },
      code: 'InvalidParameterValue',
    },
    { given: 'without a CIDR', input: {}, code: 'InvalidParameterCombination' },
  ])('$given: $code', ({ input, code }) => {
    addSubnet(world, { vpcId: vpc.id, cidr: '10.1.0.0/24' });
    const made = () => ec2As(world, consumer)('CreateSubnet', { VpcId: vpc.id, ...input });
    expect(refusalOf(made)?.code).toBe(code);
  });

  test('a subnet in which an attachment stands cannot be deleted, and goes once it does not', () => {
    const subnet = addSubnet(world, { vpcId: vpc.id, cidr: '10.1.0.0/24' });
    const { id: gatewayId } = addTransitGateway(world, { account: provider, region });
    const attachment = attachVpc(world, { gatewayId, vpcId: vpc.id });
    const remove = () => ec2As(world, consumer)('DeleteSubnet', { SubnetId: subnet.id });
    expect(refusalOf(remove)?.code).toBe('DependencyViolation');
    attachment.state = 'deleted';
    remove();
    expect(refusalOf(remove)?.code).toBe('InvalidSubnetID.NotFound');
  });
});

describe('tags', () => {
  test('are put, replaced, listed and removed', () => {
    const call = ec2As(world, consumer);
    const tagsNow = () => call('DescribeTags', { Filters: [{ Name: 'resource-id', Values: [vpc.id] }] }).Tags;
    call('CreateTags', { Resources: [vpc.id], Tags: [{ Key: 'tier', Value: 'db' }] });
    expect(tagsNow()).toEqual([
      { ResourceId: vpc.id, ResourceType: 'vpc', Key: 'Name', Value: 'app' },
      { ResourceId: vpc.id, ResourceType: 'vpc', Key: 'tier', Value: 'db' },
    ]);
    call('DeleteTags', { Resources: [vpc.id], Tags: [{ Key: 'tier', Value: 'web' }, { Key: 'Name' }] });
    expect(tagsNow()).toMatchObject([{ Key: 'tier', Value: 'db' }]);
    call('DeleteTags', { Resources: [vpc.id] });
    expect(tagsNow()).toEqual([]);
  });

  test('of an attachment are each account’s own', () => {
    const { id: gatewayId } = addTransitGateway(world, { account: provider, region });
    const { id } = attachVpc(world, { gatewayId, vpcId: vpc.id });
    for (const account of [consumer, provider])
      ec2As(world, account)('CreateTags', { Resources: [id], Tags: [{ Key: 'by', Value: account }] });
    for (const account of [consumer, provider])
      expect(
        ec2As(world, account)('DescribeTags', { Filters: [{ Name: 'key', Values: ['by'] }] }).Tags,
      ).toEqual([{ ResourceId: id, ResourceType: 'transit-gateway-attachment', Key: 'by', Value: account }]);
  });

  test.each([
    { given: 'another account’s VPC', account: provider, key: 'a', code: 'InvalidID' },
    { given: 'a reserved key', account: consumer, key: 'aws:a', code: 'InvalidParameterValue' },
    { given: 'the 51st', account: consumer, key: 'fifty-first', code: 'TagLimitExceeded' },
  ])('$given: $code', ({ account, key, code }) => {
    const fifty = Array.from({ length: 48 }, (_, n) => ({ Key: `key-${n}`, Value: '' }));
    ec2As(world, consumer)('CreateTags', { Resources: [vpc.id], Tags: fifty });
    const put = () =>
      ec2As(world, account)('CreateTags', { Resources: [vpc.id], Tags: [{ Key: key, Value: '' }] });
    expect(refusalOf(put)?.code).toBe(code);
  });
});

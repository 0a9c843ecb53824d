import { beforeEach, describe, expect, test } from '@jest/globals';
import { addTransitGateway, attachVpc } from '../../../sim/services/ec2/gateway/arrange.ts';
import { addPrefixList, prefixListArn } from '../../../sim/services/ec2/prefix-lists.ts';
import { addRoute, addRouteTable } from '../../../sim/services/ec2/route-tables.ts';
import type { SimulatedRouteTable, SimulatedVpc } from '../../../sim/services/ec2/state.ts';
import { addSubnet } from '../../../sim/services/ec2/subnets.ts';
import { addVpc } from '../../../sim/services/ec2/vpcs.ts';
import { World } from '../../../sim/world.ts';
import { consumer, ec2As, provider, refusalOf, region, share } from './vpc-calls.ts';

let world: World;
let vpc: SimulatedVpc;
let table: SimulatedRouteTable;
let gatewayId: string;
beforeEach(() => {
  world = new World();
  vpc = addVpc(world, { account: consumer, region, cidrs: ['10.1.0.0/16'] });
  table = addRouteTable(world, { vpcId: vpc.id });
  gatewayId = addTransitGateway(world, { account: provider, region }).id;
});

const routesNow = () =>
  ec2As(world, consumer)('DescribeRouteTables', { RouteTableIds: [table.id] }).RouteTables?.[0]?.Routes;
const createRoute = (input: {
  DestinationCidrBlock?: string;
  DestinationPrefixListId?: string;
  GatewayId?: string;
}) =>
  ec2As(world, consumer)('CreateRoute', {
    RouteTableId: table.id,
    ...(input.GatewayId === undefined ? { TransitGatewayId: gatewayId } : {}),
    ...input,
  });

describe('a route to a transit gateway', () => {
  test.each(['pendingAcceptance', 'pending', 'deleting', 'deleted', 'rejected', 'failed'] as const)(
    'is refused while the attachment is %s',
    (state) => {
      attachVpc(world, { gatewayId, vpcId: vpc.id, state });
      expect(refusalOf(() => createRoute({ DestinationCidrBlock: '10.0.0.0/16' }))).toMatchObject({
        code: 'InvalidTransitGatewayID.NotFound',
        message: `The transitGateway ID '${gatewayId}' does not exist.`,
      });
    },
  );

  test('is made once the attachment is available, and becomes a blackhole with its end', () => {
    const attachment = attachVpc(world, { gatewayId, vpcId: vpc.id });
    createRoute({ DestinationCidrBlock: '10.0.1.2/16' });
    const route = { DestinationCidrBlock: '10.0.0.0/16', TransitGatewayId: gatewayId, Origin: 'CreateRoute' };
    expect(routesNow()).toEqual([
      {
        DestinationCidrBlock: '10.1.0.0/16',
        GatewayId: 'local',
        Origin: 'CreateRouteTable',
        State: 'active',
      },
      { ...route, State: 'active' },
    ]);
    attachment.state = 'deleting';
    expect(routesNow()).toContainEqual({ ...route, State: 'blackhole' });
  });

  test('is refused by the same code without any attachment', () => {
    expect(refusalOf(() => createRoute({ DestinationCidrBlock: '10.0.0.0/16' }))?.code).toBe(
      'InvalidTransitGatewayID.NotFound',
    );
  });
});

describe('CreateRoute', () => {
  beforeEach(() => {
    attachVpc(world, { gatewayId, vpcId: vpc.id });
    createRoute({ DestinationCidrBlock: '10.0.0.0/16' });
  });

  test.each([
    { input: { DestinationCidrBlock: '10.0.0.0/16' }, code: 'RouteAlreadyExists' },
    { input: { DestinationCidrBlock: '10.0.3.4/16' }, code: 'RouteAlreadyExists' },
    { input: { DestinationCidrBlock: '10.1.0.0/16' }, code: 'RouteAlreadyExists' },
    { input: { DestinationCidrBlock: '10.1.2.0/24' }, code: 'InvalidParameterValue' },
    { input: { DestinationCidrBlock: 'everywhere' }, code: 'InvalidParameterValue' },
    { input: { DestinationPrefixListId: 'pl-0' }, code: 'InvalidPrefixListID.NotFound' },
    { input: {}, code: 'MissingParameter' },
    {
      input: { DestinationCidrBlock: '10.9.0.0/16', DestinationPrefixListId: 'pl-0' },
      code: 'InvalidParameterCombination',
    },
  ])('$input: $code', ({ input, code }) => expect(refusalOf(() => createRoute(input))?.code).toBe(code));

  test('has one target', () => {
    const to = (targets: { GatewayId?: string; NatGatewayId?: string }) =>
      refusalOf(() =>
        ec2As(world, consumer)('CreateRoute', {
          RouteTableId: table.id,
          DestinationCidrBlock: '10.9.0.0/16',
          ...targets,
        }),
      );
    expect(to({})?.code).toBe('MissingParameter');
    expect(to({ GatewayId: 'igw-1', NatGatewayId: 'nat-1' })?.code).toBe('InvalidParameterCombination');
    expect(to({ GatewayId: 'igw-1' })).toBeUndefined();
    expect(routesNow()).toContainEqual({
      DestinationCidrBlock: '10.9.0.0/16',
      GatewayId: 'igw-1',
      Origin: 'CreateRoute',
      State: 'active',
    });
  });

  test('another account’s route table is not found', () => {
    const input = { RouteTableId: table.id, DestinationCidrBlock: '10.9.0.0/16', GatewayId: 'igw-1' };
    expect(refusalOf(() => ec2As(world, provider)('CreateRoute', input))?.code).toBe(
      'InvalidRouteTableID.NotFound',
    );
  });

  test('an IPv6 destination is a route of its own kind', () => {
    ec2As(world, consumer)('CreateRoute', {
      RouteTableId: table.id,
      DestinationIpv6CidrBlock: '2001:db8::1/32',
      TransitGatewayId: gatewayId,
    });
    expect(routesNow()).toContainEqual(
      expect.objectContaining({ DestinationIpv6CidrBlock: '2001:db8::/32' }),
    );
  });
});

describe('the quota of a route table', () => {
  beforeEach(() => {
    attachVpc(world, { gatewayId, vpcId: vpc.id });
    world.ec2.quotas.routesPerTable = 12;
    addRoute(world, table.id, '0.0.0.0/0', 'igw-1', 'GatewayId');
  });
  const listOf = (maxEntries: number, addressFamily: 'IPv4' | 'IPv6' = 'IPv4') =>
    addPrefixList(world, { account: consumer, region, name: 'on-prem', maxEntries, addressFamily }).id;

  test.each([
    { given: 'a list that fills it', list: () => listOf(11), code: undefined },
    {
      given: 'a list of MaxEntries over it, though empty',
      list: () => listOf(12),
      code: 'RouteLimitExceeded',
    },
    { given: 'an IPv6 list beside IPv4 routes', list: () => listOf(12, 'IPv6'), code: undefined },
  ])('$given: $code', ({ list, code }) => {
    expect(refusalOf(() => createRoute({ DestinationPrefixListId: list() }))?.code).toBe(code);
  });

  test('after a list of 11 there is no room for a CIDR', () => {
    const id = listOf(11);
    createRoute({ DestinationPrefixListId: id });
    expect(routesNow()).toContainEqual(expect.objectContaining({ DestinationPrefixListId: id }));
    expect(refusalOf(() => createRoute({ DestinationCidrBlock: '10.9.0.0/16' }))?.code).toBe(
      'RouteLimitExceeded',
    );
  });
});

test('a prefix list of another account is a destination as long as it is shared', () => {
  attachVpc(world, { gatewayId, vpcId: vpc.id });
  const list = addPrefixList(world, { account: provider, region, name: 'shared', maxEntries: 2 });
  const route = () => createRoute({ DestinationPrefixListId: list.id });
  expect(refusalOf(route)?.code).toBe('InvalidPrefixListID.NotFound');
  share(world, prefixListArn(world, list), consumer);
  expect(refusalOf(route)).toBeUndefined();
});

describe('ReplaceRoute and DeleteRoute', () => {
  const replace = (cidr: string, target: { GatewayId: string } | { TransitGatewayId: string }) =>
    ec2As(world, consumer)('ReplaceRoute', { RouteTableId: table.id, DestinationCidrBlock: cidr, ...target });
  const remove = (cidr: string) =>
    ec2As(world, consumer)('DeleteRoute', { RouteTableId: table.id, DestinationCidrBlock: cidr });
  beforeEach(() => {
    addRoute(world, table.id, '10.0.0.0/16', 'pcx-1', 'VpcPeeringConnectionId');
  });

  test('replace the target of a route that is there', () => {
    replace('10.0.0.0/16', { GatewayId: 'vgw-1' });
    expect(table.routes).toEqual([
      { destination: '10.0.0.0/16', target: { kind: 'GatewayId', id: 'vgw-1' } },
    ]);
  });

  test('remove a route, a prefix list’s by its id as well', () => {
    addRoute(world, table.id, 'pl-1', gatewayId);
    remove('10.0.0.0/16');
    ec2As(world, consumer)('DeleteRoute', { RouteTableId: table.id, DestinationPrefixListId: 'pl-1' });
    expect(table.routes).toEqual([]);
  });

  test.each([
    {
      given: 'replacing what is absent',
      act: () => replace('10.9.0.0/16', { GatewayId: 'vgw-1' }),
      code: 'InvalidRoute.NotFound',
    },
    { given: 'deleting what is absent', act: () => remove('10.9.0.0/16'), code: 'InvalidRoute.NotFound' },
    { given: 'deleting the local route', act: () => remove('10.1.0.0/16'), code: 'InvalidParameterValue' },
    {
      given: 'replacing with a gateway that the VPC is not attached to',
      act: () => replace('10.0.0.0/16', { TransitGatewayId: gatewayId }),
      code: 'InvalidTransitGatewayID.NotFound',
    },
  ])('$given: $code', ({ act, code }) => expect(refusalOf(act)?.code).toBe(code));
});

describe('route tables', () => {
  test('a subnet has one table, until it is disassociated', () => {
    const call = ec2As(world, consumer);
    const subnet = addSubnet(world, { vpcId: vpc.id, cidr: '10.1.0.0/24' });
    const associate = () => call('AssociateRouteTable', { RouteTableId: table.id, SubnetId: subnet.id });
    const { AssociationId: id } = associate();
    expect(refusalOf(associate)?.code).toBe('Resource.AlreadyAssociated');
    expect(refusalOf(() => call('DeleteRouteTable', { RouteTableId: table.id }))?.code).toBe(
      'DependencyViolation',
    );
    const filter = { Name: 'association.subnet-id', Values: [subnet.id] };
    expect(call('DescribeRouteTables', { Filters: [filter] }).RouteTables).toMatchObject([
      { RouteTableId: table.id },
    ]);
    call('DisassociateRouteTable', { AssociationId: id });
    expect(refusalOf(() => call('DisassociateRouteTable', { AssociationId: id }))?.code).toBe(
      'InvalidAssociationID.NotFound',
    );
    call('DeleteRouteTable', { RouteTableId: table.id });
    expect(world.ec2.routeTables.has(table.id)).toBe(false);
  });

  test('the main table can be neither disassociated nor deleted', () => {
    const call = ec2As(world, consumer);
    const main = { Name: 'association.main', Values: ['true'] };
    const [found] = call('DescribeRouteTables', { Filters: [main] }).RouteTables ?? [];
    const AssociationId = found?.Associations?.[0]?.RouteTableAssociationId;
    expect(refusalOf(() => call('DisassociateRouteTable', { AssociationId }))?.code).toBe(
      'InvalidParameterValue',
    );
    expect(refusalOf(() => call('DeleteRouteTable', { RouteTableId: found?.RouteTableId }))?.code).toBe(
      'DependencyViolation',
    );
  });

  test('a VPC may have so many', () => {
    world.ec2.quotas.routeTablesPerVpc = 3;
    const create = () => ec2As(world, consumer)('CreateRouteTable', { VpcId: vpc.id });
    create();
    expect(refusalOf(create)?.code).toBe('RouteTableLimitExceeded');
  });

  test.each([
    { name: 'route.transit-gateway-id', value: 'tgw-9', kept: 1 },
    { name: 'route.destination-prefix-list-id', value: 'pl-9', kept: 1 },
    { name: 'route.destination-cidr-block', value: '10.1.0.0/16', kept: 2 },
    { name: 'route.state', value: 'blackhole', kept: 1 },
  ])('the filter $name=$value keeps $kept', ({ name, value, kept }) => {
    addRoute(world, table.id, 'pl-9', 'tgw-9');
    const found = ec2As(world, consumer)('DescribeRouteTables', {
      Filters: [{ Name: name, Values: [value] }],
    });
    expect(found.RouteTables).toHaveLength(kept);
  });

  test('are listed by the hundred where the request names no size', () => {
    for (let n = 0; n < 100; n += 1) addRouteTable(world, { vpcId: vpc.id });
    const first = ec2As(world, consumer)('DescribeRouteTables', {});
    const second = ec2As(world, consumer)('DescribeRouteTables', { NextToken: first.NextToken });
    expect([first.RouteTables?.length, second.RouteTables?.length, second.NextToken]).toEqual([
      100,
      2,
      undefined,
    ]);
  });

  test.each([4, 101])('a page of %d is refused', (size) => {
    const list = () => ec2As(world, consumer)('DescribeRouteTables', { MaxResults: size });
    expect(refusalOf(list)?.code).toBe('InvalidParameterValue');
  });
});

import { describe, expect, test } from '@jest/globals';
import {
  addGatewayRouteTable,
  addTransitGateway,
  attachVpc,
  propagate,
} from '../../../sim/services/ec2/gateway/arrange.ts';
import { newCidr } from '../../../sim/services/ec2/vpcs.ts';
import {
  consumer,
  expectRefusal,
  type GatewayWorld,
  gatewayWorld,
  provider,
  region,
} from './gateway-world.ts';

const propagated = (at: GatewayWorld, vpcId: string) => {
  const { id } = at.attached(vpcId);
  propagate(at.world, { attachmentId: id, routeTableId: at.table.id });
  return id;
};

const toggle = (at: GatewayWorld, attachmentId: string) => {
  const input = { TransitGatewayRouteTableId: at.table.id, TransitGatewayAttachmentId: attachmentId };
  at.ask('DisableTransitGatewayRouteTablePropagation', input);
  at.world.clock.advance(10);
  at.ask('EnableTransitGatewayRouteTablePropagation', input);
  at.world.clock.advance(10);
};

const removed = (at: GatewayWorld, attachmentId: string) => {
  at.ask('DeleteTransitGatewayVpcAttachment', { TransitGatewayAttachmentId: attachmentId });
  at.world.clock.advance(60);
};

describe('VPCs that overlap', () => {
  test.each([
    ['identical', ['10.1.0.0/16']],
    ['wider', ['10.0.0.0/8']],
    ['narrower', ['10.1.128.0/20']],
    ['in one of two CIDRs', ['10.7.0.0/16', '10.1.4.0/24']],
  ])('%s: the second attaches, says enabled and is not routed', (_title, cidrs) => {
    const at = gatewayWorld();
    propagated(at, at.vpcId);
    const second = propagated(at, at.network(provider, ...cidrs).vpcId);
    expect(at.state(second)).toBe('available');
    const Filters = [{ Name: 'transit-gateway-attachment-id', Values: [second] }];
    const input = { TransitGatewayRouteTableId: at.table.id, Filters };
    const { TransitGatewayRouteTablePropagations: said } = at.ask(
      'GetTransitGatewayRouteTablePropagations',
      input,
    );
    expect(said?.map(({ State }) => State)).toEqual(['enabled']);
    expect(at.routes()).toEqual(['10.1.0.0/16']);
  });

  test('the first counts although it is not propagated', () => {
    const at = gatewayWorld();
    at.attached();
    propagated(at, at.network(provider, '10.1.0.0/16').vpcId);
    expect(at.routes()).toEqual([]);
  });

  test('the second stays without routes when the first goes, until it is propagated anew', () => {
    const at = gatewayWorld();
    const first = propagated(at, at.vpcId);
    const second = propagated(at, at.network(provider, '10.1.0.0/20').vpcId);
    toggle(at, second);
    expect(at.routes()).toEqual(['10.1.0.0/16']);
    removed(at, first);
    expect(at.routes()).toEqual([]);
    toggle(at, second);
    expect(at.routes()).toEqual(['10.1.0.0/20']);
  });

  test('who was attached first counts, not who was propagated first', () => {
    const at = gatewayWorld();
    const first = at.attached();
    propagated(at, at.network(provider, '10.1.0.0/20').vpcId);
    propagate(at.world, { attachmentId: first.id, routeTableId: at.table.id });
    expect(at.routes()).toEqual(['10.1.0.0/16']);
  });

  test('those of another gateway do not count', () => {
    const at = gatewayWorld();
    const other = addTransitGateway(at.world, { account: provider, region });
    const { vpcId } = at.network(provider, '10.1.0.0/16');
    attachVpc(at.world, { gatewayId: other.id, vpcId });
    propagated(at, at.vpcId);
    expect(at.routes()).toEqual(['10.1.0.0/16']);
  });

  test('the order is that of acceptance', () => {
    const at = gatewayWorld();
    const waiting = at.attached(at.vpcId, 'pendingAcceptance');
    propagated(at, at.network(provider, '10.1.0.0/20').vpcId);
    at.ask('AcceptTransitGatewayVpcAttachment', { TransitGatewayAttachmentId: waiting.id });
    at.world.clock.advance(60);
    propagate(at.world, { attachmentId: waiting.id, routeTableId: at.table.id });
    expect(at.routes()).toEqual(['10.1.0.0/20']);
  });
});

describe('the CIDRs of a VPC after it is attached', () => {
  const addCidr = ({ world }: GatewayWorld, vpcId: string, cidr: string) =>
    world.ec2.vpcs.get(vpcId)?.cidrs.push(newCidr(world, cidr));

  test('are followed by its propagated routes', () => {
    const at = gatewayWorld();
    propagated(at, at.vpcId);
    addCidr(at, at.vpcId, '10.2.0.0/16');
    expect(at.routes()).toEqual(['10.1.0.0/16', '10.2.0.0/16']);
    at.world.ec2.vpcs.get(at.vpcId)?.cidrs.pop();
    expect(at.routes()).toEqual(['10.1.0.0/16']);
  });

  test("are not routed where they overlap another VPC's", () => {
    const at = gatewayWorld();
    propagated(at, at.vpcId);
    propagated(at, at.network(provider, '10.9.0.0/16').vpcId);
    addCidr(at, at.vpcId, '10.9.8.0/24');
    addCidr(at, at.vpcId, '10.3.0.0/16');
    expect(at.routes()).toEqual(['10.1.0.0/16', '10.3.0.0/16', '10.9.0.0/16']);
  });

  test('leave the routes alone that were there before', () => {
    const at = gatewayWorld();
    propagated(at, at.vpcId);
    propagated(at, at.network(provider, '10.1.0.0/20').vpcId);
    addCidr(at, at.vpcId, '10.3.0.0/16');
    expect(at.routes()).toEqual(['10.1.0.0/16', '10.3.0.0/16']);
  });
});

describe('static routes', () => {
  const create = (at: GatewayWorld, DestinationCidrBlock: string, target: { readonly to?: string } = {}) =>
    at.ask('CreateTransitGatewayRoute', {
      TransitGatewayRouteTableId: at.table.id,
      DestinationCidrBlock,
      ...(target.to === undefined ? { Blackhole: true } : { TransitGatewayAttachmentId: target.to }),
    }).Route;
  const found = (at: GatewayWorld) =>
    at.ask('SearchTransitGatewayRoutes', {
      TransitGatewayRouteTableId: at.table.id,
      Filters: [{ Name: 'type', Values: ['static'] }],
    }).Routes;

  test('are active until their attachment goes, and then a black hole', () => {
    const at = gatewayWorld();
    const { id } = at.attached();
    const TransitGatewayAttachments = [
      { TransitGatewayAttachmentId: id, ResourceId: at.vpcId, ResourceType: 'vpc' },
    ];
    const route = { DestinationCidrBlock: '10.1.0.0/16', Type: 'static', TransitGatewayAttachments };
    expect(create(at, '10.1.0.0/16', { to: id })).toEqual({ ...route, State: 'active' });
    expect(found(at)).toEqual([{ ...route, State: 'active' }]);
    removed(at, id);
    expect(found(at)).toEqual([{ ...route, State: 'blackhole' }]);
  });

  test('win over a propagated route for the same CIDR, and give way when deleted', () => {
    const at = gatewayWorld();
    propagated(at, at.vpcId);
    expect(create(at, '10.1.0.0/16')).toMatchObject({ State: 'blackhole' });
    expect(found(at)).toEqual([{ DestinationCidrBlock: '10.1.0.0/16', Type: 'static', State: 'blackhole' }]);
    expect(at.routes()).toEqual(['10.1.0.0/16']);
    const input = { TransitGatewayRouteTableId: at.table.id, DestinationCidrBlock: '10.1.0.0/16' };
    expect(at.ask('DeleteTransitGatewayRoute', input).Route?.State).toBe('deleted');
    expect(found(at)).toEqual([]);
    expect(at.routes()).toEqual(['10.1.0.0/16']);
    expectRefusal(() => at.ask('DeleteTransitGatewayRoute', input), 'InvalidRoute.NotFound');
  });

  test('of one gateway are limited over all of its tables', () => {
    const at = gatewayWorld();
    at.world.ec2.gateway.quotas.routes = 2;
    create(at, '10.8.0.0/16');
    const other = addGatewayRouteTable(at.world, { gatewayId: at.gateway.id });
    create({ ...at, table: other }, '10.8.0.0/16');
    expectRefusal(() => create(at, '10.9.0.0/16'), 'RouteLimitExceeded');
    propagated(at, at.vpcId);
    expect(at.routes()).toEqual(['10.8.0.0/16']);
  });

  test.each([
    ['a destination that is no CIDR', { DestinationCidrBlock: '10.1.0.0' }, 'InvalidParameterValue'],
    ['no target', { DestinationCidrBlock: '10.1.0.0/16' }, 'InvalidParameterCombination'],
    [
      'an attachment that is not there',
      { DestinationCidrBlock: '10.1.0.0/16', TransitGatewayAttachmentId: 'tgw-attach-0' },
      'InvalidTransitGatewayAttachmentID.NotFound',
    ],
    ['a route that is there', { DestinationCidrBlock: '10.8.0.0/16', Blackhole: true }, 'RouteAlreadyExists'],
  ])('%s is refused', (_title, change, code) => {
    const at = gatewayWorld();
    create(at, '10.8.0.0/16');
    const input = { TransitGatewayRouteTableId: at.table.id, ...change };
    expectRefusal(() => at.ask('CreateTransitGatewayRoute', input), code);
  });
});

describe('SearchTransitGatewayRoutes', () => {
  const filled = () => {
    const at = gatewayWorld();
    const id = propagated(at, at.vpcId);
    const other = at.network(provider, '10.2.0.0/16').vpcId;
    propagated(at, other);
    for (const cidr of ['10.0.0.0/8', '10.1.4.0/22', '10.1.4.0/24'])
      at.table.staticRoutes.set(cidr, { cidr, attachmentId: undefined });
    return { at, id };
  };

  const everything = ['10.0.0.0/8', '10.1.4.0/22', '10.1.4.0/24', '10.1.0.0/16', '10.2.0.0/16'];
  const rows: [filter: string, value: (at: GatewayWorld, id: string) => string, found: string[]][] = [
    ['route-search.exact-match', () => '10.1.4.0/22', ['10.1.4.0/22']],
    ['route-search.exact-match', () => '10.1.4.0/23', []],
    ['route-search.longest-prefix-match', () => '10.1.4.9', ['10.1.4.0/24']],
    ['route-search.longest-prefix-match', () => '10.1.7.0/24', ['10.1.4.0/22']],
    ['route-search.longest-prefix-match', () => '192.168.0.1', []],
    ['route-search.subnet-of-match', () => '10.1.0.0/16', ['10.1.4.0/22', '10.1.4.0/24', '10.1.0.0/16']],
    ['route-search.supernet-of-match', () => '10.1.4.0/23', ['10.0.0.0/8', '10.1.4.0/22', '10.1.0.0/16']],
    ['attachment.transit-gateway-attachment-id', (_at, id) => id, ['10.1.0.0/16']],
    ['attachment.resource-id', ({ vpcId }) => vpcId, ['10.1.0.0/16']],
    ['attachment.resource-type', () => 'vpc', ['10.1.0.0/16', '10.2.0.0/16']],
    ['prefix-list-id', () => 'pl-0', []],
    ['state', () => 'blackhole', ['10.0.0.0/8', '10.1.4.0/22', '10.1.4.0/24']],
    ['type', () => 'propagated', ['10.1.0.0/16', '10.2.0.0/16']],
  ];
  test.each(rows)('%s', (Name, value, cidrs) => {
    const { at, id } = filled();
    const Filters = [{ Name, Values: [value(at, id)] }];
    const input = { TransitGatewayRouteTableId: at.table.id, Filters };
    const { Routes } = at.ask('SearchTransitGatewayRoutes', input);
    expect(Routes?.map(({ DestinationCidrBlock }) => DestinationCidrBlock)).toEqual(cidrs);
  });

  test('two filters must both keep a route, of two values either may', () => {
    const { at } = filled();
    const search = (...Filters: { Name: string; Values: string[] }[]) =>
      at
        .ask('SearchTransitGatewayRoutes', { TransitGatewayRouteTableId: at.table.id, Filters })
        .Routes?.map(({ DestinationCidrBlock }) => DestinationCidrBlock);
    const inside = { Name: 'route-search.subnet-of-match', Values: ['10.1.0.0/16', '10.2.0.0/16'] };
    expect(search(inside)).toEqual(everything.slice(1));
    expect(search(inside, { Name: 'type', Values: ['propagated'] })).toEqual(['10.1.0.0/16', '10.2.0.0/16']);
  });

  test('pages say whether there are more', () => {
    const { at } = filled();
    for (const octet of [20, 21]) propagated(at, at.network(provider, `10.${octet}.0.0/16`).vpcId);
    const input = {
      TransitGatewayRouteTableId: at.table.id,
      Filters: [{ Name: 'state', Values: ['active', 'blackhole'] }],
      MaxResults: 5,
    };
    const first = at.ask('SearchTransitGatewayRoutes', input);
    expect(first).toMatchObject({ AdditionalRoutesAvailable: true, NextToken: expect.any(String) });
    const rest = at.ask('SearchTransitGatewayRoutes', { ...input, NextToken: first.NextToken });
    expect([first.Routes?.length, rest.Routes?.length, rest.AdditionalRoutesAvailable]).toEqual([
      5,
      2,
      false,
    ]);
    expectRefusal(
      () => at.ask('SearchTransitGatewayRoutes', { ...input, MaxResults: 4 }),
      'InvalidParameterValue',
    );
    expectRefusal(
      () => at.ask('SearchTransitGatewayRoutes', { ...input, NextToken: 'x' }),
      'InvalidNextToken',
    );
  });

  test.each([
    ['no filter', [], 'MissingParameter'],
    [
      'an unknown search',
      [{ Name: 'route-search.nearest', Values: ['10.0.0.0/8'] }],
      'InvalidParameterValue',
    ],
    [
      'a search for no address',
      [{ Name: 'route-search.exact-match', Values: ['here'] }],
      'InvalidParameterValue',
    ],
    ['an unknown filter', [{ Name: 'cidr', Values: ['10.0.0.0/8'] }], 'SimulatorNotModelled'],
  ])('%s is refused', (_title, Filters, code) => {
    const { at } = filled();
    const input = { TransitGatewayRouteTableId: at.table.id, Filters };
    expectRefusal(() => at.ask('SearchTransitGatewayRoutes', input), code);
  });

  test('a consumer of the share may not search', () => {
    const at = gatewayWorld();
    const input = {
      TransitGatewayRouteTableId: at.table.id,
      Filters: [{ Name: 'type', Values: ['static'] }],
    };
    expectRefusal(
      () => at.ask('SearchTransitGatewayRoutes', input, consumer),
      'InvalidRouteTableID.NotFound',
    );
  });
});

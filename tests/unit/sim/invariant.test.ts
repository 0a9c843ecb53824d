import { describe, expect, test } from '@jest/globals';
import {
  consumersReachEachOther,
  type Expectation,
  newViolations,
  violations,
} from '../../../sim/invariant.ts';
import {
  addGatewayRouteTable,
  associate,
  attachVpc,
  propagate,
} from '../../../sim/services/ec2/gateway/arrange.ts';
import { addPrefixList } from '../../../sim/services/ec2/prefix-lists.ts';
import { addRoute, addRouteTable } from '../../../sim/services/ec2/route-tables.ts';
import { addVpc, newCidr } from '../../../sim/services/ec2/vpcs.ts';
import { associateVpc } from '../../../sim/services/profiles/associations.ts';
import { addProfile } from '../../../sim/services/profiles/profiles.ts';
import { createShare, shareWith } from '../../../sim/services/ram/shares.ts';
import { consumer, gatewayWorld, provider, region, stranger } from './gateway-world.ts';

const providerCidr = '10.200.0.0/16';

/** A provider and one consumer with everything between them; `returnRoutes` tells how the provider answers. */
function connected(returnRoutes: Expectation['returnRoutes'] = 'exact') {
  const { world, gateway, network } = gatewayWorld();
  const gatewayId = gateway.id;
  const ours = (account: string, cidr: string) => {
    const { vpcId } = network(account, cidr);
    addRouteTable(world, { vpcId });
    const tables = [...world.ec2.routeTables.values()].filter((table) => table.vpcId === vpcId);
    const attachment = attachVpc(world, { gatewayId, vpcId });
    return { vpcId, tables, attachment };
  };
  const profile = addProfile(world, { account: provider, region, name: 'shared' });
  const share = createShare(world, { owner: provider, region, name: 'profile', resourceArns: [profile.arn] });
  const consumersTable = addGatewayRouteTable(world, { gatewayId });
  const providerTable = addGatewayRouteTable(world, { gatewayId });
  const here = ours(provider, providerCidr);
  associate(world, { attachmentId: here.attachment.id, routeTableId: providerTable.id });
  propagate(world, { attachmentId: here.attachment.id, routeTableId: consumersTable.id });
  const list = addPrefixList(world, { account: provider, region, name: 'consumers', maxEntries: 10 });
  for (const { id } of here.tables)
    addRoute(world, id, returnRoutes === 'exact' ? list.id : '10.0.0.0/8', gatewayId);

  const connect = (account: string, cidr: string) => {
    const one = ours(account, cidr);
    const ids = { attachmentId: one.attachment.id };
    associate(world, { ...ids, routeTableId: consumersTable.id });
    propagate(world, { ...ids, routeTableId: providerTable.id });
    enter(cidr);
    for (const { id } of one.tables) addRoute(world, id, providerCidr, gatewayId);
    shareWith(world, share.arn, account);
    associateVpc(world, { profileId: profile.id, vpcId: one.vpcId });
    return one;
  };
  const enter = (...cidrs: readonly string[]) => {
    const entries = [
      ...(list.versions.get(list.version) ?? []),
      ...cidrs.map((cidr) => ({ cidr, description: undefined })),
    ];
    list.version += 1;
    list.versions.set(list.version, entries);
  };
  const there = connect(consumer, '10.5.0.0/16');
  const profileIds = [profile.id];
  const expected: Expectation = {
    region,
    gatewayId,
    providerAccount: provider,
    providerVpcId: here.vpcId,
    providerCidrs: [providerCidr],
    profileIds,
    returnRoutes,
    isConsumer: (account) => account === consumer,
  };
  return {
    world,
    gateway,
    profile,
    profileIds,
    share,
    consumersTable,
    providerTable,
    list,
    here,
    there,
    connect,
    enter,
    expected,
  };
}

type Connected = ReturnType<typeof connected>;

test.each(['exact', 'aggregate'] as const)(
  'a connected world violates nothing, return routes %s',
  (returnRoutes) => {
    const { world, expected } = connected(returnRoutes);
    expect(violations(world, expected)).toEqual([]);
    expect(consumersReachEachOther(world, expected)).toEqual([]);
  },
);

test('a main route table that no subnet uses needs no route, and one that a subnet uses does', () => {
  const { world, expected, there } = connected();
  const subnets = [...world.ec2.subnets.values()].filter(({ vpcId }) => vpcId === there.vpcId);
  const [main, other] = there.tables;
  const use = ({ id }: { readonly id: string }) =>
    other?.associations.push({ id: `rtbassoc-${id}`, subnetId: id, main: false });
  main?.routes.pop();
  subnets.slice(1).forEach(use);
  expect(violations(world, expected)).toMatchObject([{ rule: 'resolvesUnreachable' }]);
  subnets.slice(0, 1).forEach(use);
  expect(violations(world, expected)).toEqual([]);
});

describe('a VPC that resolves what it cannot reach', () => {
  const links: [title: string, breakLink: (at: Connected) => void, sentence: string][] = [
    [
      'its attachment is gone',
      ({ there }) => Object.assign(there.attachment, { state: 'deleting' }),
      'no available attachment',
    ],
    [
      'its attachment is not accepted',
      ({ there }) => Object.assign(there.attachment, { state: 'pendingAcceptance' }),
      'no available attachment',
    ],
    [
      "the provider's attachment is gone",
      ({ here }) => Object.assign(here.attachment, { state: 'deleted' }),
      'the provider has no available attachment',
    ],
    [
      'it is not associated',
      ({ there }) => Object.assign(there.attachment, { association: undefined }),
      'is associated with no route table',
    ],
    [
      'it is still associating',
      ({ there, consumersTable }) =>
        Object.assign(there.attachment, {
          association: { routeTableId: consumersTable.id, state: 'associating' },
        }),
      'is associated with no route table',
    ],
    [
      'the provider is not associated',
      ({ here }) => Object.assign(here.attachment, { association: undefined }),
      "the provider's attachment",
    ],
    [
      'the provider is not propagated',
      ({ consumersTable }) => consumersTable.propagations.clear(),
      `does not route ${providerCidr}`,
    ],
    [
      'a static route drops a part of the provider',
      ({ consumersTable }) =>
        consumersTable.staticRoutes.set('10.200.7.0/24', { cidr: '10.200.7.0/24', attachmentId: undefined }),
      `does not route ${providerCidr}`,
    ],
    [
      'it is not propagated',
      ({ providerTable }) => providerTable.propagations.clear(),
      'does not route 10.5.0.0/16',
    ],
    [
      'it is not propagated because it overlaps',
      ({ providerTable, there }) => {
        const propagation = providerTable.propagations.get(there.attachment.id);
        if (propagation !== undefined) propagation.withheld = true;
      },
      'does not route 10.5.0.0/16',
    ],
    ['one of its route tables has no route', ({ there }) => there.tables[1]?.routes.pop(), 'its route table'],
    [
      'one of its routes leads elsewhere',
      ({ there }) =>
        there.tables[0]?.routes.splice(0, 1, {
          destination: providerCidr,
          target: { kind: 'GatewayId', id: 'igw-1' },
        }),
      'its route table',
    ],
    [
      'a more specific route of its leads elsewhere',
      ({ world, there }) =>
        addRoute(world, there.tables[0]?.id ?? '', '10.200.3.0/24', 'pcx-1', 'VpcPeeringConnectionId'),
      'its route table',
    ],
    ['a new route table has no route', ({ world, there }) => addRouteTable(world, there), 'its route table'],
    [
      'its CIDR is not in the list',
      ({ list }) => Object.assign(list, { version: 1 }),
      "in spite of the prefix list the provider's route table",
    ],
    [
      "one of the provider's route tables has no route",
      ({ here }) => here.tables[1]?.routes.pop(),
      "the provider's route table",
    ],
    [
      'it has a new CIDR that is not in the list',
      ({ world, there }) => world.ec2.vpcs.get(there.vpcId)?.cidrs.push(newCidr(world, '10.6.0.0/16')),
      'does not route 10.6.0.0/16',
    ],
  ];
  test.each(links)('%s', (_title, breakLink, sentence) => {
    const at = connected();
    breakLink(at);
    expect(violations(at.world, at.expected)).toEqual([
      {
        rule: 'resolvesUnreachable',
        account: consumer,
        vpcId: at.there.vpcId,
        sentence: expect.stringContaining(sentence),
      },
    ]);
  });

  test('its own CIDR hides a part of the provider', () => {
    const at = connected();
    const cidr = '10.200.9.0/24';
    at.world.ec2.vpcs.get(at.there.vpcId)?.cidrs.push(newCidr(at.world, cidr));
    at.providerTable.staticRoutes.set(cidr, { cidr, attachmentId: at.there.attachment.id });
    const sentence = `but its route table ${at.there.tables[0]?.id} does not route ${providerCidr}`;
    expect(violations(at.world, at.expected)).toMatchObject([
      { sentence: expect.stringContaining(sentence) },
    ]);
  });

  test("is never the provider's own", () => {
    const at = connected();
    associateVpc(at.world, { profileId: at.profile.id, vpcId: at.here.vpcId });
    expect(violations(at.world, at.expected)).toEqual([]);
  });

  test('the aggregate must hold its CIDR', () => {
    const at = connected('aggregate');
    at.connect(consumer, '172.16.0.0/16');
    expect(violations(at.world, at.expected).map(({ sentence }) => sentence)).toEqual([
      expect.stringContaining("in spite of the aggregate the provider's route table"),
    ]);
  });

  test('it need not be attached for that, nor be a consumer', () => {
    const at = connected();
    const { id } = addVpc(at.world, { account: stranger, region, cidrs: ['10.7.0.0/16'] });
    shareWith(at.world, at.share.arn, stranger);
    associateVpc(at.world, { profileId: at.profile.id, vpcId: id });
    expect(violations(at.world, at.expected)).toMatchObject([{ rule: 'resolvesUnreachable', vpcId: id }]);
  });

  const quiet: [title: string, breakLink: (at: Connected) => void][] = [
    ['it has no profile', ({ world }) => world.profiles.associations.clear()],
    ['the profile is not shared with it any more', ({ world }) => world.ram.shares.clear()],
    ['the profile is not ours', ({ profileIds }) => profileIds.splice(0)],
  ];
  test.each(quiet)('is none where %s', (_title, arrange) => {
    const at = connected();
    at.there.attachment.state = 'deleting';
    arrange(at);
    expect(violations(at.world, at.expected)).toEqual([]);
  });
});

describe('a VPC that has a path without being a consumer', () => {
  const left = (at: Connected): Expectation => ({ ...at.expected, isConsumer: () => false });

  test('is told of, profile or not', () => {
    const at = connected();
    at.world.profiles.associations.clear();
    const sentence = expect.stringContaining('is no consumer');
    const violation = { rule: 'pathWithoutMembership', account: consumer, vpcId: at.there.vpcId, sentence };
    expect(violations(at.world, left(at))).toEqual([violation]);
  });

  test('needs no routes of its own, and no entry in the list', () => {
    const at = connected();
    at.world.profiles.associations.clear();
    at.list.version = 1;
    for (const { routes } of at.there.tables) routes.length = 0;
    expect(violations(at.world, left(at))).toMatchObject([{ rule: 'pathWithoutMembership' }]);
  });

  test('a part of either side is enough', () => {
    const at = connected();
    at.world.profiles.associations.clear();
    at.providerTable.propagations.clear();
    at.providerTable.staticRoutes.set('10.5.9.0/24', {
      cidr: '10.5.9.0/24',
      attachmentId: at.there.attachment.id,
    });
    expect(violations(at.world, left(at))).toMatchObject([{ rule: 'pathWithoutMembership' }]);
  });

  const cuts: [title: string, cut: (at: Connected) => void][] = [
    ['the propagation', ({ providerTable }) => providerTable.propagations.clear()],
    ['the association', ({ there }) => Object.assign(there.attachment, { association: undefined })],
    ['the attachment', ({ there }) => Object.assign(there.attachment, { state: 'deleting' })],
    ["the provider's propagation", ({ consumersTable }) => consumersTable.propagations.clear()],
    ["the provider's association", ({ here }) => Object.assign(here.attachment, { association: undefined })],
  ];
  test.each(cuts)('has none without %s', (_title, cut) => {
    const at = connected();
    at.world.profiles.associations.clear();
    cut(at);
    expect(violations(at.world, left(at))).toEqual([]);
  });
});

test('new violations are those of another rule or another VPC', () => {
  const at = connected();
  const other = at.connect(consumer, '10.8.0.0/16');
  at.there.tables[0]?.routes.pop();
  const before = violations(at.world, at.expected);
  at.there.attachment.state = 'deleting';
  other.attachment.state = 'deleting';
  const after = violations(at.world, at.expected);
  expect(after).toHaveLength(2);
  expect(newViolations(before, after)).toMatchObject([{ vpcId: other.vpcId }]);
  expect(newViolations(after, before)).toEqual([]);
});

test('a violation is new where the same VPC broke another rule before', () => {
  const at = connected();
  const expected = { ...at.expected, isConsumer: () => false };
  const before = violations(at.world, expected);
  at.there.tables[0]?.routes.pop();
  const after = violations(at.world, expected);
  expect(before.map(({ rule }) => rule)).toEqual(['pathWithoutMembership']);
  expect(newViolations(before, after).map(({ rule }) => rule)).toEqual(['resolvesUnreachable']);
});

test('a consumer that is propagated to the consumers reaches another', () => {
  const at = connected();
  const other = at.connect(consumer, '10.8.0.0/16');
  propagate(at.world, { attachmentId: other.attachment.id, routeTableId: at.consumersTable.id });
  expect(consumersReachEachOther(at.world, at.expected)).toMatchObject([
    { fromVpcId: at.there.vpcId, toVpcId: other.vpcId },
  ]);
});

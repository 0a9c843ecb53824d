import { describe, expect, test } from '@jest/globals';
import { addSubnet } from '../../../sim/services/ec2/subnets.ts';
import {
  attachmentStates,
  consumer,
  expectRefusal,
  type GatewayWorld,
  gatewayWorld,
  provider,
  stranger,
} from './gateway-world.ts';

const create = ({ ask, gateway, vpcId, subnetIds }: GatewayWorld, account = consumer) =>
  ask(
    'CreateTransitGatewayVpcAttachment',
    { TransitGatewayId: gateway.id, VpcId: vpcId, SubnetIds: subnetIds },
    account,
  ).TransitGatewayVpcAttachment?.TransitGatewayAttachmentId ?? '';

describe('the states of an attachment over simulated time', () => {
  const rows: [
    title: string,
    autoAccept: boolean,
    act: (at: GatewayWorld, id: string) => void,
    states: [seconds: number, state: string | undefined][],
  ][] = [
    ['waits to be accepted', false, () => {}, [[86_400, 'pendingAcceptance']]],
    [
      'needs no acceptance where the gateway says so',
      true,
      () => {},
      [
        [0, 'pending'],
        [59, 'pending'],
        [1, 'available'],
      ],
    ],
    [
      'is pending once it is accepted',
      false,
      ({ ask }, id) => ask('AcceptTransitGatewayVpcAttachment', { TransitGatewayAttachmentId: id }),
      [
        [0, 'pending'],
        [60, 'available'],
      ],
    ],
    [
      'is rejected, listed for two hours and then forgotten',
      false,
      ({ ask }, id) => ask('RejectTransitGatewayVpcAttachment', { TransitGatewayAttachmentId: id }),
      [
        [0, 'rejected'],
        [7199, 'rejected'],
        [1, undefined],
      ],
    ],
    [
      'is deleted before it was accepted',
      false,
      ({ ask }, id) => ask('DeleteTransitGatewayVpcAttachment', { TransitGatewayAttachmentId: id }, consumer),
      [
        [0, 'deleting'],
        [60, 'deleted'],
        [7199, 'deleted'],
        [1, undefined],
      ],
    ],
    [
      'fails where the VPC is gone',
      true,
      ({ world, vpcId }) => world.ec2.vpcs.delete(vpcId),
      [
        [60, 'failed'],
        [7199, 'failed'],
        [1, undefined],
      ],
    ],
  ];
  test.each(rows)('%s', (_title, autoAccept, act, states) => {
    const at = gatewayWorld({ autoAccept });
    const id = create(at);
    act(at, id);
    for (const [seconds, state] of states) {
      at.world.clock.advance(seconds);
      expect(at.state(id)).toBe(state);
      expect(at.state(id, consumer)).toBe(state);
    }
  });

  test("the gateway's own account never waits for acceptance", () => {
    const at = gatewayWorld();
    const { vpcId, subnetIds } = at.network(provider, '10.9.0.0/16');
    expect(at.state(create({ ...at, vpcId, subnetIds }, provider))).toBe('pending');
  });

  test('modifying changes the subnets and ends in available', () => {
    const at = gatewayWorld();
    const { id } = at.attached();
    const [first = '', second = ''] = at.subnetIds;
    const modify = { TransitGatewayAttachmentId: id, RemoveSubnetIds: [second] };
    const { TransitGatewayVpcAttachment: answer } = at.ask(
      'ModifyTransitGatewayVpcAttachment',
      modify,
      consumer,
    );
    expect(answer).toMatchObject({ State: 'modifying', SubnetIds: [first, second] });
    at.world.clock.advance(60);
    expect(at.state(id)).toBe('available');
    expect(at.world.ec2.gateway.attachments.get(id)?.subnetIds).toEqual([first]);
  });

  test.each([provider, consumer])(
    '%s deletes it, and its association and propagations go with it',
    (account) => {
      const at = gatewayWorld();
      const { id } = at.attached();
      const both = { TransitGatewayRouteTableId: at.table.id, TransitGatewayAttachmentId: id };
      at.ask('AssociateTransitGatewayRouteTable', both);
      at.ask('EnableTransitGatewayRouteTablePropagation', both);
      at.world.clock.advance(10);
      expect(at.routes()).toEqual(['10.1.0.0/16']);
      at.ask('DeleteTransitGatewayVpcAttachment', { TransitGatewayAttachmentId: id }, account);
      expect(at.state(id, consumer)).toBe('deleting');
      expect(at.routes()).toEqual([]);
      const table = { TransitGatewayRouteTableId: at.table.id };
      const [association] = at.ask('GetTransitGatewayRouteTableAssociations', table).Associations ?? [];
      expect([association?.State, at.table.propagations.get(id)?.state]).toEqual([
        'disassociating',
        'disabling',
      ]);
      at.world.clock.advance(60);
      expect(at.ask('GetTransitGatewayRouteTableAssociations', table).Associations).toEqual([]);
      const left = at.ask('GetTransitGatewayRouteTablePropagations', table);
      expect(left.TransitGatewayRouteTablePropagations).toEqual([]);
    },
  );

  test.each(['deleted', 'rejected', 'failed'] as const)(
    'a VPC is attached anew once the old one is %s',
    (state) => {
      const at = gatewayWorld();
      const old = at.attached(at.vpcId, state);
      expect(at.state(create(at))).toBe('pendingAcceptance');
      expect(at.state(old.id)).toBe(state);
    },
  );
});

test('what was begun for an attachment does not end well once it is being deleted', () => {
  const at = gatewayWorld();
  const { id } = at.attached();
  const both = { TransitGatewayRouteTableId: at.table.id, TransitGatewayAttachmentId: id };
  at.ask('AssociateTransitGatewayRouteTable', both);
  at.ask('EnableTransitGatewayRouteTablePropagation', both);
  at.ask('DeleteTransitGatewayVpcAttachment', { TransitGatewayAttachmentId: id });
  at.world.clock.advance(30);
  expect(at.table.propagations.get(id)?.state).toBe('disabling');
  expect(at.world.ec2.gateway.attachments.get(id)?.association?.state).toBe('disassociating');
});

describe('the refusals of CreateTransitGatewayVpcAttachment', () => {
  const rows: [
    title: string,
    code: string,
    arrange: (at: GatewayWorld) => Partial<GatewayWorld> & { as?: string },
  ][] = [
    [
      'a gateway that is not shared',
      'InvalidTransitGatewayID.NotFound',
      ({ world }) => {
        world.ram.shares.clear();
        return {};
      },
    ],
    ['a stranger', 'InvalidTransitGatewayID.NotFound', () => ({ as: stranger })],
    [
      "another account's VPC",
      'InvalidVpcID.NotFound',
      (at) => ({ vpcId: at.network(stranger, '10.4.0.0/16').vpcId }),
    ],
    [
      "another account's subnet",
      'InvalidSubnetID.NotFound',
      (at) => ({ subnetIds: at.network(stranger, '10.4.0.0/16').subnetIds }),
    ],
    ['a subnet that is not there', 'InvalidSubnetID.NotFound', () => ({ subnetIds: ['subnet-0'] })],
    [
      "another VPC's subnet",
      'InvalidParameterValue',
      (at) => ({ subnetIds: at.network(consumer, '10.4.0.0/16').subnetIds }),
    ],
    ['no subnet', 'MissingParameter', () => ({ subnetIds: [] })],
    [
      'an IPv6-only subnet',
      'InvalidParameterValue',
      ({ world, vpcId }) => ({ subnetIds: [addSubnet(world, { vpcId }).id] }),
    ],
    [
      'two subnets in one zone',
      'DuplicateSubnetsInSameZone',
      ({ world, vpcId, subnetIds }) => {
        const twin = addSubnet(world, { vpcId, cidr: '10.1.7.0/24', zone: 'euw1-az1' });
        return { subnetIds: [...subnetIds, twin.id] };
      },
    ],
    ['a VPC that is attached', 'DuplicateTransitGatewayAttachment', (at) => ({ vpcId: at.attached().vpcId })],
    [
      'a VPC that is pending',
      'DuplicateTransitGatewayAttachment',
      (at) => ({ vpcId: at.attached(at.vpcId, 'pendingAcceptance').vpcId }),
    ],
    [
      'a gateway that is pending',
      'IncorrectState',
      ({ gateway }) => ({ gateway: Object.assign(gateway, { state: 'pending' as const }) }),
    ],
    [
      'a gateway that is full',
      'TransitGatewayAttachmentLimitExceeded',
      (at) => {
        at.world.ec2.gateway.quotas.attachments = 1;
        at.attached(at.network(provider, '10.9.0.0/16').vpcId);
        return {};
      },
    ],
  ];
  test.each(rows)('%s: %s', (_title, code, arrange) => {
    const at = gatewayWorld();
    const { as = consumer, ...changed } = arrange(at);
    const before = at.world.ec2.gateway.attachments.size;
    expectRefusal(() => create({ ...at, ...changed }, as), code);
    expect(at.world.ec2.gateway.attachments.size).toBe(before);
  });

  test('the text of a duplicate names the gateway', () => {
    const at = gatewayWorld();
    at.attached();
    const text = `${at.gateway.id} has non-deleted Transit Gateway Attachments with same VPC ID.`;
    expectRefusal(() => create(at), 'DuplicateTransitGatewayAttachment', text);
  });
});

describe('states that do not allow a change', () => {
  const rows = [
    ['AcceptTransitGatewayVpcAttachment', ['pendingAcceptance'], provider],
    ['RejectTransitGatewayVpcAttachment', ['pendingAcceptance'], provider],
    ['DeleteTransitGatewayVpcAttachment', ['pendingAcceptance', 'available'], consumer],
    ['ModifyTransitGatewayVpcAttachment', ['available'], consumer],
  ] as const;
  const cases = rows.flatMap(([name, allowed, as]) =>
    attachmentStates.map((state) => ({ name, state, as, allowed: allowed.some((one) => one === state) })),
  );
  test.each(cases)('$name of a $state one, allowed: $allowed', ({ name, state, as, allowed }) => {
    const at = gatewayWorld();
    const { id } = at.attached(at.vpcId, state);
    const request = () => at.ask(name, { TransitGatewayAttachmentId: id }, as);
    if (allowed) expect(request).not.toThrow();
    else expectRefusal(request, 'IncorrectState', `${id} is in invalid state`);
  });
});

describe('who may change an attachment', () => {
  test.each([
    ['AcceptTransitGatewayVpcAttachment', consumer],
    ['RejectTransitGatewayVpcAttachment', consumer],
    ['AcceptTransitGatewayVpcAttachment', stranger],
    ['ModifyTransitGatewayVpcAttachment', provider],
    ['DeleteTransitGatewayVpcAttachment', stranger],
  ] as const)('%s is not for %s', (name, account) => {
    const at = gatewayWorld();
    const { id } = at.attached(at.vpcId, name.startsWith('Modify') ? 'available' : 'pendingAcceptance');
    const input = { TransitGatewayAttachmentId: id };
    expectRefusal(() => at.ask(name, input, account), 'InvalidTransitGatewayAttachmentID.NotFound');
  });

  test.each([
    [
      'every subnet',
      (at: GatewayWorld) => ({ RemoveSubnetIds: at.subnetIds }),
      'InsufficientSubnetsException',
    ],
    ['a subnet that it has not', () => ({ RemoveSubnetIds: ['subnet-0'] }), 'InvalidSubnetID.NotFound'],
    ['a subnet that is not there', () => ({ AddSubnetIds: ['subnet-0'] }), 'InvalidSubnetID.NotFound'],
  ] as const)('modifying %s', (_title, change, code) => {
    const at = gatewayWorld();
    const { id } = at.attached();
    const input = { TransitGatewayAttachmentId: id, ...change(at) };
    expectRefusal(() => at.ask('ModifyTransitGatewayVpcAttachment', input, consumer), code);
  });

  test.each(['allowed', 'IncorrectState'] as const)(
    "deleting a closed account's attachment: %s",
    (answer) => {
      const at = gatewayWorld({ unknowns: { deleteAttachmentOfClosedAccount: answer } });
      const { id } = at.attached();
      at.world.organization.accounts.set(consumer, {
        id: consumer,
        name: 'closed',
        email: 'closed@example.com',
        state: 'CLOSED',
        parentId: at.world.organization.rootId,
        joinedMethod: 'CREATED',
        joinedAtMs: 0,
      });
      const request = () => at.ask('DeleteTransitGatewayVpcAttachment', { TransitGatewayAttachmentId: id });
      if (answer === 'IncorrectState') expectRefusal(request, answer);
      else expect(request().TransitGatewayVpcAttachment?.State).toBe('deleting');
    },
  );
});

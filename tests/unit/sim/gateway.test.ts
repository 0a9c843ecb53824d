import { describe, expect, test } from '@jest/globals';
import { addGatewayRouteTable, addTransitGateway } from '../../../sim/services/ec2/gateway/arrange.ts';
import {
  attachmentStates,
  consumer,
  expectRefusal,
  type GatewayWorld,
  gatewayWorld,
  provider,
  region,
  stranger,
} from './gateway-world.ts';

const pairOf = (at: GatewayWorld, attachmentId: string, tableId = at.table.id) => ({
  TransitGatewayRouteTableId: tableId,
  TransitGatewayAttachmentId: attachmentId,
});

describe('transit gateways', () => {
  const options = {
    DefaultRouteTableAssociation: 'disable',
    DefaultRouteTablePropagation: 'disable',
  } as const;

  test('are pending first, and listed to the owner and to those they are shared with', () => {
    const { ask, world, gateway } = gatewayWorld();
    const Tags = [{ Key: 'site', Value: region }];
    const TagSpecifications = [{ ResourceType: 'transit-gateway' as const, Tags }];
    const Options = { ...options, AutoAcceptSharedAttachments: 'enable' as const };
    const made = ask('CreateTransitGateway', {
      Description: 'second',
      Options,
      TagSpecifications,
    }).TransitGateway;
    expect(made).toMatchObject({ State: 'pending', OwnerId: provider, Description: 'second', Tags, Options });
    expectRefusal(
      () => ask('CreateTransitGatewayRouteTable', { TransitGatewayId: made?.TransitGatewayId }),
      'IncorrectState',
    );
    world.clock.advance(0);
    const listed = (account: string) =>
      ask('DescribeTransitGateways', {}, account).TransitGateways?.map((one) => [
        one.TransitGatewayId,
        one.State,
      ]);
    expect(listed(provider)).toEqual([
      [gateway.id, 'available'],
      [made?.TransitGatewayId, 'available'],
    ]);
    expect(listed(consumer)).toEqual([[gateway.id, 'available']]);
    expect(listed(stranger)).toEqual([]);
    expect(ask('DescribeTransitGateways', {}, provider, 'us-east-1').TransitGateways).toEqual([]);
  });

  test.each([
    ['a default table', { AutoAcceptSharedAttachments: 'enable' as const }, 'default route table'],
    ['an option of its own', { ...options, AmazonSideAsn: 64512 }, 'AmazonSideAsn'],
  ])('with %s are refused by name', (_title, Options, name) => {
    const { ask } = gatewayWorld();
    expectRefusal(() => ask('CreateTransitGateway', { Options }), 'SimulatorNotModelled', name);
  });

  test.each([
    ['owner-id', provider, 1],
    ['owner-id', consumer, 0],
    ['options.auto-accept-shared-attachments', 'disable', 1],
    ['options.auto-accept-shared-attachments', 'enable', 0],
    ['tag:site', 'none', 0],
  ])('filtered by %s=%s: %d', (Name, value, count) => {
    const { ask } = gatewayWorld();
    const found = ask('DescribeTransitGateways', { Filters: [{ Name, Values: [value] }] }).TransitGateways;
    expect(found).toHaveLength(count);
  });
});

describe("a transit gateway's route tables", () => {
  test('are made, listed to the owner alone, and deleted', () => {
    const { ask, world, gateway, table } = gatewayWorld();
    const made = ask('CreateTransitGatewayRouteTable', {
      TransitGatewayId: gateway.id,
    }).TransitGatewayRouteTable;
    expect(made).toMatchObject({ State: 'pending', TransitGatewayId: gateway.id });
    world.clock.advance(0);
    const listed = (account: string) =>
      ask('DescribeTransitGatewayRouteTables', {}, account).TransitGatewayRouteTables?.map(
        ({ State }) => State,
      );
    expect(listed(provider)).toEqual(['available', 'available']);
    expect(listed(consumer)).toEqual([]);
    const gone = ask('DeleteTransitGatewayRouteTable', { TransitGatewayRouteTableId: table.id });
    expect(gone.TransitGatewayRouteTable?.State).toBe('deleting');
    world.clock.advance(0);
    expect(listed(provider)).toEqual(['available']);
  });

  const absent = 'InvalidRouteTableID.NotFound';
  test.each([
    ['CreateTransitGatewayRouteTable', 'InvalidTransitGatewayID.NotFound'],
    ['DeleteTransitGatewayRouteTable', absent],
    ['GetTransitGatewayRouteTableAssociations', absent],
    ['GetTransitGatewayRouteTablePropagations', absent],
    ['AssociateTransitGatewayRouteTable', absent],
    ['DisassociateTransitGatewayRouteTable', absent],
    ['EnableTransitGatewayRouteTablePropagation', absent],
    ['DisableTransitGatewayRouteTablePropagation', absent],
    ['GetTransitGatewayAttachmentPropagations', 'InvalidTransitGatewayAttachmentID.NotFound'],
  ] as const)('are not for a consumer of the share: %s', (name, code) => {
    const at = gatewayWorld();
    const { id } = at.attached();
    const input = { ...pairOf(at, id), TransitGatewayId: at.gateway.id };
    expectRefusal(() => at.ask(name, input, consumer), code);
  });

  test('are not deleted while an attachment is associated', () => {
    const at = gatewayWorld();
    at.ask('AssociateTransitGatewayRouteTable', pairOf(at, at.attached().id));
    const input = { TransitGatewayRouteTableId: at.table.id };
    expectRefusal(() => at.ask('DeleteTransitGatewayRouteTable', input), 'IncorrectState');
  });

  test('are at most 20', () => {
    const { ask, world, gateway } = gatewayWorld();
    for (let count = 1; count < 20; count += 1) addGatewayRouteTable(world, { gatewayId: gateway.id });
    const input = { TransitGatewayId: gateway.id };
    expectRefusal(
      () => ask('CreateTransitGatewayRouteTable', input),
      'TransitGatewayRouteTableLimitExceeded',
    );
  });
});

describe('associations', () => {
  const stateOf = (at: GatewayWorld) => {
    const input = { TransitGatewayRouteTableId: at.table.id };
    return at.ask('GetTransitGatewayRouteTableAssociations', input).Associations?.map(({ State }) => State);
  };

  test('pass through associating and disassociating, and leave a gap when they move', () => {
    const at = gatewayWorld();
    const { id } = at.attached();
    const other = addGatewayRouteTable(at.world, { gatewayId: at.gateway.id });
    expect(at.ask('AssociateTransitGatewayRouteTable', pairOf(at, id)).Association?.State).toBe(
      'associating',
    );
    expectRefusal(() => at.ask('DisassociateTransitGatewayRouteTable', pairOf(at, id)), 'IncorrectState');
    at.world.clock.advance(9);
    expect(stateOf(at)).toEqual(['associating']);
    at.world.clock.advance(1);
    expect(stateOf(at)).toEqual(['associated']);
    const move = () => at.ask('AssociateTransitGatewayRouteTable', pairOf(at, id, other.id));
    expectRefusal(move, 'Resource.AlreadyAssociated');
    expect(at.ask('DisassociateTransitGatewayRouteTable', pairOf(at, id)).Association?.State).toBe(
      'disassociating',
    );
    expectRefusal(move, 'Resource.AlreadyAssociated');
    at.world.clock.advance(10);
    expect(stateOf(at)).toEqual([]);
    expect(move().Association).toMatchObject({ TransitGatewayRouteTableId: other.id, ResourceId: at.vpcId });
  });

  test.each(['Resource.AlreadyAssociated', 'noError'] as const)('with the same table again: %s', (answer) => {
    const at = gatewayWorld({ unknowns: { associateSameRouteTable: answer } });
    const { id } = at.attached();
    at.ask('AssociateTransitGatewayRouteTable', pairOf(at, id));
    at.world.clock.advance(10);
    const again = () => at.ask('AssociateTransitGatewayRouteTable', pairOf(at, id));
    if (answer === 'noError') expect(again().Association?.State).toBe('associated');
    else expectRefusal(again, answer);
    at.ask('DisassociateTransitGatewayRouteTable', pairOf(at, id));
    expectRefusal(again, 'Resource.AlreadyAssociated');
  });

  test('that are not there cannot be ended', () => {
    const at = gatewayWorld();
    const request = () => at.ask('DisassociateTransitGatewayRouteTable', pairOf(at, at.attached().id));
    expectRefusal(request, 'InvalidAssociation.NotFound');
  });

  test('are filtered by attachment and by VPC', () => {
    const at = gatewayWorld();
    const ids = [at.attached().id, at.attached(at.network(provider, '10.9.0.0/16').vpcId).id];
    for (const id of ids) at.ask('AssociateTransitGatewayRouteTable', pairOf(at, id));
    const found = (Name: string, value: string) =>
      at
        .ask('GetTransitGatewayRouteTableAssociations', {
          TransitGatewayRouteTableId: at.table.id,
          Filters: [{ Name, Values: [value] }],
        })
        .Associations?.map(({ TransitGatewayAttachmentId }) => TransitGatewayAttachmentId);
    expect(found('resource-id', at.vpcId)).toEqual([ids[0]]);
    expect(found('transit-gateway-attachment-id', ids[1] ?? '')).toEqual([ids[1]]);
    expect(found('resource-type', 'vpc')).toEqual(ids);
    expectRefusal(() => found('state', 'associated'), 'SimulatorNotModelled', 'state');
  });
});

describe('propagations', () => {
  test('pass through enabling and disabling, and carry routes only while enabled', () => {
    const at = gatewayWorld();
    const { id } = at.attached();
    const ofTable = { TransitGatewayRouteTableId: at.table.id };
    const ofAttachment = { TransitGatewayAttachmentId: id };
    const states = () => [
      at.ask('GetTransitGatewayRouteTablePropagations', ofTable).TransitGatewayRouteTablePropagations?.[0]
        ?.State,
      at.ask('GetTransitGatewayAttachmentPropagations', ofAttachment)
        .TransitGatewayAttachmentPropagations?.[0]?.State,
      at.routes()?.length,
    ];
    const enable = () => at.ask('EnableTransitGatewayRouteTablePropagation', pairOf(at, id));
    const disable = () => at.ask('DisableTransitGatewayRouteTablePropagation', pairOf(at, id));
    expect(enable().Propagation?.State).toBe('enabling');
    expectRefusal(disable, 'IncorrectState');
    at.world.clock.advance(9);
    expect(states()).toEqual(['enabling', 'enabling', 0]);
    at.world.clock.advance(1);
    expect(states()).toEqual(['enabled', 'enabled', 1]);
    expectRefusal(
      enable,
      'TransitGatewayRouteTablePropagation.Duplicate',
      `Propagation ${id} already exists in Transit Gateway Route Table ${at.table.id}.`,
    );
    expect(disable().Propagation?.State).toBe('disabling');
    expect(states()).toEqual(['disabling', 'disabling', 0]);
    at.world.clock.advance(10);
    expect(states()).toEqual([undefined, undefined, 0]);
    expectRefusal(disable, 'TransitGatewayRouteTablePropagation.NotFound');
    expect(enable().Propagation?.State).toBe('enabling');
  });
});

describe('an attachment that is not available', () => {
  const changes = ['AssociateTransitGatewayRouteTable', 'EnableTransitGatewayRouteTablePropagation'] as const;
  const states = attachmentStates.filter((state) => state !== 'available');
  const rows = [false, true].flatMap((associateWhilePending) =>
    changes.flatMap((name) => states.map((state) => ({ associateWhilePending, name, state }))),
  );
  test.each(rows)(
    '$name while $state; pending will do: $associateWhilePending',
    ({ associateWhilePending, name, state }) => {
      const at = gatewayWorld({ unknowns: { associateWhilePending } });
      const request = () => at.ask(name, pairOf(at, at.attached(at.vpcId, state).id));
      if (associateWhilePending && state === 'pending') expect(request).not.toThrow();
      else expectRefusal(request, 'IncorrectState');
    },
  );

  test('made while pending, a propagation carries routes once the attachment is available', () => {
    const at = gatewayWorld({ unknowns: { associateWhilePending: true } });
    const { id } = at.attached(at.vpcId, 'pending');
    at.ask('EnableTransitGatewayRouteTablePropagation', pairOf(at, id));
    at.world.clock.advance(59);
    expect(at.routes()).toEqual([]);
    at.world.clock.advance(1);
    expect(at.routes()).toEqual(['10.1.0.0/16']);
  });

  test("another gateway's table is refused", () => {
    const at = gatewayWorld();
    const other = addTransitGateway(at.world, { account: provider, region });
    const { id } = addGatewayRouteTable(at.world, { gatewayId: other.id });
    const input = pairOf(at, at.attached().id, id);
    expectRefusal(() => at.ask('AssociateTransitGatewayRouteTable', input), 'InvalidParameterValue');
  });
});

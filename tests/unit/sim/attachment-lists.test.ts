import { describe, expect, test } from '@jest/globals';
import {
  consumer,
  expectRefusal,
  type GatewayWorld,
  gatewayWorld,
  provider,
  stranger,
} from './gateway-world.ts';

describe('what each side sees', () => {
  test('tags belong to the account that put them, and an unshared gateway leaves the attachment visible', () => {
    const at = gatewayWorld();
    const TagSpecifications = [
      { ResourceType: 'transit-gateway-attachment' as const, Tags: [{ Key: 'owner', Value: 'a' }] },
    ];
    const { gateway, vpcId, subnetIds } = at;
    const input = { TransitGatewayId: gateway.id, VpcId: vpcId, SubnetIds: subnetIds, TagSpecifications };
    at.ask('CreateTransitGatewayVpcAttachment', input, consumer);
    at.world.ram.shares.clear();
    const seen = (account: string) =>
      at
        .ask('DescribeTransitGatewayAttachments', {}, account)
        .TransitGatewayAttachments?.map(({ Tags }) => Tags);
    expect(seen(consumer)).toEqual([[{ Key: 'owner', Value: 'a' }]]);
    expect(seen(provider)).toEqual([[]]);
    expect(seen(stranger)).toEqual([]);
  });

  test("only the gateway's owner sees the association", () => {
    const at = gatewayWorld();
    const { id } = at.attached();
    const both = { TransitGatewayRouteTableId: at.table.id, TransitGatewayAttachmentId: id };
    at.ask('AssociateTransitGatewayRouteTable', both);
    const seen = (account: string) =>
      at.ask('DescribeTransitGatewayAttachments', {}, account).TransitGatewayAttachments?.[0];
    expect(seen(provider)).toMatchObject({
      TransitGatewayOwnerId: provider,
      ResourceOwnerId: consumer,
      ResourceType: 'vpc',
      ResourceId: at.vpcId,
      State: 'available',
      Association: { TransitGatewayRouteTableId: at.table.id, State: 'associating' },
    });
    expect(seen(consumer)).not.toHaveProperty('Association');
  });

  const filters: [name: string, value: (at: GatewayWorld) => string][] = [
    ['association.state', () => 'associating'],
    ['association.transit-gateway-route-table-id', ({ table }) => table.id],
    ['resource-id', ({ vpcId }) => vpcId],
    ['resource-owner-id', () => consumer],
    ['state', () => 'available'],
  ];
  test.each(filters)('DescribeTransitGatewayAttachments filters by %s', (name, value) => {
    const at = gatewayWorld();
    at.attached(at.network(provider, '10.9.0.0/16').vpcId, 'pending');
    const { id } = at.attached();
    const both = { TransitGatewayRouteTableId: at.table.id, TransitGatewayAttachmentId: id };
    at.ask('AssociateTransitGatewayRouteTable', both);
    const Filters = [{ Name: name, Values: [value(at)] }];
    const found = at.ask('DescribeTransitGatewayAttachments', { Filters }).TransitGatewayAttachments;
    expect(found?.map(({ TransitGatewayAttachmentId }) => TransitGatewayAttachmentId)).toEqual([id]);
  });

  test.each([
    ['DescribeTransitGatewayAttachments', 'vpc-id'],
    ['DescribeTransitGatewayVpcAttachments', 'resource-owner-id'],
    ['DescribeTransitGateways', 'resource-id'],
    ['DescribeTransitGatewayRouteTables', 'owner-id'],
  ] as const)('%s refuses the filter %s by name', (name, filter) => {
    const { ask } = gatewayWorld();
    const request = () => ask(name, { Filters: [{ Name: filter, Values: ['x'] }] });
    expectRefusal(request, 'SimulatorNotModelled', filter);
  });

  test.each([false, true])('pages hold from 5 to 1000, empty pages before them: %s', (emptyPages) => {
    const at = gatewayWorld({ unknowns: { emptyPages } });
    for (let octet = 10; octet < 22; octet += 1)
      at.attached(at.network(provider, `10.${octet}.0.0/16`).vpcId);
    const sizes: (number | undefined)[] = [];
    let token: string | undefined;
    do {
      const input = { MaxResults: 5, ...(token !== undefined && { NextToken: token }) };
      const answer = at.ask('DescribeTransitGatewayAttachments', input);
      sizes.push(answer.TransitGatewayAttachments?.length);
      token = answer.NextToken;
    } while (token !== undefined);
    expect(sizes).toEqual(emptyPages ? [0, 5, 5, 2] : [5, 5, 2]);
    for (const MaxResults of [4, 1001])
      expectRefusal(
        () => at.ask('DescribeTransitGatewayAttachments', { MaxResults }),
        'InvalidParameterValue',
      );
  });

  test('an id of which the caller sees nothing is not found', () => {
    const at = gatewayWorld();
    const { id } = at.attached();
    const input = { TransitGatewayAttachmentIds: [id] };
    const code = 'InvalidTransitGatewayAttachmentID.NotFound';
    expectRefusal(() => at.ask('DescribeTransitGatewayVpcAttachments', input, stranger), code);
    expectRefusal(() => at.ask('DescribeTransitGatewayAttachments', input, provider, 'us-east-1'), code);
  });
});

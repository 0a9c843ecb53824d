import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Cidr } from '../../../lib/model/cidr.ts';
import {
  AccountId,
  AttachmentId,
  TransitGatewayId,
  TransitGatewayRouteTableId,
  VpcId,
} from '../../../lib/model/ids.ts';
import {
  addGatewayRouteTable,
  addTransitGateway,
  associate,
  attachVpc,
  propagate,
} from '../../../sim/services/ec2/gateway/arrange.ts';
import { addSubnet } from '../../../sim/services/ec2/subnets.ts';
import { addVpc } from '../../../sim/services/ec2/vpcs.ts';
import { aWorld, consumer, provider, region, type Simulated, simulated } from './simulated.ts';

let jetway: Simulated;
let gateway: TransitGatewayId;
let table: TransitGatewayRouteTableId;
let other: TransitGatewayRouteTableId;

beforeEach(async () => {
  const world = aWorld();
  gateway = TransitGatewayId.parse(addTransitGateway(world, { account: provider, region }).id);
  const addTable = () =>
    TransitGatewayRouteTableId.parse(addGatewayRouteTable(world, { gatewayId: gateway }).id);
  table = addTable();
  other = addTable();
  jetway = await simulated(world);
});
afterEach(() => jetway.simulator.close());

const port = () => jetway.ports.provider(region);
const wait = () => jetway.world.clock.advance(120);

type State = NonNullable<Parameters<typeof attachVpc>[1]['state']>;

function attached(cidrs: readonly string[], state: State = 'available', account: AccountId = consumer) {
  const vpc = addVpc(jetway.world, { account, region, cidrs });
  const [cidr = '10.0.0.0/16'] = cidrs;
  addSubnet(jetway.world, { vpcId: vpc.id, cidr: cidr.replace(/\/\d+$/, '/28') });
  const { id } = attachVpc(jetway.world, { gatewayId: gateway, vpcId: vpc.id, state });
  return { id: AttachmentId.parse(id), vpc: VpcId.parse(vpc.id) };
}

describe('attachments', () => {
  test('are listed with owner, state and association, of everybody or of one', async () => {
    const a = attached(['10.1.0.0/16']);
    const b = attached(['10.2.0.0/16'], 'pendingAcceptance', AccountId.parse('444444444444'));
    for (const [n, state] of (['deleted', 'rejected', 'failed'] as const).entries())
      attached([`10.${3 + n}.0.0/16`], state);
    associate(jetway.world, { attachmentId: a.id, routeTableId: table });
    const mine = { ...a, owner: consumer, state: 'available', association: { table, state: 'associated' } };
    const theirs = { ...b, owner: '444444444444', state: 'pendingAcceptance' };
    expect(await port().attachments(gateway, consumer)).toEqual([mine]);
    const all = await port().attachments(gateway);
    expect(all).toHaveLength(2);
    expect(all).toEqual(expect.arrayContaining([mine, theirs]));
  });

  test('are accepted, associated, propagated, and all that again backwards', async () => {
    const { id, vpc } = attached(['10.1.0.0/16'], 'pendingAcceptance');
    await port().acceptAttachment(id);
    await expect(port().associate(table, id)).rejects.toMatchObject({ code: 'not-ready' });
    wait();
    await port().associate(table, id);
    await port().enablePropagation(other, id);
    expect(await port().propagations(other, [id])).toEqual([
      { table: other, attachment: id, state: 'enabling', cidrs: [] },
    ]);
    wait();
    await expect(port().associate(table, id)).rejects.toMatchObject({ code: 'already-so' });
    await expect(port().enablePropagation(other, id)).rejects.toMatchObject({ code: 'already-so' });
    expect(await port().attachments(gateway)).toMatchObject([
      { id, vpc, association: { state: 'associated' } },
    ]);

    await port().disablePropagation(other, id);
    await port().disassociate(table, id);
    wait();
    await port().disablePropagation(other, id);
    await port().disassociate(table, id);
    await port().deleteAttachment(id);
    wait();
    expect(await port().attachments(gateway)).toEqual([]);
    await port().deleteAttachment(AttachmentId.parse('tgw-attach-0123456789abcdef0'));
  });
});

describe('propagations', () => {
  test('of named attachments are read from their routes alone where they have routes', async () => {
    const a = attached(['10.1.0.0/16', '10.2.0.0/16']);
    const b = attached(['10.3.0.0/16']);
    for (const { id } of [a, b]) propagate(jetway.world, { attachmentId: id, routeTableId: table });
    expect(await port().propagations(table, [a.id])).toEqual([
      { table, attachment: a.id, state: 'enabled', cidrs: ['10.1.0.0/16', '10.2.0.0/16'] },
    ]);
    expect(jetway.calls()).toEqual(['SearchTransitGatewayRoutes']);
  });

  test('without a route are asked for by themselves: an overlapping VPC has none', async () => {
    const a = attached(['10.1.0.0/16']);
    const twin = attached(['10.1.0.0/16']);
    const none = attached(['10.9.0.0/16']);
    for (const { id } of [a, twin]) propagate(jetway.world, { attachmentId: id, routeTableId: table });
    expect(await port().propagations(table, [a.id, twin.id, none.id])).toEqual(
      expect.arrayContaining([
        { table, attachment: a.id, state: 'enabled', cidrs: ['10.1.0.0/16'] },
        { table, attachment: twin.id, state: 'enabled', cidrs: [] },
      ]),
    );
    expect(jetway.calls()).toEqual(['SearchTransitGatewayRoutes', 'GetTransitGatewayRouteTablePropagations']);
    const [, asked] = jetway.simulator.journal.records;
    expect(asked?.input.Filters).toEqual([
      { Name: 'transit-gateway-attachment-id', Values: [twin.id, none.id] },
    ]);
  });

  test('of no attachments need no call', async () => {
    expect(await port().propagations(table, [])).toEqual([]);
    expect(jetway.calls()).toEqual([]);
  });

  test('of all attachments are both whole lists', async () => {
    const a = attached(['10.1.0.0/16']);
    const twin = attached(['10.1.0.0/16']);
    for (const { id } of [a, twin]) propagate(jetway.world, { attachmentId: id, routeTableId: table });
    const all = await port().propagations(table);
    expect(all).toHaveLength(2);
    expect(all).toContainEqual({ table, attachment: a.id, state: 'enabled', cidrs: ['10.1.0.0/16'] });
    expect(all).toContainEqual({ table, attachment: twin.id, state: 'enabled', cidrs: [] });
  });

  test('follow every page', async () => {
    const many = Array.from({ length: 1050 }, (_, n) => attached([`10.${n >> 8}.${n & 255}.0/24`]));
    for (const { id } of many) propagate(jetway.world, { attachmentId: id, routeTableId: table });
    expect(await port().propagations(table)).toHaveLength(many.length);
    expect(await port().attachments(gateway)).toHaveLength(many.length);
    jetway.calls();
    const some = many.slice(0, 250).map(({ id }) => id);
    expect(await port().propagations(table, some)).toHaveLength(some.length);
    expect(jetway.calls()).toEqual(['SearchTransitGatewayRoutes', 'SearchTransitGatewayRoutes']);
  });
});

test.each([
  { cidr: '10.1.0.0/16', found: ['10.1.0.0/16'] },
  { cidr: '10.1.128.0/24', found: ['10.1.0.0/16'] },
  { cidr: '10.0.0.0/14', found: ['10.1.0.0/16', '10.2.0.0/16'] },
  { cidr: '10.3.0.0/16', found: [] },
])('the routes that overlap $cidr are $found', async ({ cidr, found }) => {
  for (const block of ['10.1.0.0/16', '10.2.0.0/16']) {
    const { id } = attached([block]);
    propagate(jetway.world, { attachmentId: id, routeTableId: table });
  }
  const routes = await port().overlapping(table, Cidr.parse(cidr));
  expect(routes.map((route) => route.cidr).sort()).toEqual(found);
  const attachments = await port().attachments(gateway);
  for (const { attachment, vpc } of routes)
    expect(attachments).toContainEqual(expect.objectContaining({ id: attachment, vpc }));
});

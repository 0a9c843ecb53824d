import type * as Ec2 from '@aws-sdk/client-ec2';
import { expect } from '@jest/globals';
import type { InputOf, Operation, OperationName, OutputOf } from '../../../sim/operation.ts';
import { Refusal } from '../../../sim/refusal.ts';
import {
  addGatewayRouteTable,
  addTransitGateway,
  attachVpc,
} from '../../../sim/services/ec2/gateway/arrange.ts';
import { gatewayArn } from '../../../sim/services/ec2/gateway/find.ts';
import { gateway as operations } from '../../../sim/services/ec2/gateway/operations.ts';
import type { SimulatedAttachment } from '../../../sim/services/ec2/gateway/state.ts';
import { addSubnet } from '../../../sim/services/ec2/subnets.ts';
import { addVpc } from '../../../sim/services/ec2/vpcs.ts';
import { createShare, shareWith } from '../../../sim/services/ram/shares.ts';
import { World, type WorldOptions } from '../../../sim/world.ts';

export const region = 'eu-west-1';
export const provider = '222222222222';
export const consumer = '333333333333';
export const stranger = '444444444444';

export const attachmentStates = [
  'pendingAcceptance',
  'pending',
  'available',
  'modifying',
  'deleting',
  'deleted',
  'rejected',
  'failed',
] as const;

/** One transit gateway of the provider, shared with one consumer, which has a VPC with a subnet in each of two zones. */
export function gatewayWorld(options: WorldOptions & { readonly autoAccept?: boolean } = {}) {
  const world = new World(options);
  const { autoAccept = false } = options;
  const gateway = addTransitGateway(world, { account: provider, region, autoAccept });
  const share = createShare(world, {
    owner: provider,
    region,
    name: 'gateway',
    resourceArns: [gatewayArn(world, gateway)],
  });
  shareWith(world, share.arn, consumer);
  const table = addGatewayRouteTable(world, { gatewayId: gateway.id });

  const network = (account: string, ...cidrs: readonly string[]) => {
    const vpc = addVpc(world, { account, region, cidrs });
    const [primary = ''] = cidrs;
    const at = (octet: number) => primary.replace(/\d+\.\d+\/\d+$/, `${octet}.0/24`);
    const subnets = ['euw1-az1', 'euw1-az2'].map((zone, index) =>
      addSubnet(world, { vpcId: vpc.id, cidr: at(index), zone }),
    );
    return { vpcId: vpc.id, subnetIds: subnets.map(({ id }) => id) };
  };
  const { vpcId, subnetIds } = network(consumer, '10.1.0.0/16');

  function ask<Name extends OperationName<typeof Ec2>>(
    name: Name,
    input: InputOf<typeof Ec2, Name>,
    account: string = provider,
    inRegion: string = region,
  ): OutputOf<typeof Ec2, Name> {
    const operation: Operation<InputOf<typeof Ec2, Name>, OutputOf<typeof Ec2, Name>> | undefined =
      operations[name];
    if (operation === undefined) throw new Error(`There is no operation ${name}`);
    const caller = { account, arn: `arn:aws:iam::${account}:root` };
    const answer = operation.answer(input, { world, caller, region: inRegion, requestId: 'request' });
    if (answer instanceof Promise) throw new Error(`${name} answers later`);
    return answer;
  }

  const attached = (id: string = vpcId, state: SimulatedAttachment['state'] = 'available') =>
    attachVpc(world, { gatewayId: gateway.id, vpcId: id, state });

  const state = (id: string, account: string = provider) =>
    ask(
      'DescribeTransitGatewayVpcAttachments',
      { Filters: [{ Name: 'transit-gateway-attachment-id', Values: [id] }] },
      account,
    ).TransitGatewayVpcAttachments?.[0]?.State;

  const routes = (tableId: string = table.id) =>
    ask('SearchTransitGatewayRoutes', {
      TransitGatewayRouteTableId: tableId,
      Filters: [{ Name: 'type', Values: ['static', 'propagated'] }],
    }).Routes?.map(({ DestinationCidrBlock }) => DestinationCidrBlock);

  return { world, gateway, share, table, vpcId, subnetIds, network, ask, attached, state, routes };
}

export type GatewayWorld = ReturnType<typeof gatewayWorld>;

/** Expects a refusal with a code and, where it is told, a text. */
export function expectRefusal(request: () => unknown, code: string, text?: string | RegExp): void {
  let refusal: unknown;
  try {
    request();
  } catch (error) {
    refusal = error;
  }
  expect(refusal).toBeInstanceOf(Refusal);
  expect(refusal).toMatchObject({ code });
  if (text !== undefined) expect(refusal).toHaveProperty('message', expect.stringMatching(text));
}

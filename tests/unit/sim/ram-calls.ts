import type { AssociateResourceShareRequest } from '@aws-sdk/client-ram';
import type { Call } from '../../../sim/call.ts';
import { addAccount, addOu } from '../../../sim/services/organizations/tree.ts';
import { ram } from '../../../sim/services/ram/operations.ts';
import { createShare } from '../../../sim/services/ram/shares.ts';
import type { SimulatedShare } from '../../../sim/services/ram/state.ts';
import { World, type WorldOptions } from '../../../sim/world.ts';

export const management = '111111111111';
export const owner = '222222222222';
export const member = '333333333333';
export const stranger = '999999999999';
export const gateway = `arn:aws:ec2:eu-central-1:${owner}:transit-gateway/tgw-1`;
export const profile = `arn:aws:route53profiles:eu-central-1:${owner}:profile/rp-1`;
export const mgmtArn = `arn:aws:organizations::${management}`;
export const organizationArn = `${mgmtArn}:organization/o-a1b2c3d4e5`;

export function callFrom(world: World, account = owner, region = 'eu-central-1'): Call {
  return { world, caller: { account, arn: `arn:aws:iam::${account}:root` }, region, requestId: 'request' };
}

/** A share of the owner, without principals. */
export const aShareOf = (world: World, ...resourceArns: readonly string[]): SimulatedShare =>
  createShare(world, { owner, region: 'eu-central-1', name: 'jetway', resourceArns });

/** An owner with a share of its gateway, a member in an OU, and a stranger. */
export function aShare(options: WorldOptions = {}) {
  const world = new World(options);
  const ou = addOu(world, { name: 'Workloads', id: 'ou-ab12-11111111' });
  addAccount(world, { id: owner, name: 'Provider' });
  addAccount(world, { id: member, name: 'Consumer', parentId: ou.id });
  const share = aShareOf(world, gateway);
  const call = callFrom(world);
  const request = (input: Omit<AssociateResourceShareRequest, 'resourceShareArn'>) => ({
    resourceShareArn: share.arn,
    ...input,
  });
  return {
    world,
    share,
    call,
    ouArn: `${mgmtArn}:ou/o-a1b2c3d4e5/${ou.id}`,
    associate: (input: Omit<AssociateResourceShareRequest, 'resourceShareArn'>) =>
      ram.AssociateResourceShare.answer(request(input), call),
    disassociate: (input: Omit<AssociateResourceShareRequest, 'resourceShareArn'>) =>
      ram.DisassociateResourceShare.answer(request(input), call),
    statuses: () =>
      ram.GetResourceShareAssociations.answer(
        { associationType: 'PRINCIPAL', resourceShareArns: [share.arn] },
        call,
      ).resourceShareAssociations.map(({ status }) => status),
  };
}
export type Shared = ReturnType<typeof aShare>;

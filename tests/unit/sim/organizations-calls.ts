import type { Unknowns } from '../../../sim/behaviour.ts';
import type { Call } from '../../../sim/call.ts';
import { addAccount, addOu } from '../../../sim/services/organizations/tree.ts';
import { World } from '../../../sim/world.ts';

export const management = '111111111111';
export const member = '222222222222';

export function callFrom(world: World, account = management): Call {
  const arn = `arn:aws:iam::${account}:root`;
  return { world, caller: { account, arn }, region: 'us-east-1', requestId: 'request' };
}

/** Root > workloads > production; one member in production. */
export function anOrganization(unknowns: Partial<Unknowns> = {}) {
  const world = new World({ unknowns });
  const workloads = addOu(world, { name: 'Workloads' });
  const production = addOu(world, { name: 'Production', parentId: workloads.id });
  addAccount(world, { id: member, name: 'Member', parentId: production.id });
  return { world, call: callFrom(world), rootId: world.organization.rootId, workloads, production };
}
export type Organization = ReturnType<typeof anOrganization>;

import { expect } from '@jest/globals';
import { addLogGroup } from '../../../../sim/services/logs/groups.ts';
import { addAccount, addOu } from '../../../../sim/services/organizations/tree.ts';
import { addProfile } from '../../../../sim/services/profiles/profiles.ts';
import { createShare } from '../../../../sim/services/ram/shares.ts';
import { addRole } from '../../../../sim/services/sts/roles.ts';
import { World } from '../../../../sim/world.ts';
import { credentialsOf, listening, region, settings, statement } from './clients.ts';

export const management = '111111111111';
export const member = '222222222222';

/** A management account and a member with one of everything that policies can name. */
export function aWorld() {
  const world = new World();
  addOu(world, { id: 'ou-ab12-11111111', name: 'Consumers' });
  addAccount(world, { id: member, name: 'member' });
  addLogGroup(world, { account: member, region, name: '/jetway' });
  addRole(world, { account: member, name: 'reader', trusts: [member] });
  const share = createShare(world, {
    owner: member,
    region,
    name: 'shared',
    tags: new Map([['of', 'jetway']]),
  });
  const profile = addProfile(world, { account: member, region, name: 'p', tags: { of: 'jetway' } });
  const invitation = {
    arn: `arn:aws:ram:${region}:${management}:resource-share-invitation/1`,
    share,
    receiver: member,
    invitedAtMs: 0,
    status: 'PENDING' as const,
  };
  world.ram.invitations.set(invitation.arn, invitation);
  return { world, share, profile, invitation };
}

export type Settings = ReturnType<typeof settings>;

/** What a role, which may do everything unless said otherwise, was allowed on the way to an answer. */
export async function allowedTo(
  send: (made: Settings) => Promise<unknown>,
  world: World,
  { account = member, allowed = [statement('*')] } = {},
) {
  const { core, uses } = listening(world);
  const key = credentialsOf(world, { account }, ...allowed);
  const outcome = await send(settings(core, key)).then(
    () => 'ok',
    (error: Error) => error.name,
  );
  expect(outcome).not.toBe('SimulatorFailure');
  return uses.map((use) => use.replace(`arn:aws:iam::${account}:role/worker `, ''));
}

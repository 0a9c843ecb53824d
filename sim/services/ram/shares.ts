import type { World } from '../../world.ts';
import { isInEffect, put, settle } from './association.ts';
import { covers, unknown } from './principal.ts';
import type { SimulatedAssociation, SimulatedShare } from './state.ts';

export interface NewShare {
  readonly owner: string;
  readonly region: string;
  readonly name: string;
  readonly resourceArns?: readonly string[];
  readonly allowExternalPrincipals?: boolean;
  readonly retainSharingOnAccountLeaveOrganization?: boolean;
  readonly tags?: ReadonlyMap<string, string>;
}

/** A new active share whose resources are associated at once; principals are added by {@link shareWith}. */
export function createShare(world: World, share: NewShare): SimulatedShare {
  const { owner, region, name, resourceArns = [], tags = new Map<string, string>() } = share;
  const { allowExternalPrincipals = true, retainSharingOnAccountLeaveOrganization = false } = share;
  const created: SimulatedShare = {
    arn: `arn:${world.partition}:ram:${region}:${owner}:resource-share/${world.random.uuid()}`,
    owner,
    region,
    name,
    allowExternalPrincipals,
    retainSharingOnAccountLeaveOrganization,
    status: 'ACTIVE',
    tags,
    createdAtMs: world.clock.nowMs,
    updatedAtMs: world.clock.nowMs,
    associations: [],
  };
  world.ram.shares.set(created.arn, created);
  for (const entity of resourceArns) settle(world, put(world, created, { type: 'RESOURCE', entity }), 0);
  return created;
}

/** Associates a principal with a share, usable at once: no invitation, no waiting, no check of the principal. */
export function shareWith(world: World, shareArn: string, principal: string): SimulatedAssociation {
  const share = world.ram.shares.get(shareArn) ?? unknown(`ResourceShare ${shareArn}`);
  const association = put(world, share, { type: 'PRINCIPAL', entity: principal });
  settle(world, association, 0);
  return association;
}

/**
 * Whether an account other than the owner can use a resource: the resource is on an active share, and so is the
 * account, or an OU or organization that holds it, whose members count as they are now. It lasts from
 * `latencies.shareBecomesUsable` after ASSOCIATED until DISASSOCIATED.
 */
export function isSharedWith(world: World, resourceArn: string, account: string): boolean {
  return [...world.ram.shares.values()].some((share) => isUsable(world, share, resourceArn, account));
}

/** Whether this share lets the account use the resource now. */
export function isUsable(world: World, share: SimulatedShare, resourceArn: string, account: string): boolean {
  const usable = (association: SimulatedAssociation) =>
    isInEffect(world, share, association) &&
    association.usableAtMs !== undefined &&
    association.usableAtMs <= world.clock.nowMs;
  return (
    share.status === 'ACTIVE' &&
    share.associations.some(
      (each) => each.type === 'RESOURCE' && each.entity === resourceArn && usable(each),
    ) &&
    principalsFor(world, share, account).some(usable)
  );
}

/** Whether the share's consumers include the account, usable already or not. */
export function isConsumer(world: World, share: SimulatedShare, account: string): boolean {
  return (
    share.status === 'ACTIVE' &&
    principalsFor(world, share, account).some((association) => isInEffect(world, share, association))
  );
}

/** The share's principals that are the account or hold it; the owner is no consumer of its own share. */
function principalsFor(
  world: World,
  share: SimulatedShare,
  account: string,
): readonly SimulatedAssociation[] {
  if (share.owner === account) return [];
  return share.associations.filter(
    ({ type, entity }) => type === 'PRINCIPAL' && covers(world, entity, account),
  );
}

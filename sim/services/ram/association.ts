import type { ResourceShareAssociation } from '@aws-sdk/client-ram';
import type { World } from '../../world.ts';
import { accountOf, isMember } from '../organizations/tree.ts';
import { isAccountId, isExternal } from './principal.ts';
import type { SimulatedAssociation, SimulatedShare } from './state.ts';

const listedAfterEndSeconds = 2 * 3600;

type New = Pick<SimulatedAssociation, 'type' | 'entity'>;

/** Puts an association into a share, in the place of an ended one of the same entity, with no clock running yet. */
export function put(world: World, share: SimulatedShare, { type, entity }: New): SimulatedAssociation {
  const { nowMs } = world.clock;
  const association: SimulatedAssociation = {
    type,
    entity,
    status: 'ASSOCIATING',
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
    external: type === 'PRINCIPAL' && isExternal(world, share.owner, entity),
    invited: false,
    usableAtMs: undefined,
  };
  share.associations = [
    ...share.associations.filter((each) => each.type !== type || each.entity !== entity),
    association,
  ];
  return association;
}

/** Makes an association ASSOCIATED now and usable so many seconds later. */
export function settle(world: World, association: SimulatedAssociation, usableAfterSeconds: number): void {
  setStatus(world, association, 'ASSOCIATED');
  association.usableAtMs = world.clock.nowMs + usableAfterSeconds * 1000;
}

/** Lets an association that is ASSOCIATING become ASSOCIATED when AWS is done. */
export function settleLater(world: World, association: SimulatedAssociation): void {
  world.clock.after(world.latencies.principalAssociates, () =>
    settle(world, association, world.latencies.shareBecomesUsable),
  );
}

/** Begins to end an association; what it shares stays shared until it is DISASSOCIATED. */
export function end(world: World, share: SimulatedShare, association: SimulatedAssociation): void {
  setStatus(world, association, 'DISASSOCIATING');
  world.clock.after(world.latencies.principalDisassociates, () => {
    setStatus(world, association, 'DISASSOCIATED');
    world.clock.after(listedAfterEndSeconds, () => remove(share, association), { background: true });
  });
}

export function remove(share: SimulatedShare, association: SimulatedAssociation): void {
  share.associations = share.associations.filter((each) => each !== association);
}

export function setStatus(
  world: World,
  association: SimulatedAssociation,
  status: SimulatedAssociation['status'],
): void {
  association.status = status;
  association.updatedAtMs = world.clock.nowMs;
}

/**
 * An association's status as it is now: leaving the organization ends that of a member's account id, closing the
 * account may suspend it, and without organization sharing no OU or organization is a principal.
 */
export function statusOf(
  world: World,
  share: SimulatedShare,
  { type, entity, status, external, createdAtMs }: SimulatedAssociation,
): SimulatedAssociation['status'] {
  if (type === 'RESOURCE' || external || status === 'DISASSOCIATED' || status === 'FAILED') return status;
  const together = isMember(world, share.owner);
  if (!isAccountId(entity)) return together && world.ram.organizationSharing ? status : 'DISASSOCIATED';
  const account = accountOf(world, entity);
  const stayed = together && account !== undefined && account.joinedAtMs <= createdAtMs;
  if (!stayed && !share.retainSharingOnAccountLeaveOrganization) return 'DISASSOCIATED';
  const suspends = world.unknowns.principalOfClosedAccount === 'SUSPENDED' && account?.state === 'CLOSED';
  return suspends && status === 'ASSOCIATED' ? 'SUSPENDED' : status;
}

/** Whether a share is in effect through this association, usable already or not. */
export function isInEffect(world: World, share: SimulatedShare, association: SimulatedAssociation): boolean {
  const status = statusOf(world, share, association);
  return status === 'ASSOCIATED' || status === 'SUSPENDED' || status === 'DISASSOCIATING';
}

/** The association of an entity, unless it has ended. */
export function currentAssociation(
  world: World,
  share: SimulatedShare,
  type: SimulatedAssociation['type'],
  entity: string,
): SimulatedAssociation | undefined {
  const found = share.associations.find((each) => each.type === type && each.entity === entity);
  return found === undefined || hasEnded(world, share, found) ? undefined : found;
}

export function hasEnded(world: World, share: SimulatedShare, association: SimulatedAssociation): boolean {
  const status = statusOf(world, share, association);
  return status === 'DISASSOCIATED' || status === 'FAILED';
}

/** The associations that AWS lists: those that ended only where it keeps them for a while. */
export function listedAssociations(world: World, share: SimulatedShare): readonly SimulatedAssociation[] {
  return share.associations.filter(
    (association) =>
      statusOf(world, share, association) !== 'DISASSOCIATED' ||
      world.unknowns.disassociatedPrincipal === 'staysListed',
  );
}

export function describeAssociation(
  world: World,
  share: SimulatedShare,
  association: SimulatedAssociation,
): ResourceShareAssociation {
  return {
    resourceShareArn: share.arn,
    resourceShareName: share.name,
    associatedEntity: association.entity,
    associationType: association.type,
    status: statusOf(world, share, association),
    creationTime: new Date(association.createdAtMs),
    lastUpdatedTime: new Date(association.updatedAtMs),
    external: association.external,
  };
}

import type { ProfileAssociation } from '@aws-sdk/client-route53profiles';
import type { Call } from '../../call.ts';
import type { World } from '../../world.ts';
import { notFound } from './checks.ts';
import { canUse } from './profiles.ts';
import type { SimulatedProfileAssociation } from './state.ts';

export interface NewAssociation {
  readonly profileId: string;
  readonly vpcId: string;
  readonly name?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly id?: string;
  readonly status?: SimulatedProfileAssociation['status'];
}

/** Associates a profile with a VPC that the world has, complete at once unless told otherwise. */
export function associateVpc(world: World, association: NewAssociation): SimulatedProfileAssociation {
  const { profileId, vpcId, name = 'scenario', status = 'COMPLETE', tags = {} } = association;
  const { account, region } = world.ec2.vpcs.get(vpcId) ?? notFound('VPC', vpcId);
  const id = association.id ?? `rpassoc-${world.random.hex(17)}`;
  const added: SimulatedProfileAssociation = {
    id,
    arn: `arn:${world.partition}:route53profiles:${region}:${account}:profile-association/${id}`,
    account,
    region,
    name,
    profileId,
    vpcId,
    status,
    createdAtMs: world.clock.nowMs,
    modifiedAtMs: world.clock.nowMs,
  };
  world.profiles.associations.set(id, added);
  world.profiles.tags.set(added.arn, new Map(Object.entries(tags)));
  return added;
}

/** Begins an association, which is COMPLETE when the clock has moved on. */
export function beginAssociation(world: World, association: NewAssociation): SimulatedProfileAssociation {
  const status = world.unknowns.profileAssociationStartsAs;
  const added = associateVpc(world, { ...association, status });
  world.clock.after(world.latencies.profileAssociates, () => {
    if (added.status === status) settle(world, added, 'COMPLETE');
  });
  return added;
}

/** Begins the end of an association, which is gone when the clock has moved on. */
export function beginDisassociation(world: World, association: SimulatedProfileAssociation): void {
  if (association.status === 'DELETING') return;
  settle(world, association, 'DELETING');
  world.clock.after(world.latencies.profileDisassociates, () => forget(world, association));
}

/** Whether an association works: its profile belongs to the VPC's owner or is shared with it now. */
export function isUsable(world: World, { profileId, account }: SimulatedProfileAssociation): boolean {
  const profile = world.profiles.profiles.get(profileId);
  return profile !== undefined && canUse(world, profile, account);
}

/** Where unsharing ends associations, those of profiles that are no longer shared are forgotten. */
export function forgetUnshared(world: World): void {
  if (world.unknowns.unsharedProfileAssociation === 'staysListed') return;
  for (const association of [...world.profiles.associations.values()])
    if (!isUsable(world, association)) forget(world, association);
}

/** The associations that the caller sees: its own, and perhaps those of the profiles that it owns. */
export function visibleAssociations({ world, caller, region }: Call): SimulatedProfileAssociation[] {
  forgetUnshared(world);
  const ownsProfile = (id: string) => world.profiles.profiles.get(id)?.account === caller.account;
  return [...world.profiles.associations.values()].filter(
    (association) =>
      association.region === region &&
      (association.account === caller.account ||
        (world.unknowns.ownerSeesProfileAssociations && ownsProfile(association.profileId))),
  );
}

const messages = {
  CREATING: 'Creating Profile Association',
  UPDATING: 'Updating Profile Association',
  COMPLETE: 'Created Profile Association',
  DELETING: 'Deleting Profile Association',
  FAILED: 'Failed to create Profile Association',
} as const;

/** An association as AWS answers it. */
export function describeAssociation(association: SimulatedProfileAssociation): ProfileAssociation {
  return {
    Id: association.id,
    Name: association.name,
    OwnerId: association.account,
    ProfileId: association.profileId,
    ResourceId: association.vpcId,
    Status: association.status,
    StatusMessage: messages[association.status],
    CreationTime: new Date(association.createdAtMs),
    ModificationTime: new Date(association.modifiedAtMs),
  };
}

function settle(
  { clock }: World,
  association: SimulatedProfileAssociation,
  status: SimulatedProfileAssociation['status'],
): void {
  association.status = status;
  association.modifiedAtMs = clock.nowMs;
}

function forget({ profiles }: World, { id, arn }: SimulatedProfileAssociation): void {
  profiles.associations.delete(id);
  profiles.tags.delete(arn);
}

import type { Profile } from '@aws-sdk/client-route53profiles';
import type { Call } from '../../call.ts';
import { refuse } from '../../refusal.ts';
import type { World } from '../../world.ts';
import { isSharedWith } from '../ram/shares.ts';
import { notFound, validId } from './checks.ts';
import type { SimulatedProfile } from './state.ts';

export interface NewProfile {
  readonly account: string;
  readonly region: string;
  readonly name: string;
  readonly clientToken?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly id?: string;
}

/** Makes a profile, complete at once. */
export function addProfile(world: World, profile: NewProfile): SimulatedProfile {
  const { account, region, name, tags = {} } = profile;
  const id = profile.id ?? `rp-${world.random.hex(17)}`;
  const added: SimulatedProfile = {
    id,
    arn: `arn:${world.partition}:route53profiles:${region}:${account}:profile/${id}`,
    account,
    region,
    name,
    clientToken: profile.clientToken ?? world.random.uuid(),
    createdAtMs: world.clock.nowMs,
  };
  world.profiles.profiles.set(id, added);
  world.profiles.tags.set(added.arn, new Map(Object.entries(tags)));
  return added;
}

/** Whether an account can use a profile: it owns it, or it is shared with it now. */
export function canUse(world: World, profile: SimulatedProfile, account: string): boolean {
  return profile.account === account || isSharedWith(world, profile.arn, account);
}

/** A profile that the caller owns or has been given. */
export function visibleProfile({ world, caller, region }: Call, id: string | undefined): SimulatedProfile {
  const profile = world.profiles.profiles.get(validId(id, 'profileId'));
  return profile?.region === region && canUse(world, profile, caller.account)
    ? profile
    : notFound('PROFILE', id);
}

/** A profile that the caller may change; what is shared is shared for reading. */
export function ownProfile(call: Call, id: string | undefined): SimulatedProfile {
  const profile = visibleProfile(call, id);
  return profile.account === call.caller.account
    ? profile
    : refuse(
        'AccessDeniedException',
        `The account ${call.caller.account} does not own the profile ${profile.id}`,
      );
}

/** How a profile is shared, from the caller's side. */
export function shareStatus(
  { world, caller }: Call,
  { account, arn }: SimulatedProfile,
): Profile['ShareStatus'] {
  if (account !== caller.account) return 'SHARED_WITH_ME';
  const shared = [...world.ram.shares.values()].some(
    ({ status, associations }) =>
      status === 'ACTIVE' &&
      associations.some(
        ({ type, entity, status: state }) => type === 'RESOURCE' && entity === arn && state === 'ASSOCIATED',
      ),
  );
  return shared ? 'SHARED_BY_ME' : 'NOT_SHARED';
}

/** A profile as the caller sees it. */
export function describeProfile(call: Call, profile: SimulatedProfile): Profile {
  const created = new Date(profile.createdAtMs);
  return {
    Id: profile.id,
    Arn: profile.arn,
    Name: profile.name,
    OwnerId: profile.account,
    ShareStatus: shareStatus(call, profile),
    Status: 'COMPLETE',
    StatusMessage: 'Created Profile',
    ClientToken: profile.clientToken,
    CreationTime: created,
    ModificationTime: created,
  };
}

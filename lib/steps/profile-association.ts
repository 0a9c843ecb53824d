import type { AccountView } from '../decide/account-view.ts';
import { covers } from '../decide/covering-principal.ts';
import type { ProfileId, VpcId } from '../model/ids.ts';
import type { ProfileAssociation } from '../model/network.ts';
import { map, valueOr } from '../model/observation.ts';
import type { Tags } from '../model/organization.ts';
import { ownerTags } from './owner-tags.ts';
import type { Seen, Step } from './step.ts';

export interface ProfileAssociationSubject {
  readonly vpc: VpcId;
  readonly profile: ProfileId;
  /** The mark of what Jetway made: the list of associations shows it without another call. */
  readonly name: string;
  readonly tags: Tags;
}

/**
 * The profile's association with the VPC: from here on the VPC resolves the shared names to the endpoint, so it
 * comes last and goes first.
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/profile-associate-vpcs.html
 */
export const profileAssociation: Step<ProfileAssociationSubject> = {
  parts: ['profileAssociations'],
  settlesInSeconds: 60,
  key: ({ vpc, profile }) => `${vpc} ${profile}`,
  resource: ({ vpc }) => vpc,
  vpc: ({ vpc }) => vpc,
  needs: () => ['association', 'propagation', 'prefix-list-entry', 'consumer-route', 'profile-principal'],
  explain: (verb, { vpc, profile }) =>
    verb === 'add' ? `associate ${profile} with ${vpc}` : `disassociate ${profile} from ${vpc}`,
  wanted({ vpcs, profile, configuration }) {
    if (profile === undefined) return [];
    return vpcs.connected.map(({ id }) => ({
      vpc: id,
      profile: profile.id,
      name: `jetway-${configuration.name}`,
      tags: ownerTags(configuration),
    }));
  },
  seen: (view) =>
    map(view.consumer.profileAssociations, (associations) =>
      associations.flatMap((one): readonly Seen<ProfileAssociationSubject>[] => {
        const state = stateOf(one.status);
        const ours = one.name === `jetway-${view.configuration.name}`;
        if (state === 'absent' || !isInEffect(one, ours, view)) return [];
        const subject = { vpc: one.vpc, profile: one.profile, name: one.name, tags: {} };
        return [{ subject, state, ours }];
      }),
    ),
  hinders(verb, { vpc, profile }, { consumer, site, account, configuration }) {
    if (verb === 'remove') return undefined;
    const other = valueOr(consumer.profileAssociations, []).find(
      (one) => one.vpc === vpc && one.profile !== profile,
    );
    if (other === undefined) return undefined;
    if (other.status === 'DELETING' || other.name === `jetway-${configuration.name}`)
      return { for: `${other.profile} to leave ${vpc}`, lookAgainSeconds: 60 };
    return {
      kind: 'other-profile',
      site: site.region,
      account: account.id,
      resource: vpc,
      what: `it has the profile ${other.profile} ("${other.name}"), and AWS allows a VPC one profile`,
      remedy: `Disassociate ${other.profile} from it if it should have ${profile}`,
    };
  },
  async add(subjects, ports) {
    const consumer = await ports.consumer();
    for (const { vpc, profile, name, tags } of subjects)
      await consumer.associateProfile(profile, vpc, name, tags);
  },
  async remove(subjects, ports) {
    const consumer = await ports.consumer();
    for (const { vpc, profile } of subjects) await consumer.disassociateProfile(profile, vpc);
  },
};

/**
 * Only our profiles matter. One that is not ours to remove is without effect, and bars nothing, once the account
 * has lost its share.
 */
function isInEffect(
  { profile }: ProfileAssociation,
  ours: boolean,
  { site, provider, account }: AccountView,
): boolean {
  const share = site.profiles.find(({ id }) => id === profile)?.share;
  if (share === undefined) return false;
  if (ours || provider.principals.state !== 'read') return true;
  return provider.principals.value.some((one) => one.share === share && covers(one.principal, account));
}

function stateOf(status: ProfileAssociation['status']): Seen<ProfileAssociationSubject>['state'] | 'absent' {
  switch (status) {
    case 'CREATING':
    case 'UPDATING':
      return 'arriving';
    case 'COMPLETE':
      return 'present';
    case 'DELETING':
      return 'leaving';
    case 'FAILED':
      return 'absent';
  }
}

import type { Tag } from '@aws-sdk/client-route53profiles';
import type { Operations } from '../../operation.ts';
import { refuse } from '../../refusal.ts';
import { forgetUnshared } from './associations.ts';
import { listPage, validName } from './checks.ts';
import { addProfile, canUse, describeProfile, ownProfile, shareStatus, visibleProfile } from './profiles.ts';

/** Profiles themselves. */
export const profileOperations: Operations<typeof import('@aws-sdk/client-route53profiles')> = {
  CreateProfile: {
    takes: ['Name', 'ClientToken', 'Tags'],
    answer({ Name: wanted, ClientToken: clientToken, Tags: tags }, call) {
      const { world, caller, region } = call;
      const name = validName(wanted);
      const own = [...world.profiles.profiles.values()].filter(
        (profile) => profile.account === caller.account && profile.region === region,
      );
      const again = own.find((profile) => profile.clientToken === clientToken);
      if (again !== undefined) return { Profile: describeProfile(call, again) };
      if (own.length >= world.profiles.quotas.profilesPerAccount)
        refuse('LimitExceededException', 'The account has reached its quota of profiles', 400, {
          ResourceType: 'PROFILE',
        });
      const profile = addProfile(world, {
        account: caller.account,
        region,
        name,
        ...(clientToken === undefined ? {} : { clientToken }),
        tags: tagRecord(tags),
      });
      return { Profile: describeProfile(call, profile) };
    },
  },
  DeleteProfile: {
    takes: ['ProfileId'],
    answer({ ProfileId: id }, call) {
      const { world } = call;
      const profile = ownProfile(call, id);
      forgetUnshared(world);
      if ([...world.profiles.associations.values()].some(({ profileId }) => profileId === profile.id))
        refuse(
          'ConflictException',
          `The profile ${profile.id} is associated with VPCs; disassociate them first`,
        );
      const described = describeProfile(call, profile);
      for (const resource of [...world.profiles.resourceAssociations.values()])
        if (resource.profileId === profile.id) world.profiles.resourceAssociations.delete(resource.id);
      world.profiles.profiles.delete(profile.id);
      world.profiles.tags.delete(profile.arn);
      return { Profile: { ...described, Status: 'DELETED', StatusMessage: 'Deleted Profile' } };
    },
  },
  GetProfile: {
    takes: ['ProfileId'],
    answer: ({ ProfileId: id }, call) => ({ Profile: describeProfile(call, visibleProfile(call, id)) }),
  },
  ListProfiles: {
    takes: ['MaxResults', 'NextToken'],
    answer(input, call) {
      const { world, caller, region } = call;
      const visible = [...world.profiles.profiles.values()].filter(
        (profile) => profile.region === region && canUse(world, profile, caller.account),
      );
      const { items, nextToken } = listPage(visible, input, world);
      return {
        ProfileSummaries: items.map((profile) => ({
          Id: profile.id,
          Arn: profile.arn,
          Name: profile.name,
          ShareStatus: shareStatus(call, profile),
        })),
        NextToken: nextToken,
      };
    },
  },
};

/** The list of tags that create operations take, as the map that everything else uses. */
export function tagRecord(tags: readonly Tag[] = []): Readonly<Record<string, string>> {
  return Object.fromEntries(tags.map(({ Key: key = '', Value: value = '' }) => [key, value]));
}

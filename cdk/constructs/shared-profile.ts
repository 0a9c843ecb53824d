import { Stack } from 'aws-cdk-lib';
import { CfnProfile, CfnProfileResourceAssociation } from 'aws-cdk-lib/aws-route53profiles';
import { Construct } from 'constructs';
import type { Configuration, Profile } from '../../lib/config/configuration.ts';
import type { ProfileId } from '../../lib/model/ids.ts';
import { namesOf } from '../names.ts';
import { ResourceShare } from './resource-share.ts';
import type { SharedEndpoint } from './shared-endpoint.ts';

export interface SharedProfileProps {
  readonly configuration: Configuration;
  readonly profile: Profile;
  /** Absent where the profile is made. */
  readonly existing: ProfileId | undefined;
  /** Those of the site; the profile gets those of its services. */
  readonly endpoints: readonly SharedEndpoint[];
}

/** The Route 53 Profile of a profile, with the endpoints of its services, and the share that has no principals yet. */
export class SharedProfile extends Construct {
  readonly profile: Profile;
  readonly profileId: string;
  readonly profileArn: string;
  readonly share: ResourceShare;

  constructor(
    scope: Construct,
    id: string,
    { configuration, profile, existing, endpoints }: SharedProfileProps,
  ) {
    super(scope, id);
    this.profile = profile;
    const names = namesOf(configuration);
    const { profileId, profileArn } =
      existing === undefined ? this.made(names.profile(profile.name)) : this.existing(existing);
    this.profileId = profileId;
    this.profileArn = profileArn;
    for (const { service, arn } of endpoints)
      if (profile.services.includes(service))
        new CfnProfileResourceAssociation(this, service, { name: service, profileId, resourceArn: arn });
    this.share = new ResourceShare(this, 'Share', {
      name: names.profileShare(profile.name),
      resourceArn: profileArn,
      resourceSharing: configuration.organization.resourceSharing,
    });
  }

  private made(name: string) {
    const { attrId, attrArn } = new CfnProfile(this, 'Profile', { name });
    return { profileId: attrId, profileArn: attrArn };
  }

  private existing(profileId: string) {
    const profileArn = Stack.of(this).formatArn({
      service: 'route53profiles',
      resource: 'profile',
      resourceName: profileId,
    });
    return { profileId, profileArn };
  }
}

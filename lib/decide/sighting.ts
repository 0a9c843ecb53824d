import type { Configuration, Profile, SiteRules } from '../config/configuration.ts';
import type { Site } from '../config/site.ts';
import type { GracePeriod } from '../model/grace-period.ts';
import type { OrganizationAccount } from '../model/organization.ts';
import type { Probed } from '../model/probe.ts';
import type { ConsumerSide } from '../observe/consumer.ts';
import type { ProviderSide } from '../observe/provider.ts';
import type { Decision } from './membership.ts';

/** A profile as `jetway.yaml` wants it, with what is deployed for it in a site. */
export type SiteProfile = Profile & Pick<Site['profiles'][number], 'id' | 'share'>;

/** All that was read and decided about one account in one site, before its VPCs were judged. */
export interface Sighting {
  readonly configuration: Configuration;
  readonly rules: SiteRules;
  readonly site: Site;
  readonly account: OrganizationAccount;
  /** One for each profile of the site, in the order of the configuration. */
  readonly decisions: readonly Decision[];
  /** The profile that its VPCs get: the first that it is a consumer of, or the one that its grace period keeps. */
  readonly profile: SiteProfile | undefined;
  /** Present where it is a consumer of nothing any more, and keeps its profile for the time being. */
  readonly grace?: GracePeriod;
  /** What is remembered of its probe; absent where nobody remembers anything. */
  readonly probed?: Probed;
  /** Only what concerns this account. */
  readonly provider: ProviderSide;
  readonly consumer: ConsumerSide;
}

/** Whether nobody can enter the account any more, as its state in the organization says. */
export function isGone({ state }: OrganizationAccount): boolean {
  switch (state) {
    case 'CLOSED':
    case 'SUSPENDED':
    case 'DEPARTED':
      return true;
    case 'ACTIVE':
    case 'PENDING_ACTIVATION':
    case 'PENDING_CLOSURE':
      return false;
  }
}

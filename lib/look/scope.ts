import type { Configuration, SiteRules } from '../config/configuration.ts';
import type { Site } from '../config/site.ts';
import type { AccountView } from '../decide/account-view.ts';
import type { Remembered } from '../decide/grace.ts';
import type { AccountId, Region } from '../model/ids.ts';
import type { Observation } from '../model/observation.ts';
import type { OrganizationAccount } from '../model/organization.ts';
import type { Ports } from '../model/ports.ts';
import type { Probed } from '../model/probe.ts';
import type { ConsumerPart } from '../observe/consumer.ts';
import type { ProviderPart, ProviderSide } from '../observe/provider.ts';
import type { UnreadSite } from '../plan/unread-sites.ts';

/** Whom to look at, and how closely. */
export interface Scope {
  /** Named accounts are always looked at from inside as well. */
  readonly accounts: 'organization' | readonly AccountId[];
  /** Whether every consumer of the organization is looked at from inside. */
  readonly deep: boolean;
}

/** What a look reads from, and by which rules it judges. */
export interface Surroundings {
  readonly configuration: Configuration;
  readonly sites: readonly Site[];
  /** Those of the configuration that could not be read; none where it is absent. */
  readonly unread?: readonly UnreadSite[];
  readonly ports: Ports;
}

/** What is remembered of accounts from earlier looks, and what time it is now. */
export interface Recollection {
  readonly nowMs: number;
  of(account: AccountId): Observation<readonly Remembered[]>;
  /** Of whom it says that something is left to do, or that a look from inside may clear it. */
  readonly unfinished: ReadonlySet<AccountId>;
  /** Of the probe of an account in a site; undefined where there is no ledger that would remember. */
  probed(account: AccountId, site: Region): Probed | undefined;
}

/** The world as it was seen and judged, kept so that the next look reads again only what may have changed. */
export interface Look {
  readonly scope: Scope;
  readonly accounts: readonly OrganizationAccount[];
  readonly sites: readonly SiteLook[];
  readonly views: readonly AccountView[];
}

/** The provider's side of one site: of the one account in scope, or of everybody. */
export interface SiteLook {
  readonly site: Site;
  readonly rules: SiteRules;
  readonly provider: ProviderSide;
}

/** Parts to read again, by `viewKey`. */
export type Stale = ReadonlyMap<string, ReadonlySet<ProviderPart | ConsumerPart>>;

export function viewKey(account: AccountId, { region }: Pick<Site, 'region'>): string {
  return `${account} ${region}`;
}

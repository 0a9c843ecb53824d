import type { Cidr } from '../model/cidr.ts';
import type { AccountId, OrganizationId, OuId, ProfileName, Region, ServiceName } from '../model/ids.ts';

/** `jetway.yaml` as it is inside: defaults filled in, and lists where the file has maps, in the file's order. */
export interface Configuration {
  /** Names the site parameter and marks what Jetway makes. */
  readonly name: string;
  readonly mode: 'enforce' | 'observe';
  readonly organization: {
    readonly id: OrganizationId;
    readonly managementAccount: AccountId;
    /** `invitations` where RAM's sharing with the organization is off. */
    readonly resourceSharing: 'organization' | 'invitations';
  };
  readonly provider: { readonly account: AccountId };
  readonly roles: { readonly organizationReader: string; readonly consumer: string };
  readonly sites: readonly SiteRules[];
  readonly services: readonly Service[];
  readonly profiles: readonly Profile[];
  readonly offboarding: {
    readonly gracePeriodHours: number;
    /** How many consumers may lose access in one plan: the larger of the two. */
    readonly limit: { readonly accounts: number; readonly percent: number };
  };
}

export interface SiteRules {
  readonly region: Region;
  readonly addressSpace: readonly Cidr[];
  readonly returnRoutes: 'exact' | 'aggregate';
  /** Whether consumers can reach one another over the transit gateway. */
  readonly isolation: 'consumers' | 'none';
  /** `create` attaches each VPC that carries `attachmentTag`; either way, what consumers attach is accepted. */
  readonly attachments: 'accept' | 'create';
  readonly attachmentTag: string;
}

export interface Service {
  readonly name: ServiceName;
  readonly privateDnsName: string;
  readonly ports: readonly number[];
}

export interface Profile {
  readonly name: ProfileName;
  readonly sites: readonly Region[];
  readonly services: readonly ServiceName[];
  /** OUs, or the root, whose accounts at any depth may be consumers. */
  readonly organizationalUnits: readonly OuId[];
  readonly optIn: 'all' | { readonly tag: string };
  readonly principals: 'accounts' | 'organizationalUnits';
  readonly exclude: readonly AccountId[];
}

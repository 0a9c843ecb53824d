import type { Cidr } from '../model/cidr.ts';
import type {
  AccountId,
  HostedZoneId,
  OrganizationId,
  OuId,
  ProfileName,
  Region,
  ServiceName,
} from '../model/ids.ts';
import type { SiteDeployment } from './deployment.ts';

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
    /** The home Region of Control Tower; absent where it is not used. */
    readonly controlTowerRegion?: Region;
  };
  /** The Region is that of the control plane, which is one of the sites. */
  readonly provider: { readonly account: AccountId; readonly region: Region };
  readonly roles: {
    readonly organizationReader: string;
    readonly consumer: string;
    /** ARNs of roles of the provider account that may become the reconciler. */
    readonly operators: readonly string[];
  };
  readonly sites: readonly SiteRules[];
  readonly services: readonly Service[];
  readonly profiles: readonly Profile[];
  readonly offboarding: {
    readonly gracePeriodHours: number;
    /** How many consumers may lose access in one plan: the larger of the two. */
    readonly limit: { readonly accounts: number; readonly percent: number };
  };
  readonly audit: { readonly retentionDays: number };
  /** An account to try Jetway with; absent where there is none. */
  readonly sampleConsumer?: { readonly account: AccountId; readonly site: Region; readonly cidr: Cidr };
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
  /** Absent where the site is not deployed from this file. */
  readonly deploy?: SiteDeployment;
}

export interface Service {
  readonly name: ServiceName;
  readonly privateDnsName: string;
  readonly ports: readonly number[];
  /** How a consumer's probe asks the service; `off` where it does not. */
  readonly probe: 'off' | 'tcp' | 'http' | 'https';
  /** The public hosted zone that gets the TXT record; absent where people make the record. */
  readonly hostedZone?: HostedZoneId;
}

export interface Profile {
  readonly name: ProfileName;
  /** `observe` changes nothing of the accounts that have it, or are to have it. */
  readonly mode: 'enforce' | 'observe';
  readonly sites: readonly Region[];
  readonly services: readonly ServiceName[];
  /** OUs, or the root, whose accounts at any depth may be consumers. */
  readonly organizationalUnits: readonly OuId[];
  readonly optIn: 'all' | { readonly tag: string };
  readonly principals: 'accounts' | 'organizationalUnits';
  readonly exclude: readonly AccountId[];
}

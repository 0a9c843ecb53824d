import type { Configuration, Profile, SiteRules } from '../../../lib/config/configuration.ts';
import type { Site } from '../../../lib/config/site.ts';
import { Cidr } from '../../../lib/model/cidr.ts';
import type { OrganizationAccount } from '../../../lib/model/organization.ts';
import * as ids from './ids.ts';

/** The profile `shared`: the accounts below the OU of consumers that carry `jetway=on`. */
export function aProfile(changes: Partial<Profile> = {}): Profile {
  return {
    name: ids.shared,
    mode: 'enforce',
    sites: [ids.region],
    services: [ids.payments],
    organizationalUnits: [ids.consumers],
    optIn: { tag: 'jetway' },
    principals: 'accounts',
    exclude: [],
    ...changes,
  };
}

export function someRules(changes: Partial<SiteRules> = {}): SiteRules {
  return {
    region: ids.region,
    addressSpace: [Cidr.parse('10.0.0.0/8')],
    returnRoutes: 'exact',
    isolation: 'consumers',
    attachments: 'accept',
    attachmentTag: 'jetway:attach',
    ...changes,
  };
}

export function aConfiguration(changes: Partial<Configuration> = {}): Configuration {
  return {
    name: 'test',
    mode: 'enforce',
    organization: {
      id: ids.organization,
      managementAccount: ids.management,
      resourceSharing: 'organization',
    },
    provider: { account: ids.provider, region: ids.region },
    roles: { organizationReader: 'jetway-organization-reader', consumer: 'jetway-consumer', operators: [] },
    sites: [someRules()],
    services: [{ name: ids.payments, privateDnsName: 'payments.example.com', ports: [443], probe: 'tcp' }],
    profiles: [aProfile()],
    offboarding: { gracePeriodHours: 0, limit: { accounts: 5, percent: 10 } },
    audit: { retentionDays: 731 },
    ...changes,
  };
}

/** Where sharing with the organization is off, so that each share has to be accepted. */
export function byInvitation(): Configuration {
  const configuration = aConfiguration();
  return {
    ...configuration,
    organization: { ...configuration.organization, resourceSharing: 'invitations' },
  };
}

export function aSite(changes: Partial<Site> = {}): Site {
  return {
    version: 1,
    name: 'test',
    organization: ids.organization,
    providerAccount: ids.provider,
    region: ids.region,
    providerCidrs: [Cidr.parse('10.255.0.0/16')],
    transitGateway: {
      id: ids.gateway,
      consumersRouteTable: ids.consumersTable,
      providerRouteTable: ids.providerTable,
      share: ids.gatewayShare,
    },
    prefixList: ids.prefixList,
    profiles: [
      { name: ids.shared, id: ids.sharedProfile, arn: 'arn:shared', share: ids.sharedShare },
      { name: ids.second, id: ids.secondProfile, arn: 'arn:second', share: ids.secondShare },
    ],
    services: [{ name: ids.payments, id: ids.service }],
    ...changes,
  };
}

/** A site whose return routes are aggregate: it has no prefix list. */
export function anAggregateSite(): Site {
  const { prefixList: _, ...site } = aSite();
  return site;
}

/** An account below the OU of consumers, tagged on. */
export function anAccount(changes: Partial<OrganizationAccount> = {}): OrganizationAccount {
  return {
    id: ids.consumer,
    name: 'consumer',
    state: 'ACTIVE',
    tags: { jetway: 'on' },
    ancestors: [
      { id: ids.consumers, name: 'Consumers', tags: {} },
      { id: ids.workloads, name: 'Workloads', tags: {} },
      { id: ids.root, tags: {} },
    ],
    ...changes,
  };
}

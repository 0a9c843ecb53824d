import { EC2Client } from '@aws-sdk/client-ec2';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { RAMClient } from '@aws-sdk/client-ram';
import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { Route53ProfilesClient } from '@aws-sdk/client-route53profiles';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import type { Clock } from '../model/clock.ts';
import type { AccountId, Region } from '../model/ids.ts';
import { partitionOf } from '../model/partition.ts';
import type { ConsumerPort, Ports, ProviderPort } from '../model/ports.ts';
import { attachments } from './attachments.ts';
import { type ClientOptions, type ClientSettings, settingsOf, type Watch, watched } from './client.ts';
import { endpointConnections } from './endpoint-connections.ts';
import { gatewayRouteTables } from './gateway-route-tables.ts';
import { gatewayRoutes } from './gateway-routes.ts';
import { invitations } from './invitations.ts';
import { organizationPort } from './organization.ts';
import type { ExpectedOrganization } from './organization-accounts.ts';
import type { Pacer } from './pace.ts';
import { prefixLists } from './prefix-lists.ts';
import { probes } from './probes.ts';
import { profiles } from './profiles.ts';
import { Recent } from './recent.ts';
import { resourceShares } from './resource-shares.ts';
import { routeTables } from './route-tables.ts';
import { sessions } from './sessions.ts';
import { readSiteParameter } from './site-parameter.ts';
import { vpcAttachments } from './vpc-attachments.ts';
import { vpcs } from './vpcs.ts';

export interface AwsOptions extends ClientOptions {
  /** A Region of the provider: its partition is the organization's, and roles are assumed through its STS. */
  readonly region: Region;
  readonly organization: ExpectedOrganization;
  /** The names of the roles to enter the management account and the consumers with. */
  readonly roles: { readonly organizationReader: string; readonly consumer: string };
  /** Whose credentials the process has; no role is assumed to enter this account. */
  readonly callerAccount: AccountId;
  readonly sessionName: string;
  readonly pace: Pacer;
  readonly clock: Clock;
}

/** A client costs milliseconds to make and memory to keep; a sweep enters more accounts than are worth keeping. */
const clientsKept = 64;

/** AWS behind Jetway's ports. Nothing is called before a port's method is. */
export function awsPorts(options: AwsOptions): Ports {
  const { region: home, organization, roles, callerAccount, clock, sessionName, pace } = options;
  const { managementAccount } = organization;
  const { name: partition, organizationsRegion } = partitionOf(home);

  const own = settingsOf(options);
  const sts = watched(new STSClient({ ...own, region: home }), {
    account: callerAccount,
    region: home,
    pace,
  });
  // One connection pool and one look for credentials, for all clients: a process may enter hundreds of accounts.
  const { requestHandler, credentials: callers } = sts.config;
  const base = { ...own, requestHandler, credentials: callers };
  const enter = sessions(sts, { callerAccount, sessionName, partition, clock });
  const entered = async (account: AccountId, role: string, region: Region) => {
    const credentials = await enter(account, role);
    return { ...base, region, ...(credentials !== undefined && { credentials }) };
  };
  const management = () => entered(managementAccount, roles.organizationReader, organizationsRegion);
  const manager = { account: managementAccount, region: organizationsRegion, pace };

  const organizations = new Recent<OrganizationsClient>(1);
  const tagging = new Recent<ResourceGroupsTaggingAPIClient>(1);
  const providers = new Recent<ProviderPort>(clientsKept);
  const consumers = new Recent<ConsumerPort>(clientsKept);
  return {
    organization: organizationPort(
      {
        organizations: async () => {
          const settings = await management();
          return organizations.get('', () => watched(new OrganizationsClient(settings), manager));
        },
        tagging: async () => {
          const settings = await management();
          return tagging.get('', () => watched(new ResourceGroupsTaggingAPIClient(settings), manager));
        },
      },
      organization,
    ),
    provider: (region) =>
      providers.get(region, () =>
        providerPort({ ...base, region }, { account: callerAccount, region, pace }),
      ),
    consumer: async (account, region) => {
      const settings = await entered(account, roles.consumer, region);
      return consumers.get(`${account} ${region}`, () => consumerPort(settings, { account, region, pace }));
    },
    siteParameter: (region, name) =>
      readSiteParameter(
        watched(new SSMClient({ ...base, region }), { account: callerAccount, region, pace }),
        name,
      ),
  };
}

function providerPort(settings: ClientSettings, watch: Watch): ProviderPort {
  const ec2 = watched(new EC2Client(settings), watch);
  return {
    ...resourceShares(watched(new RAMClient(settings), watch)),
    ...attachments(ec2),
    ...gatewayRouteTables(ec2),
    ...gatewayRoutes(ec2),
    ...prefixLists(ec2),
    ...endpointConnections(ec2),
  };
}

function consumerPort(settings: ClientSettings, watch: Watch): ConsumerPort {
  const ec2 = watched(new EC2Client(settings), watch);
  const networks = vpcs(ec2, watch.account);
  return {
    ...networks,
    ...routeTables(ec2),
    ...vpcAttachments(ec2),
    ...invitations(watched(new RAMClient(settings), watch)),
    ...profiles(watched(new Route53ProfilesClient(settings), watch)),
    ...probes(watched(new LambdaClient(settings), watch), ec2, networks),
  };
}

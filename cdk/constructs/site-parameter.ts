import { Stack } from 'aws-cdk-lib';
import { ParameterTier, StringParameter } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import type { Configuration } from '../../lib/config/configuration.ts';
import { siteParameterName } from '../../lib/config/site.ts';
import type { ProviderNetwork } from '../provider-network.ts';
import type { DeployedSite } from '../site.ts';
import type { EndpointService } from './endpoint-service.ts';
import type { ResourceShare } from './resource-share.ts';
import type { SharedProfile } from './shared-profile.ts';

export interface SiteParameterProps {
  readonly configuration: Configuration;
  readonly site: DeployedSite;
  readonly network: ProviderNetwork;
  readonly gatewayShare: ResourceShare;
  readonly profiles: readonly SharedProfile[];
  readonly services: readonly EndpointService[];
}

/** What is deployed in the site, for Jetway to read: docs/reference/site.md. */
export class SiteParameter extends StringParameter {
  constructor(scope: Construct, id: string, props: SiteParameterProps) {
    const { configuration, site, network, gatewayShare, profiles, services } = props;
    super(scope, id, {
      parameterName: siteParameterName(configuration.name),
      description: `What Jetway ${configuration.name} has in this Region`,
      tier: ParameterTier.INTELLIGENT_TIERING, // dozens of services are more than the 4 KB of a standard parameter
      stringValue: Stack.of(scope).toJsonString({
        version: 1,
        name: configuration.name,
        organization: configuration.organization.id,
        providerAccount: configuration.provider.account,
        region: site.region,
        providerCidrs: network.cidrs,
        transitGateway: {
          id: network.transitGatewayId,
          consumersRouteTable: network.consumersRouteTable,
          providerRouteTable: network.providerRouteTable,
          share: gatewayShare.arn,
        },
        ...(network.prefixListId !== undefined && { prefixList: network.prefixListId }),
        profiles: profiles.map(({ profile, profileId, profileArn, share }) => ({
          name: profile.name,
          id: profileId,
          arn: profileArn,
          share: share.arn,
        })),
        services: services.map(({ service, endpointServiceId }) => ({
          name: service.name,
          id: endpointServiceId,
        })),
      }),
    });
  }
}

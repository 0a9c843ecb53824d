import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Configuration } from '../lib/config/configuration.ts';
import { EndpointService } from './constructs/endpoint-service.ts';
import { own } from './constructs/ownership.ts';
import { PrivateDnsFunctions } from './constructs/private-dns-functions.ts';
import { PrivateDnsName } from './constructs/private-dns-name.ts';
import { ResourceShare } from './constructs/resource-share.ts';
import { SharedEndpoint } from './constructs/shared-endpoint.ts';
import { SharedProfile } from './constructs/shared-profile.ts';
import { SiteParameter } from './constructs/site-parameter.ts';
import { namesOf } from './names.ts';
import type { ProviderNetwork } from './provider-network.ts';
import { type DeployedSite, profilesOf, servicesOf } from './site.ts';

export interface EndpointStackProps {
  readonly configuration: Configuration;
  readonly site: DeployedSite;
  /** That of the same site. */
  readonly network: ProviderNetwork;
}

/** What consumers share in one Region: the endpoints of the services, the profiles that name them, and the shares. */
export class EndpointStack extends Stack {
  constructor(scope: Construct, { configuration, site, network }: EndpointStackProps) {
    const names = namesOf(configuration);
    const stackName = names.stack.endpoint(site.region);
    super(scope, stackName, {
      stackName,
      description: `Jetway ${configuration.name}: the shared endpoints in ${site.region}`,
      env: { account: configuration.provider.account, region: site.region },
      terminationProtection: true, // every consumer's names resolve to what is in it
    });
    const services = servicesOf(site, configuration).map(
      ({ service, behind }) =>
        new EndpointService(this, `${service.name} service`, { service, behind, network }),
    );
    const { serviceToken } = new PrivateDnsFunctions(this, 'PrivateDnsNames', { services });
    const endpoints = services.map((endpointService) => {
      const { name } = endpointService.service;
      const { proof } = new PrivateDnsName(this, `${name} private DNS name`, {
        endpointService,
        serviceToken,
        parameterName: names.txtRecord(name),
      });
      const { addressSpace } = site;
      return new SharedEndpoint(this, `${name} endpoint`, { endpointService, network, addressSpace, proof });
    });
    const profiles = profilesOf(site, configuration).map((profile) => {
      const existing = site.deploy.profiles.find(({ name }) => name === profile.name)?.id;
      return new SharedProfile(this, `${profile.name} profile`, {
        configuration,
        profile,
        existing,
        endpoints,
      });
    });
    const gatewayShare = new ResourceShare(this, 'TransitGatewayShare', {
      name: names.gatewayShare,
      resourceArn: this.formatArn({
        service: 'ec2',
        resource: 'transit-gateway',
        resourceName: network.transitGatewayId,
      }),
      resourceSharing: configuration.organization.resourceSharing,
    });
    new SiteParameter(this, 'Site', { configuration, site, network, gatewayShare, profiles, services });
    own(this, configuration);
    new CfnOutput(this, 'DeployNext', {
      description: 'The stack to deploy once every site has its endpoints',
      value: names.stack.controlPlane,
    });
  }
}

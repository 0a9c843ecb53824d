import { Fn, Stack } from 'aws-cdk-lib';
import { VpcEndpointService } from 'aws-cdk-lib/aws-ec2';
import { ArnPrincipal } from 'aws-cdk-lib/aws-iam';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { Construct } from 'constructs';
import type { Service } from '../../lib/config/configuration.ts';
import type { Behind } from '../../lib/config/deployment.ts';
import type { ProviderNetwork } from '../provider-network.ts';
import { SampleApplication } from './sample-application.ts';

export interface EndpointServiceProps {
  readonly service: Service;
  readonly behind: Behind;
  readonly network: ProviderNetwork;
}

/**
 * The endpoint service of a service, in front of the sample application or of a load balancer that exists; or one that
 * exists, of which nothing is changed. What exists must be in the zones of the provider's private subnets.
 *
 * The provider account alone may connect to it, because its own endpoint is the only one that there is: consumers reach
 * that over the transit gateway.
 */
export class EndpointService extends Construct {
  readonly service: Service;
  readonly endpointServiceId: string;
  /** What an endpoint asks for: `com.amazonaws.vpce.…`. */
  readonly endpointServiceName: string;
  readonly existing: boolean;

  constructor(scope: Construct, id: string, { service, behind, network }: EndpointServiceProps) {
    super(scope, id);
    this.service = service;
    this.existing = 'endpointService' in behind;
    this.endpointServiceId =
      'endpointService' in behind ? behind.endpointService : this.made(service, behind, network);
    const { region } = Stack.of(this);
    const prefix = RegionInfo.get(region).vpcEndpointServiceNamePrefix ?? VpcEndpointService.DEFAULT_PREFIX;
    this.endpointServiceName = Fn.join('.', [prefix, region, this.endpointServiceId]);
  }

  private made(
    { name }: Service,
    behind: Exclude<Behind, { endpointService: unknown }>,
    network: ProviderNetwork,
  ): string {
    const stack = Stack.of(this);
    const loadBalancer =
      'loadBalancer' in behind
        ? { loadBalancerArn: behind.loadBalancer }
        : new SampleApplication(this, 'SampleApplication', {
            service: name,
            certificate: behind.sampleApplication.certificate,
            network,
          }).loadBalancer;
    const root = stack.formatArn({ service: 'iam', region: '', resource: 'root' });
    return new VpcEndpointService(this, 'Service', {
      vpcEndpointServiceLoadBalancers: [loadBalancer],
      acceptanceRequired: false,
      allowedPrincipals: [new ArnPrincipal(root)],
      allowedRegions: [stack.region],
    }).vpcEndpointServiceId;
  }
}

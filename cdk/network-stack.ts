import { CfnOutput, Fn, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Configuration } from '../lib/config/configuration.ts';
import { own } from './constructs/ownership.ts';
import { ProviderVpc } from './constructs/provider-vpc.ts';
import { ReturnRoutes } from './constructs/return-routes.ts';
import { TransitGateway } from './constructs/transit-gateway.ts';
import { namesOf } from './names.ts';
import type { ProviderNetwork } from './provider-network.ts';
import type { DeployedSite } from './site.ts';

/** The provider's network in one Region: its VPC, the transit gateway, the way back to the consumers. */
export class NetworkStack extends Stack {
  readonly network: ProviderNetwork;

  constructor(
    scope: Construct,
    { configuration, site }: { readonly configuration: Configuration; readonly site: DeployedSite },
  ) {
    const names = namesOf(configuration);
    const stackName = names.stack.network(site.region);
    super(scope, stackName, {
      stackName,
      description: `Jetway ${configuration.name}: the provider's network in ${site.region}`,
      env: { account: configuration.provider.account, region: site.region },
      terminationProtection: true, // every consumer's path is in it
    });
    const { deploy } = site;
    const provider = new ProviderVpc(this, 'Provider', { choice: deploy.vpc });
    const transitGateway = new TransitGateway(this, 'TransitGateway', {
      names: names.transitGateway,
      existing: deploy.transitGateway,
      provider,
    });
    const returnRoutes = new ReturnRoutes(this, 'ReturnRoutes', {
      site,
      prefixListName: names.prefixList,
      provider,
      transitGateway,
    });
    own(this, configuration);
    this.network = {
      vpc: provider.vpc,
      subnets: provider.subnets,
      cidrs: provider.cidrs,
      transitGatewayId: transitGateway.id,
      consumersRouteTable: transitGateway.consumersRouteTable,
      providerRouteTable: transitGateway.providerRouteTable,
      prefixListId: returnRoutes.prefixListId,
    };
    new CfnOutput(this, 'TransitGatewayToAttachTo', {
      description: 'What consumers attach their VPCs to, once it is shared with them',
      value: transitGateway.id,
    });
    new CfnOutput(this, 'DeployNext', {
      description: 'The stack to deploy next',
      value: names.stack.endpoint(site.region),
    });
  }

  /** The first two zones of the Region, without asking AWS which they are. */
  override get availabilityZones(): string[] {
    return [0, 1].map((index) => Fn.select(index, Fn.getAzs()));
  }
}

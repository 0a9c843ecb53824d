import { CfnCondition, CfnOutput, CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Configuration, Service } from '../lib/config/configuration.ts';
import type { Cidr } from '../lib/model/cidr.ts';
import type { ProbeCheck, ProbeEvent } from '../lib/model/probe.ts';
import { bootstrapless } from './constructs/bootstrapless.ts';
import { own } from './constructs/ownership.ts';
import { SampleConnection } from './constructs/sample-connection.ts';
import { SampleProbe } from './constructs/sample-probe.ts';
import { SampleVpc } from './constructs/sample-vpc.ts';
import { namesOf } from './names.ts';
import { type DeployedSite, deployedSite, servicesOf } from './site.ts';

export type SampleConsumer = NonNullable<Configuration['sampleConsumer']>;

/**
 * An account to try Jetway with, as its people would set it up by hand: a VPC, its attachment to the site's transit
 * gateway, the routes to the provider, and a probe. The account needs no bootstrapping.
 *
 * EC2 takes the routes only once the attachment is accepted. Where the account is a consumer Jetway accepts it and adds
 * the routes itself, so the stack makes them only when it is told to.
 */
export class SampleConsumerStack extends Stack {
  constructor(
    scope: Construct,
    { configuration, sample }: { readonly configuration: Configuration; readonly sample: SampleConsumer },
  ) {
    const names = namesOf(configuration);
    const stackName = names.stack.sampleConsumer;
    super(scope, stackName, {
      stackName,
      description: `Jetway ${configuration.name}: a consumer to try it with`,
      env: { account: sample.account, region: sample.site },
      synthesizer: bootstrapless(),
    });
    const site = siteOf(configuration, sample);
    const { vpc: provider, transitGateway } = site.deploy;
    const providerCidrs = 'cidr' in provider ? [provider.cidr] : provider.cidrs;
    const services = servicesOf(site, configuration).map(({ service }) => service);
    const { vpc } = new SampleVpc(this, 'Network', { cidr: sample.cidr });
    const { attachmentId } = new SampleConnection(this, 'Connection', {
      vpc,
      transitGatewayId: transitGateway?.id ?? this.transitGatewayId(),
      providerCidrs,
      routesWhen: this.routesByHand(),
    });
    const { functionName } = new SampleProbe(this, 'Probe', {
      functionName: names.sampleProbe,
      vpc,
      providerCidrs,
      ports: [...new Set(services.flatMap(({ ports }) => ports))],
    });
    own(this, configuration);
    new CfnOutput(this, 'Attachment', {
      description:
        'Jetway accepts it where the account is a consumer; else the owner of the transit gateway does',
      value: attachmentId,
    });
    for (const service of services.slice(0, 1))
      new CfnOutput(this, 'TryIt', {
        description: `Asks ${service.name} from inside the VPC, with credentials of this account`,
        value: commandOf(functionName, sample, checkOf(service, providerCidrs)),
      });
    new CfnOutput(this, 'BeforeDestroy', {
      description: 'EC2 deletes no VPC that has a Route 53 Profile',
      value: 'Take the account out of the profiles of jetway.yaml, and wait until Jetway has disconnected it',
    });
  }

  private transitGatewayId(): string {
    return new CfnParameter(this, 'TransitGatewayId', {
      description: 'The transit gateway that the stack of the network made; one of its outputs names it',
      allowedPattern: '^tgw-[0-9a-f]+$',
    }).valueAsString;
  }

  private routesByHand(): CfnCondition {
    const { valueAsString } = new CfnParameter(this, 'RoutesBy', {
      description:
        'jetway: Jetway adds the routes to the provider, once the account is a consumer. stack: this stack does, once the attachment is accepted, in an account that is no consumer',
      allowedValues: ['jetway', 'stack'],
      default: 'jetway',
    });
    return new CfnCondition(this, 'RoutesByHand', { expression: Fn.conditionEquals(valueAsString, 'stack') });
  }

  /** The first two zones of the Region, without asking AWS which they are. */
  override get availabilityZones(): string[] {
    return [0, 1].map((index) => Fn.select(index, Fn.getAzs()));
  }
}

function siteOf({ sites }: Configuration, { site: region }: SampleConsumer): DeployedSite {
  const site = sites.find((one) => one.region === region);
  if (site === undefined)
    throw new Error(`sampleConsumer.site: ${region} is no site of jetway.yaml. Name one that is.`);
  return deployedSite(site);
}

function checkOf(service: Service, cidrs: readonly Cidr[]): ProbeCheck {
  const [port = 443] = service.ports;
  const protocol = port === 443 ? 'https' : port === 80 ? 'http' : 'tcp';
  return {
    service: service.name,
    name: service.privateDnsName,
    port,
    protocol,
    path: '/',
    cidrs: [...cidrs],
    timeoutMs: 5000,
  };
}

function commandOf(functionName: string, { site }: SampleConsumer, check: ProbeCheck): string {
  const event: ProbeEvent = { checks: [check] };
  return `aws lambda invoke --region ${site} --function-name ${functionName} --cli-binary-format raw-in-base64-out --payload '${JSON.stringify(event)}' /dev/stdout`;
}

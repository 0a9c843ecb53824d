import { Duration, Validations } from 'aws-cdk-lib';
import {
  AmazonLinuxCpuType,
  BlockDeviceVolume,
  EbsDeviceVolumeType,
  HttpTokens,
  Instance,
  InstanceClass,
  InstanceSize,
  InstanceType,
  MachineImage,
  Port,
  SecurityGroup,
  UserData,
} from 'aws-cdk-lib/aws-ec2';
import {
  ListenerCertificate,
  NetworkLoadBalancer,
  NetworkTargetGroup,
  Protocol,
  SslPolicy,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { InstanceTarget } from 'aws-cdk-lib/aws-elasticloadbalancingv2-targets';
import { Construct } from 'constructs';
import type { ProviderNetwork } from '../provider-network.ts';

export interface SampleApplicationProps {
  /** The name of the service, which the page shows. */
  readonly service: string;
  /** The ARN of an ACM certificate; where it is absent, the application listens on port 80 alone. */
  readonly certificate: string | undefined;
  readonly network: ProviderNetwork;
}

/**
 * An instance with one static page, behind an internal Network Load Balancer: HTTP on port 80, and TLS on port 443.
 *
 * Only PrivateLink reaches the load balancer: its security group admits nobody, and is not asked about what comes from
 * endpoints, whose source is the consumer's own address. The endpoint's security group has decided about that.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
 */
export class SampleApplication extends Construct {
  readonly loadBalancer: NetworkLoadBalancer;

  constructor(scope: Construct, id: string, { service, certificate, network }: SampleApplicationProps) {
    super(scope, id);
    const { vpc } = network;
    const subnets = { subnets: [...network.subnets] };
    const instance = this.instance(service, network);
    this.loadBalancer = new NetworkLoadBalancer(this, 'LoadBalancer', {
      vpc,
      vpcSubnets: subnets,
      internetFacing: false,
      crossZoneEnabled: true, // the one instance is in one zone
      securityGroups: [
        new SecurityGroup(this, 'LoadBalancerSecurityGroup', {
          vpc,
          description: 'Load balancer of the sample application: PrivateLink alone reaches it',
          allowAllOutbound: false,
        }),
      ],
      enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: false,
    });
    Validations.of(this.loadBalancer).acknowledge({
      id: 'AwsSolutions-ELB2',
      reason: 'A Network Load Balancer logs TLS requests alone, and this one serves a page that says hello',
    });
    instance.connections.allowFrom(this.loadBalancer, Port.tcp(80), 'Requests and health checks');
    const targets = new NetworkTargetGroup(this, 'Targets', {
      vpc,
      port: 80,
      protocol: Protocol.TCP,
      targets: [new InstanceTarget(instance, 80)],
      deregistrationDelay: Duration.seconds(30),
      healthCheck: { protocol: Protocol.HTTP, path: '/', interval: Duration.seconds(10) },
    });
    this.loadBalancer.addListener('Http', { port: 80, defaultTargetGroups: [targets] });
    if (certificate === undefined) return;
    this.loadBalancer.addListener('Tls', {
      port: 443,
      protocol: Protocol.TLS,
      certificates: [ListenerCertificate.fromArn(certificate)],
      sslPolicy: SslPolicy.TLS13_12_RES_PQ,
      defaultTargetGroups: [targets],
    });
  }

  private instance(service: string, { vpc, subnets }: ProviderNetwork): Instance {
    const instance = new Instance(this, 'Instance', {
      vpc,
      vpcSubnets: { subnets: [...subnets] },
      instanceType: InstanceType.of(InstanceClass.T4G, InstanceSize.NANO),
      machineImage: MachineImage.latestAmazonLinux2023({ cpuType: AmazonLinuxCpuType.ARM_64 }),
      httpTokens: HttpTokens.REQUIRED,
      blockDevices: [
        {
          deviceName: '/dev/xvda',
          volume: BlockDeviceVolume.ebs(8, { encrypted: true, volumeType: EbsDeviceVolumeType.GP3 }),
        },
      ],
      securityGroup: new SecurityGroup(this, 'InstanceSecurityGroup', {
        vpc,
        description: 'Sample application: its load balancer alone reaches it, and it reaches nothing',
        allowAllOutbound: false,
      }),
      userData: serving(`<!doctype html><title>${service}</title><h1>Hello from ${service}</h1>`),
      userDataCausesReplacement: true,
    });
    instance.instance.addPropertyDeletionOverride('AvailabilityZone'); // the subnet has it
    Validations.of(instance).acknowledge(
      {
        id: 'AwsSolutions-EC28',
        reason:
          'A sample that nobody depends on: the health check of its load balancer is all that watches it',
      },
      {
        id: 'AwsSolutions-EC29',
        reason:
          'Nothing is on it that the next deployment does not make again, and it has to go with its stack',
      },
    );
    return instance;
  }
}

/** Serves one page on port 80 with what the image has: it installs nothing, so it needs no way out. */
function serving(page: string): UserData {
  const userData = UserData.forLinux();
  userData.addCommands(
    'set -eu',
    'mkdir -p /srv/sample-application',
    "cat > /srv/sample-application/index.html <<'PAGE'",
    page,
    'PAGE',
    "cat > /etc/systemd/system/sample-application.service <<'UNIT'",
    '[Unit]',
    'Description=Sample application of Jetway',
    '[Service]',
    'ExecStart=/usr/bin/python3 -m http.server 80 --directory /srv/sample-application',
    'DynamicUser=yes',
    'AmbientCapabilities=CAP_NET_BIND_SERVICE',
    'Restart=always',
    '[Install]',
    'WantedBy=multi-user.target',
    'UNIT',
    'systemctl enable --now sample-application.service',
  );
  return userData;
}

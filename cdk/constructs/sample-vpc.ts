import { RemovalPolicy } from 'aws-cdk-lib';
import { FlowLogDestination, IpAddresses, type IVpc, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Cidr } from '../../lib/model/cidr.ts';

/** A VPC with a private subnet in each of two Availability Zones, and no way out. Shared names need its DNS. */
export class SampleVpc extends Construct {
  readonly vpc: IVpc;

  constructor(scope: Construct, id: string, { cidr }: { readonly cidr: Cidr }) {
    super(scope, id);
    const vpc = new Vpc(this, 'Vpc', {
      ipAddresses: IpAddresses.cidr(cidr),
      maxAzs: 2,
      subnetConfiguration: [{ name: 'Private', subnetType: SubnetType.PRIVATE_ISOLATED }],
      enableDnsHostnames: true,
      enableDnsSupport: true,
    });
    const logGroup = new LogGroup(this, 'FlowLogs', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    vpc.addFlowLog('FlowLog', { destination: FlowLogDestination.toCloudWatchLogs(logGroup) });
    // The class has a getter for an optional member of the interface, which exactOptionalPropertyTypes tells apart.
    this.vpc = vpc as IVpc;
  }
}

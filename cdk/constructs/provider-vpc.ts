import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import {
  FlowLogDestination,
  IpAddresses,
  type ISubnet,
  type IVpc,
  SubnetType,
  Vpc,
} from 'aws-cdk-lib/aws-ec2';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { VpcChoice } from '../../lib/config/deployment.ts';
import type { Cidr } from '../../lib/model/cidr.ts';

type ExistingVpc = Exclude<VpcChoice, { readonly cidr: Cidr }>;

interface Parts {
  readonly vpc: IVpc;
  /** Private, one in each Availability Zone. */
  readonly subnets: readonly ISubnet[];
  readonly cidrs: readonly string[];
  /** Those that get the way back to the consumers. */
  readonly routeTables: readonly { readonly id: string; readonly name: string }[];
}

/**
 * The VPC of the shared endpoints: public and private subnets in two Availability Zones, one NAT gateway, and flow logs
 * of three months; or one that exists, of which nothing is changed but its routes.
 */
export class ProviderVpc extends Construct implements Parts {
  readonly vpc: IVpc;
  readonly subnets: readonly ISubnet[];
  readonly cidrs: readonly string[];
  readonly routeTables: Parts['routeTables'];

  constructor(scope: Construct, id: string, { choice }: { readonly choice: VpcChoice }) {
    super(scope, id);
    const { vpc, subnets, cidrs, routeTables } =
      'cidr' in choice ? made(this, choice.cidr) : existing(this, choice);
    this.vpc = vpc;
    this.subnets = subnets;
    this.cidrs = cidrs;
    this.routeTables = routeTables;
  }
}

function made(scope: Construct, cidr: Cidr): Parts {
  const vpc = new Vpc(scope, 'Vpc', {
    ipAddresses: IpAddresses.cidr(cidr),
    maxAzs: 2,
    natGateways: 1,
    enableDnsHostnames: true,
    enableDnsSupport: true,
    subnetConfiguration: [
      { name: 'Public', subnetType: SubnetType.PUBLIC, mapPublicIpOnLaunch: false },
      { name: 'Private', subnetType: SubnetType.PRIVATE_WITH_EGRESS },
    ],
  });
  const logGroup = new LogGroup(scope, 'FlowLogs', {
    retention: RetentionDays.THREE_MONTHS,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  vpc.addFlowLog('FlowLog', { destination: FlowLogDestination.toCloudWatchLogs(logGroup) });
  const routeTables = [...vpc.publicSubnets, ...vpc.privateSubnets].map(({ routeTable, node }) => ({
    id: routeTable.routeTableId,
    name: node.id,
  }));
  return {
    // exactOptionalPropertyTypes refuses the class for its own interface: the VPN gateway's id is optional there.
    vpc: vpc as IVpc,
    subnets: vpc.privateSubnets,
    cidrs: [cidr],
    routeTables,
  };
}

function existing(scope: Construct, { id, cidrs, subnets, routeTables }: ExistingVpc): Parts {
  const vpc = Vpc.fromVpcAttributes(scope, 'Vpc', {
    vpcId: id,
    privateSubnetIds: [...subnets],
    // Which zones they are in is not known here; that they are in different ones is all that is asked of it.
    availabilityZones: subnets.map((_, index) => `zone ${index + 1}`),
  });
  Validations.of(vpc).acknowledge({
    id: '@aws-cdk/aws-ec2:noSubnetRouteTableId',
    reason: 'The configuration names the route tables themselves; nobody asks a subnet for its own',
  });
  return {
    vpc,
    subnets: vpc.privateSubnets,
    cidrs,
    routeTables: routeTables.map((table) => ({ id: table, name: table })),
  };
}

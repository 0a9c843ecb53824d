import type { AddressFamily } from './cidr.ts';
import { GatewayState } from './gateway/state.ts';

/** Where a resource is: an account sees only its own, in one Region. */
interface Owned {
  readonly id: string;
  readonly account: string;
  readonly region: string;
}

export interface SimulatedVpc extends Owned {
  /** The first is the primary one. */
  readonly cidrs: { readonly associationId: string; readonly cidr: string }[];
  readonly isDefault: boolean;
  dnsSupport: boolean;
  dnsHostnames: boolean;
}

export interface SimulatedSubnet extends Owned {
  readonly vpcId: string;
  /** Absent where the subnet is IPv6-only. */
  readonly cidr: string | undefined;
  /** Such as `eu-west-1a`; another account may call the same zone `eu-west-1b`. */
  readonly zone: string;
  /** Such as `euw1-az1`, the same in every account. */
  readonly zoneId: string;
  readonly ipv6Native: boolean;
  availableAddresses: number;
}

/** The request members that may name a route's target. */
export const routeTargets = [
  'TransitGatewayId',
  'GatewayId',
  'NatGatewayId',
  'VpcPeeringConnectionId',
  'NetworkInterfaceId',
] as const;
export type RouteTarget = { readonly kind: (typeof routeTargets)[number]; readonly id: string };

export interface SimulatedRoute {
  /** A CIDR in its canonical form, or a prefix list's id. */
  readonly destination: string;
  target: RouteTarget;
}

export interface SimulatedRouteTable extends Owned {
  readonly vpcId: string;
  /** The main association names no subnet. */
  readonly associations: {
    readonly id: string;
    readonly subnetId: string | undefined;
    readonly main: boolean;
  }[];
  /** Without the local routes, which are the VPC's CIDRs. */
  readonly routes: SimulatedRoute[];
}

export interface PrefixListEntry {
  readonly cidr: string;
  readonly description: string | undefined;
}

export interface SimulatedPrefixList extends Owned {
  name: string;
  readonly addressFamily: AddressFamily;
  state:
    | 'create-in-progress'
    | 'create-complete'
    | 'modify-in-progress'
    | 'modify-complete'
    | 'modify-failed';
  stateMessage: string | undefined;
  maxEntries: number;
  version: number;
  /** By version; readers see the entries of `version` unless they ask for another. */
  readonly versions: Map<number, readonly PrefixListEntry[]>;
}

export interface SimulatedEndpoint extends Owned {
  readonly vpcId: string;
  readonly serviceName: string;
  readonly serviceId: string | undefined;
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
  readonly networkInterfaceIds: readonly string[];
  /** The private IPv4 addresses of its network interfaces, in the order of the subnets. */
  readonly addresses: readonly string[];
  readonly privateDnsEnabled: boolean;
  readonly createdAtMs: number;
  state: 'PendingAcceptance' | 'Pending' | 'Available' | 'Deleting';
}

export interface SimulatedEndpointService extends Owned {
  readonly name: string;
  readonly acceptanceRequired: boolean;
  readonly loadBalancerArns: readonly string[];
  privateDns: PrivateDns | undefined;
  /** Service permission ids by principal ARN. */
  readonly principals: Map<string, string>;
}

export interface PrivateDns {
  readonly name: string;
  /** The TXT record that proves control of the domain. */
  readonly record: { readonly name: string; readonly value: string };
  state: 'pendingVerification' | 'verified' | 'failed';
}

/** What a security group admits, or lets out. */
export interface SecurityGroupRule {
  /** `-1` is all of them. */
  readonly protocol: string;
  /** Absent where the protocol has no ports, or all of them count. */
  readonly ports?: { readonly from: number; readonly to: number };
  /** A CIDR, or the id of a security group or of a prefix list. */
  readonly peer: string;
}

export interface SimulatedSecurityGroup extends Owned {
  readonly vpcId: string;
  readonly name: string;
  readonly description: string;
  readonly ingress: SecurityGroupRule[];
  readonly egress: SecurityGroupRule[];
}

/** The quotas that a test may lower; the defaults are AWS's. */
export interface Ec2Quotas {
  routesPerTable: number;
  routeTablesPerVpc: number;
  prefixListEntries: number;
  prefixListsPerRegion: number;
  endpointsPerVpc: number;
}

/** How long the changes take that no switch of the world names, in simulated seconds. */
export interface Ec2Latencies {
  endpointBecomesAvailable: number;
  endpointDeletes: number;
  privateDnsVerifies: number;
  /** Until a changed private DNS name is shown. */
  privateDnsNameChanges: number;
}

/** EC2 of all accounts and Regions, each resource by its id. */
export class Ec2State {
  readonly gateway = new GatewayState();
  readonly vpcs = new Map<string, SimulatedVpc>();
  readonly subnets = new Map<string, SimulatedSubnet>();
  readonly routeTables = new Map<string, SimulatedRouteTable>();
  readonly prefixLists = new Map<string, SimulatedPrefixList>();
  readonly endpoints = new Map<string, SimulatedEndpoint>();
  readonly endpointServices = new Map<string, SimulatedEndpointService>();
  readonly securityGroups = new Map<string, SimulatedSecurityGroup>();
  /** Tags by `account/resource id`: what an account has put on a resource that it sees. */
  readonly tags = new Map<string, ReadonlyMap<string, string>>();
  readonly quotas: Ec2Quotas = {
    routesPerTable: 500,
    routeTablesPerVpc: 200,
    prefixListEntries: 1000,
    prefixListsPerRegion: 100,
    endpointsPerVpc: 50,
  };
  readonly latencies: Ec2Latencies = {
    endpointBecomesAvailable: 120,
    endpointDeletes: 60,
    privateDnsVerifies: 300,
    privateDnsNameChanges: 0,
  };
}

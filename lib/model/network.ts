import type { Cidr } from './cidr.ts';
import type {
  AccountId,
  AttachmentId,
  EndpointServiceId,
  OuArn,
  ProfileId,
  ResourceShareArn,
  RouteTableId,
  SubnetId,
  TransitGatewayRouteTableId,
  VpcId,
} from './ids.ts';
import type { Tags } from './organization.ts';

/** Whom a resource share is shared with: one account, or all accounts of an OU. */
export type Principal = AccountId | OuArn;

export interface PrincipalAssociation {
  readonly share: ResourceShareArn;
  readonly principal: Principal;
  /** DISASSOCIATED and FAILED ones are not listed. */
  readonly status: 'ASSOCIATING' | 'ASSOCIATED' | 'DISASSOCIATING' | 'SUSPENDED' | 'SUSPENDING' | 'RESTORING';
}

export interface Invitation {
  readonly arn: string;
  readonly share: ResourceShareArn;
  readonly status: 'PENDING' | 'ACCEPTED' | 'REJECTED' | 'EXPIRED';
}

/** A VPC's attachment to our transit gateway; deleted, rejected and failed ones are not listed. */
export interface Attachment {
  readonly id: AttachmentId;
  readonly vpc: VpcId;
  readonly owner: AccountId;
  readonly state:
    | 'initiatingRequest'
    | 'initiating'
    | 'pendingAcceptance'
    | 'pending'
    | 'available'
    | 'modifying'
    | 'rollingBack'
    | 'deleting'
    | 'rejecting'
    | 'failing';
  readonly association?: {
    readonly table: TransitGatewayRouteTableId;
    readonly state: 'associating' | 'associated' | 'disassociating';
  };
}

/** Whether an attachment carries what is routed to it. */
export function isEstablished({ state }: Pick<Attachment, 'state'>): boolean {
  return state === 'available' || state === 'modifying' || state === 'rollingBack';
}

/** An attachment's propagation to a transit gateway route table, with the routes that really came of it. */
export interface Propagation {
  readonly table: TransitGatewayRouteTableId;
  readonly attachment: AttachmentId;
  readonly state: 'enabling' | 'enabled' | 'disabling';
  /** The destinations of its active routes. */
  readonly cidrs: readonly Cidr[];
}

/** A route of a transit gateway route table to a VPC's attachment. */
export interface GatewayRoute {
  readonly cidr: Cidr;
  readonly attachment: AttachmentId;
  readonly vpc: VpcId;
}

export interface PrefixListEntry {
  readonly cidr: Cidr;
  readonly description: string;
}

export interface PrefixListSize {
  /** Entries may change only where no change is in progress. */
  readonly settled: boolean;
  readonly maxEntries: number;
}

/** A live connection to one of our endpoint services. */
export interface EndpointConnection {
  readonly service: EndpointServiceId;
  readonly endpoint: string;
  readonly owner: AccountId;
}

export interface Subnet {
  readonly id: SubnetId;
  /** The Availability Zone's id, which means the same zone in every account. */
  readonly zone: string;
  readonly freeAddresses: number;
  readonly tags: Tags;
}

export interface Vpc {
  readonly id: VpcId;
  readonly cidrs: readonly Cidr[];
  readonly tags: Tags;
}

/** A route that is not the VPC's own local one. */
export interface Route {
  /** A CIDR or the id of a prefix list. */
  readonly destination: string;
  /** The id of whatever it leads to. */
  readonly target: string;
  readonly state: 'active' | 'blackhole' | 'filtered';
}

export interface RouteTable {
  readonly id: RouteTableId;
  readonly vpc: VpcId;
  readonly routes: readonly Route[];
}

export interface ProfileAssociation {
  readonly name: string;
  readonly profile: ProfileId;
  readonly vpc: VpcId;
  readonly status: 'CREATING' | 'UPDATING' | 'COMPLETE' | 'DELETING' | 'FAILED';
}

export interface DnsSupport {
  readonly vpc: VpcId;
  readonly support: boolean;
  readonly hostnames: boolean;
}

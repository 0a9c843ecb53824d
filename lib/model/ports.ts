import type { Cidr } from './cidr.ts';
import type {
  AccountId,
  AttachmentId,
  EndpointServiceId,
  OuId,
  PrefixListId,
  ProfileId,
  Region,
  ResourceShareArn,
  RouteTableId,
  SubnetId,
  TransitGatewayId,
  TransitGatewayRouteTableId,
  VpcId,
} from './ids.ts';
import type {
  Attachment,
  DnsSupport,
  EndpointConnection,
  GatewayRoute,
  Invitation,
  PrefixListEntry,
  PrefixListSize,
  Principal,
  PrincipalAssociation,
  ProfileAssociation,
  Propagation,
  RouteTable,
  Subnet,
  Vpc,
} from './network.ts';
import type { OrganizationAccount, Tags } from './organization.ts';
import type { PrivateDnsName } from './private-dns-name.ts';
import type { ProbeAnswer, ProbeEvent, ProbePlace } from './probe.ts';

/**
 * What Jetway asks of AWS, in its own words. Every method throws a JetwayError with AWS's code and request id;
 * lists are whole lists. Only `lib/aws` implements these.
 */
export interface Ports {
  readonly organization: OrganizationPort;
  /** The provider account's side of a site. */
  provider(region: Region): ProviderPort;
  /** Enters a consumer account; throws `role-refused` where its role cannot be assumed. */
  consumer(account: AccountId, region: Region): Promise<ConsumerPort>;
  /** The JSON text of the site parameter, or undefined where the parameter does not exist. */
  siteParameter(region: Region, name: string): Promise<string | undefined>;
}

/** An account without the tags of anything, as a list of accounts shows it. */
export type ListedAccount = Omit<OrganizationAccount, 'tags' | 'ancestors'> & {
  /** The nearest OU first, the root last. */
  readonly path: readonly OuId[];
};

export interface OrganizationPort {
  /**
   * One account with the OUs above it, or undefined where the organization does not know it. Absence is proved
   * against the configured organization: credentials of another one throw instead.
   */
  account(id: AccountId): Promise<ListedAccount | undefined>;
  /** Every account of the organization; throws where the answer is of another organization. */
  accounts(): Promise<readonly ListedAccount[]>;
  /** The tags of an account, an OU or the root, read from Organizations itself. */
  tags(id: AccountId | OuId): Promise<Tags>;
  /** The values of one tag over all accounts and OUs, by id, from the tagging API, which may lag behind. */
  tagged(key: string): Promise<ReadonlyMap<string, string>>;
  /** The name that Organizations shows for an OU; the root's is its id. */
  ouName(id: OuId): Promise<string>;
}

export interface ProviderPort {
  /** @param principal narrows the list to one; without it, all principals of the shares */
  principals(
    shares: readonly ResourceShareArn[],
    principal?: Principal,
  ): Promise<readonly PrincipalAssociation[]>;
  associatePrincipals(share: ResourceShareArn, principals: readonly Principal[]): Promise<void>;
  disassociatePrincipals(share: ResourceShareArn, principals: readonly Principal[]): Promise<void>;

  /** @param owner narrows the list to one account's VPCs; without it, everybody's */
  attachments(gateway: TransitGatewayId, owner?: AccountId): Promise<readonly Attachment[]>;
  acceptAttachment(attachment: AttachmentId): Promise<void>;
  deleteAttachment(attachment: AttachmentId): Promise<void>;

  /**
   * The propagations of attachments to a table and the routes that came of them.
   * @param attachments narrows the list; then a propagation that shows in its routes is not asked for again
   */
  propagations(
    table: TransitGatewayRouteTableId,
    attachments?: readonly AttachmentId[],
  ): Promise<readonly Propagation[]>;
  associate(table: TransitGatewayRouteTableId, attachment: AttachmentId): Promise<void>;
  disassociate(table: TransitGatewayRouteTableId, attachment: AttachmentId): Promise<void>;
  enablePropagation(table: TransitGatewayRouteTableId, attachment: AttachmentId): Promise<void>;
  disablePropagation(table: TransitGatewayRouteTableId, attachment: AttachmentId): Promise<void>;
  /** The routes of the table that overlap the CIDR, with the attachment that each leads to. */
  overlapping(table: TransitGatewayRouteTableId, cidr: Cidr): Promise<readonly GatewayRoute[]>;

  prefixListEntries(prefixList: PrefixListId): Promise<readonly PrefixListEntry[]>;
  prefixListSize(prefixList: PrefixListId): Promise<PrefixListSize>;
  addEntries(prefixList: PrefixListId, entries: readonly PrefixListEntry[]): Promise<void>;
  removeEntries(prefixList: PrefixListId, cidrs: readonly Cidr[]): Promise<void>;

  /** Live connections to the services, whoever made them. */
  endpointConnections(services: readonly EndpointServiceId[]): Promise<readonly EndpointConnection[]>;
}

export interface ConsumerPort {
  vpcs(): Promise<readonly Vpc[]>;
  subnets(vpc: VpcId): Promise<readonly Subnet[]>;
  dnsSupport(vpc: VpcId): Promise<DnsSupport>;
  routeTables(vpcs: readonly VpcId[]): Promise<readonly RouteTable[]>;
  profileAssociations(): Promise<readonly ProfileAssociation[]>;
  /** The invitations to any of the shares. */
  invitations(shares: readonly ResourceShareArn[]): Promise<readonly Invitation[]>;
  /** The tags that this account put on its attachments to the gateway. */
  attachmentTags(gateway: TransitGatewayId): Promise<ReadonlyMap<AttachmentId, Tags>>;
  /** Where the function of the probe is, or undefined where there is none of this name. */
  probePlace(functionName: string): Promise<ProbePlace | undefined>;
  /** Invokes the probe, which changes nothing; throws where the function itself fails. */
  askProbe(functionName: string, event: ProbeEvent): Promise<ProbeAnswer>;

  acceptInvitation(invitation: string): Promise<void>;
  createAttachment(
    gateway: TransitGatewayId,
    vpc: VpcId,
    subnets: readonly SubnetId[],
    tags: Tags,
  ): Promise<void>;
  deleteAttachment(attachment: AttachmentId): Promise<void>;
  createRoute(table: RouteTableId, destination: Cidr, gateway: TransitGatewayId): Promise<void>;
  deleteRoute(table: RouteTableId, destination: Cidr): Promise<void>;
  associateProfile(profile: ProfileId, vpc: VpcId, name: string, tags: Tags): Promise<void>;
  disassociateProfile(profile: ProfileId, vpc: VpcId): Promise<void>;
  /** Puts the function of the probe into subnets of the VPC, with a security group of the VPC's. */
  moveProbeInto(vpc: VpcId, functionName: string): Promise<void>;
  /** Takes it out of its VPC; Lambda then deletes its network interfaces. */
  takeProbeOut(functionName: string): Promise<void>;
}

/** The private DNS names of the endpoint services of one account in one Region. */
export interface EndpointServices {
  /** The service's name, or undefined where it has none; throws `not-found` where there is no such service. */
  privateDnsName(service: EndpointServiceId): Promise<PrivateDnsName | undefined>;
  setPrivateDnsName(service: EndpointServiceId, name: string): Promise<void>;
  /** AWS refuses while anything is connected to the service. */
  removePrivateDnsName(service: EndpointServiceId): Promise<void>;
  /** Has AWS look for the record in public DNS, which must have it by then. */
  startVerification(service: EndpointServiceId): Promise<void>;
}

/** Public DNS, as everybody sees it. */
export interface PublicDns {
  /** The values of the TXT records of a name, none where there is nothing; throws `unavailable` without an answer. */
  txt(name: string): Promise<readonly string[]>;
}

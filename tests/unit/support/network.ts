import { Cidr } from '../../../lib/model/cidr.ts';
import { describeEntry } from '../../../lib/model/entry-owner.ts';
import { JetwayError } from '../../../lib/model/errors.ts';
import type { AccountId, VpcId } from '../../../lib/model/ids.ts';
import type {
  Attachment,
  PrefixListEntry,
  Principal,
  PrincipalAssociation,
  ProfileAssociation,
  Propagation,
  Route,
  RouteTable,
  Vpc,
} from '../../../lib/model/network.ts';
import { type Observation, read } from '../../../lib/model/observation.ts';
import type { ProbePlace } from '../../../lib/model/probe.ts';
import type { ConsumerSide } from '../../../lib/observe/consumer.ts';
import type { ProviderSide } from '../../../lib/observe/provider.ts';
import * as ids from './ids.ts';

export const cidr = (text: string) => Cidr.parse(text);

/** The one CIDR that the n-th VPC has. */
export const cidrOf = (n: number) => cidr(`10.${n}.0.0/16`);

export function unreadable(code: JetwayError['code'] = 'access-denied'): {
  readonly state: 'unreadable';
  readonly error: JetwayError;
} {
  const problem = { resource: 'ec2', what: 'it was refused', remedy: 'Allow it' };
  return { state: 'unreadable', error: new JetwayError(code, problem) };
}

export function aPrincipal(changes: Partial<PrincipalAssociation> = {}): PrincipalAssociation {
  return { share: ids.gatewayShare, principal: ids.consumer, status: 'ASSOCIATED', ...changes };
}

/** The principal on the gateway's share and on the profile's. */
export function bothPrincipals(principal: Principal = ids.consumer): readonly PrincipalAssociation[] {
  return [ids.gatewayShare, ids.sharedShare].map((share) => aPrincipal({ share, principal }));
}

/** The n-th VPC's attachment: available, and associated with the consumers' route table. */
export function anAttachment(n = 1, changes: Partial<Attachment> = {}): Attachment {
  return {
    id: ids.attachmentId(n),
    vpc: ids.vpcId(n),
    owner: ids.consumer,
    state: 'available',
    association: { table: ids.consumersTable, state: 'associated' },
    ...changes,
  };
}

/** The n-th VPC's attachment before anything was done with it. */
export function aBareAttachment(n: number, state: Attachment['state']): Attachment {
  return { id: ids.attachmentId(n), vpc: ids.vpcId(n), owner: ids.consumer, state };
}

export function aPropagation(n = 1, changes: Partial<Propagation> = {}): Propagation {
  return {
    table: ids.providerTable,
    attachment: ids.attachmentId(n),
    state: 'enabled',
    cidrs: [cidrOf(n)],
    ...changes,
  };
}

export function anEntry(n = 1, account: AccountId = ids.consumer): PrefixListEntry {
  return { cidr: cidrOf(n), description: describeEntry({ account, vpc: ids.vpcId(n) }) };
}

export function aVpc(n = 1, changes: Partial<Vpc> = {}): Vpc {
  return { id: ids.vpcId(n), cidrs: [cidrOf(n)], tags: {}, ...changes };
}

export function aRoute(changes: Partial<Route> = {}): Route {
  return { destination: '10.255.0.0/16', target: ids.gateway, state: 'active', ...changes };
}

export function aRouteTable(n = 1, routes: readonly Route[] = [aRoute()]): RouteTable {
  return { id: ids.routeTableId(n), vpc: ids.vpcId(n), routes };
}

export function anAssociation(vpc: VpcId, changes: Partial<ProfileAssociation> = {}): ProfileAssociation {
  return { name: 'jetway-test', profile: ids.sharedProfile, vpc, status: 'COMPLETE', ...changes };
}

/** A provider's side that was read and shows nothing of the account. */
export function noProvider(changes: Partial<ProviderSide> = {}): ProviderSide {
  return {
    principals: read([]),
    attachments: read([]),
    propagations: read([]),
    prefixListEntries: read([]),
    prefixListSize: read({ settled: true, maxEntries: 100 }),
    overlaps: read([]),
    endpointConnections: read([]),
    ...changes,
  };
}

/** A consumer's side that was read and is empty. */
export function noConsumer(changes: Partial<ConsumerSide> = {}): ConsumerSide {
  return {
    vpcs: read([]),
    routeTables: read([]),
    profileAssociations: read([]),
    dnsSupport: read([]),
    subnets: read(new Map()),
    invitations: read([]),
    attachmentTags: read(new Map()),
    probePlace: read(undefined),
    ...changes,
  };
}

/** What the provider shows of an account whose VPCs of these numbers are all connected. */
export function connectedProvider(numbers: readonly number[] = [1]): ProviderSide {
  return noProvider({
    principals: read(bothPrincipals()),
    attachments: read(numbers.map((n) => anAttachment(n))),
    propagations: read(numbers.map((n) => aPropagation(n))),
    prefixListEntries: read(numbers.map((n) => anEntry(n))),
  });
}

/** What an account shows whose VPCs of these numbers are all connected. */
export function connectedConsumer(numbers: readonly number[] = [1]): ConsumerSide {
  return noConsumer({
    vpcs: read(numbers.map((n) => aVpc(n))),
    routeTables: read(numbers.map((n) => aRouteTable(n))),
    profileAssociations: read(numbers.map((n) => anAssociation(ids.vpcId(n)))),
  });
}

/** The tags by which the attachments of these numbers are known as Jetway's. */
export function madeByJetway(...numbers: readonly number[]): ConsumerSide['attachmentTags'] {
  return read(new Map(numbers.map((n) => [ids.attachmentId(n), { 'jetway:name': 'test' }])));
}

/** The n-th VPC's attachment as a stack of Jetway's makes and tags it. */
export function madeByStack(n: number): ConsumerSide['attachmentTags'] {
  const tags = { 'jetway:name': 'test', 'jetway:owner': 'jetway-test-sample-consumer' };
  return read(new Map([[ids.attachmentId(n), tags]]));
}

/** The part's value; a test that asks for one has read it. */
export function valueIn<T>(part: Observation<T>): T {
  if (part.state !== 'read') throw new Error(`the part is ${part.state}`);
  return part.value;
}

/** The probe's function, settled in the VPC of this number, or in none. */
export function aProbePlace(number?: number, changes: Partial<ProbePlace> = {}): Observation<ProbePlace> {
  const vpc = number === undefined ? undefined : ids.vpcId(number);
  return read({ vpc, state: 'settled', problem: '', ...changes });
}

import type { DnsEntry, VpcEndpoint } from '@aws-sdk/client-ec2';
import type { Call } from '../../call.ts';
import { refuse } from '../../refusal.ts';
import type { World } from '../../world.ts';
import { addressIn } from './cidr.ts';
import { newId } from './ids.ts';
import type { SimulatedEndpoint } from './state.ts';
import { dropTags, putTags, tagList } from './tags.ts';

export interface NewEndpoint {
  readonly vpcId: string;
  readonly serviceName: string;
  readonly subnetIds?: readonly string[];
  readonly securityGroupIds?: readonly string[];
  readonly privateDnsEnabled?: boolean;
  readonly tags?: Readonly<Record<string, string>>;
  readonly id?: string;
  readonly state?: SimulatedEndpoint['state'];
}

/** Makes an interface endpoint in a VPC that the world has, at once and available unless told otherwise. */
export function addEndpoint(world: World, endpoint: NewEndpoint): SimulatedEndpoint {
  const { vpcId, serviceName, subnetIds = [], securityGroupIds = [], privateDnsEnabled = false } = endpoint;
  const { account, region } =
    world.ec2.vpcs.get(vpcId) ?? refuse('InvalidVpcID.NotFound', `The vpc ID '${vpcId}' does not exist`);
  const added: SimulatedEndpoint = {
    id: endpoint.id ?? newId(world, 'vpce'),
    account,
    region,
    vpcId,
    serviceName,
    serviceId: [...world.ec2.endpointServices.values()].find(({ name }) => name === serviceName)?.id,
    subnetIds,
    securityGroupIds,
    networkInterfaceIds: subnetIds.map(() => newId(world, 'eni')),
    addresses: subnetIds.flatMap((id) => freeAddress(world, id)),
    privateDnsEnabled,
    createdAtMs: world.clock.nowMs,
    state: endpoint.state ?? 'Available',
  };
  world.ec2.endpoints.set(added.id, added);
  putTags(world, account, added.id, Object.entries(endpoint.tags ?? {}));
  return added;
}

/** The next address of a subnet; the first four belong to AWS. An IPv6-only subnet has none. */
function freeAddress({ ec2 }: World, subnetId: string): string[] {
  const cidr = ec2.subnets.get(subnetId)?.cidr;
  if (cidr === undefined) return [];
  const taken = new Set([...ec2.endpoints.values()].flatMap(({ addresses }) => addresses));
  let places = 4;
  while (taken.has(addressIn(cidr, places))) places += 1;
  return [addressIn(cidr, places)];
}

/** Begins the making of an endpoint, which is Available when the clock has moved on. */
export function becomePending(world: World, endpoint: SimulatedEndpoint): void {
  endpoint.state = 'Pending';
  world.clock.after(world.ec2.latencies.endpointBecomesAvailable, () => {
    if (endpoint.state === 'Pending') endpoint.state = 'Available';
  });
}

/** Begins the deletion of an endpoint, which stays listed as Deleting for a while. */
export function deleteEndpoint(world: World, endpoint: SimulatedEndpoint): void {
  endpoint.state = 'Deleting';
  world.clock.after(world.ec2.latencies.endpointDeletes, () => {
    world.ec2.endpoints.delete(endpoint.id);
    dropTags(world, endpoint.id);
  });
}

/** The caller's endpoint, or undefined. */
export function findOwnEndpoint(
  { world, caller, region }: Call,
  id: string | undefined,
): SimulatedEndpoint | undefined {
  const endpoint = world.ec2.endpoints.get(id ?? '');
  return endpoint?.account === caller.account && endpoint.region === region ? endpoint : undefined;
}

/** The name that an endpoint answers to in its own VPC, where private DNS is on. */
export function privateDnsName({ ec2 }: World, endpoint: SimulatedEndpoint): string | undefined {
  if (!endpoint.privateDnsEnabled) return undefined;
  if (endpoint.serviceId !== undefined) return ec2.endpointServices.get(endpoint.serviceId)?.privateDns?.name;
  return awsServiceDnsName(endpoint.serviceName);
}

/** Where AWS's own service `com.amazonaws.{region}.{service}` answers. */
export function awsServiceDnsName(serviceName: string): string | undefined {
  const [, region, service] = /^com\.amazonaws\.([a-z0-9-]+)\.([a-z0-9-]+)$/.exec(serviceName) ?? [];
  return region === undefined || service === undefined ? undefined : `${service}.${region}.amazonaws.com`;
}

/** The DNS names of an endpoint: its own, and the private one where it is on. */
export function dnsEntries(world: World, endpoint: SimulatedEndpoint): DnsEntry[] {
  const { id, region, serviceId, serviceName } = endpoint;
  const service = serviceId ?? serviceName.split('.').at(-1);
  const privateName = privateDnsName(world, endpoint);
  const own = {
    DnsName: `${id}-0a1b2c3d.${service}.${region}.vpce.amazonaws.com`,
    HostedZoneId: 'Z38NZ8EXAMPLE',
  };
  return privateName === undefined ? [own] : [own, { DnsName: privateName, HostedZoneId: 'ZONEIDPENDING' }];
}

/** An endpoint as its owner sees it. */
export function describeEndpoint(world: World, endpoint: SimulatedEndpoint): VpcEndpoint {
  const { id, account } = endpoint;
  return {
    VpcEndpointId: id,
    VpcEndpointType: 'Interface',
    VpcId: endpoint.vpcId,
    OwnerId: account,
    ServiceName: endpoint.serviceName,
    State: endpoint.state,
    SubnetIds: [...endpoint.subnetIds],
    NetworkInterfaceIds: [...endpoint.networkInterfaceIds],
    Groups: endpoint.securityGroupIds.map((group) => ({ GroupId: group, GroupName: group })),
    RouteTableIds: [],
    IpAddressType: 'ipv4',
    PrivateDnsEnabled: endpoint.privateDnsEnabled,
    RequesterManaged: false,
    DnsEntries: dnsEntries(world, endpoint),
    CreationTimestamp: new Date(endpoint.createdAtMs),
    Tags: tagList(world, account, id),
  };
}

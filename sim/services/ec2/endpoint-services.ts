import type { ServiceConfiguration } from '@aws-sdk/client-ec2';
import type { Call } from '../../call.ts';
import { refuse } from '../../refusal.ts';
import type { World } from '../../world.ts';
import { newId } from './ids.ts';
import type { PrivateDns, SimulatedEndpointService } from './state.ts';
import { putTags, tagList } from './tags.ts';

export interface NewEndpointService {
  readonly account: string;
  readonly region: string;
  readonly privateDnsName?: string;
  /** Whether the name's TXT record is published and verified already. */
  readonly verified?: boolean;
  readonly acceptanceRequired?: boolean;
  readonly loadBalancerArns?: readonly string[];
  readonly tags?: Readonly<Record<string, string>>;
  readonly id?: string;
}

/** Makes an endpoint service at once. */
export function addEndpointService(world: World, service: NewEndpointService): SimulatedEndpointService {
  const { account, region, privateDnsName, verified = false, tags = {} } = service;
  const id = service.id ?? newId(world, 'vpce-svc');
  const added: SimulatedEndpointService = {
    id,
    account,
    region,
    name: `com.amazonaws.vpce.${region}.${id}`,
    acceptanceRequired: service.acceptanceRequired ?? false,
    loadBalancerArns: service.loadBalancerArns ?? [],
    privateDns: privateDnsName === undefined ? undefined : newPrivateDns(world, privateDnsName, verified),
    principals: new Map(),
  };
  world.ec2.endpointServices.set(id, added);
  putTags(world, account, id, Object.entries(tags));
  return added;
}

function newPrivateDns(world: World, name: string, verified: boolean): PrivateDns {
  const record = { name: `_${world.random.hex(20)}`, value: `vpce:${world.random.hex(20)}` };
  return {
    name,
    record,
    state: verified ? 'verified' : 'pendingVerification',
    publicRecord: verified ? record.value : undefined,
  };
}

/**
 * Sets what public DNS says at the name of a service's TXT record, or that it says nothing. AWS looks by itself
 * after a while: a verified name fails without the right record, which perhaps verifies a name that is pending.
 */
export function publishRecord(world: World, serviceId: string, value: string | undefined): void {
  const privateDns = world.ec2.endpointServices.get(serviceId)?.privateDns;
  if (privateDns === undefined)
    refuse('InvalidParameter', `The service ${serviceId} has no private DNS name`);
  privateDns.publicRecord = value;
  world.clock.after(world.ec2.latencies.privateDnsVerifies, () => {
    const right = privateDns.publicRecord === privateDns.record.value;
    const looks = world.unknowns.verifiesByItself && privateDns.state === 'pendingVerification';
    if (right && looks) privateDns.state = 'verified';
    if (!right && privateDns.state === 'verified') privateDns.state = 'failed';
  });
}

/** Gives a service another private DNS name, which has a record of its own to prove, or takes it away. */
export function changePrivateDnsName(
  world: World,
  service: SimulatedEndpointService,
  name: string | undefined,
): void {
  const change = () => {
    service.privateDns = name === undefined ? undefined : newPrivateDns(world, name, false);
  };
  const seconds = world.ec2.latencies.privateDnsNameChanges;
  if (seconds === 0) change();
  else world.clock.after(seconds, change);
}

/** Has AWS look for the TXT record; what it finds is there when the clock has moved on. */
export function startVerification(world: World, privateDns: PrivateDns): void {
  if (privateDns.state === 'failed') privateDns.state = world.unknowns.restartedVerification;
  world.clock.after(world.ec2.latencies.privateDnsVerifies, () => {
    privateDns.state = privateDns.publicRecord === privateDns.record.value ? 'verified' : 'failed';
  });
}

/** The caller's endpoint service. */
export function ownEndpointService(
  { world, caller, region }: Call,
  id: string | undefined,
): SimulatedEndpointService {
  const service = world.ec2.endpointServices.get(id ?? '');
  return service?.account === caller.account && service.region === region
    ? service
    : refuse('InvalidVpcEndpointServiceId.NotFound', `The VpcEndpointService Id '${id}' does not exist`);
}

/** Whether an account may make endpoints to a service: its owner, or one that the service's permissions name. */
export function mayConnect(
  { partition }: World,
  service: SimulatedEndpointService,
  account: string,
): boolean {
  const { account: owner, principals } = service;
  return account === owner || principals.has(`arn:${partition}:iam::${account}:root`) || principals.has('*');
}

/** A service as its owner sees it. */
export function describeEndpointService(
  world: World,
  service: SimulatedEndpointService,
): ServiceConfiguration {
  const { id, account, region, name, acceptanceRequired, loadBalancerArns, privateDns } = service;
  return {
    ServiceId: id,
    ServiceName: name,
    ServiceState: 'Available',
    ServiceType: [{ ServiceType: 'Interface' }],
    AcceptanceRequired: acceptanceRequired,
    ManagesVpcEndpoints: false,
    NetworkLoadBalancerArns: [...loadBalancerArns],
    SupportedIpAddressTypes: ['ipv4'],
    BaseEndpointDnsNames: [`${id}.${region}.vpce.amazonaws.com`],
    PrivateDnsName: privateDns?.name,
    PrivateDnsNameConfiguration:
      privateDns === undefined
        ? undefined
        : {
            State: privateDns.state,
            Type: 'TXT',
            Name: privateDns.record.name,
            Value: privateDns.record.value,
          },
    Tags: tagList(world, account, id),
  };
}

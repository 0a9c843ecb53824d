import type { ServiceConfiguration } from '@aws-sdk/client-ec2';
import type { Call } from '../../call.ts';
import { refuse } from '../../refusal.ts';
import type { World } from '../../world.ts';
import { newId } from './ids.ts';
import { newPrivateDns, prove } from './private-dns.ts';
import type { SimulatedEndpointService } from './state.ts';
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
    privateDns: privateDnsName === undefined ? undefined : newPrivateDns(world, privateDnsName),
    principals: new Map(),
  };
  world.ec2.endpointServices.set(id, added);
  putTags(world, account, id, Object.entries(tags));
  if (added.privateDns !== undefined && verified) prove(world, added.privateDns);
  return added;
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

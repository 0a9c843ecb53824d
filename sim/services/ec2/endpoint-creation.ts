import type { Call } from '../../call.ts';
import type { InputOf } from '../../operation.ts';
import { refuse } from '../../refusal.ts';
import { mayConnect } from './endpoint-services.ts';
import { addEndpoint, awsServiceDnsName, becomePending, privateDnsName } from './endpoints.ts';
import type { SimulatedEndpoint, SimulatedEndpointService, SimulatedVpc } from './state.ts';
import { ownSubnet } from './subnets.ts';
import { specifiedTags } from './tags.ts';
import { ownVpc } from './vpcs.ts';

type Request = InputOf<typeof import('@aws-sdk/client-ec2'), 'CreateVpcEndpoint'>;

/**
 * Makes an interface endpoint that becomes available when the clock has moved on.
 * @throws Refusal where EC2 refuses the request at once
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html
 */
export function createEndpoint(call: Call, input: Request): SimulatedEndpoint {
  const { world } = call;
  const vpc = ownVpc(call, input.VpcId);
  const serviceName = input.ServiceName ?? '';
  const service = connectableService(call, serviceName);
  const subnetIds = input.SubnetIds ?? [];
  mayStandIn(call, vpc, subnetIds);
  const tags = specifiedTags(input.TagSpecifications, 'vpc-endpoint');
  const inVpc = [...world.ec2.endpoints.values()].filter(({ vpcId }) => vpcId === vpc.id);
  if (inVpc.length >= world.ec2.quotas.endpointsPerVpc)
    refuse('VpcEndpointLimitExceeded', 'The maximum number of VPC endpoints has been reached.');
  const name = service === undefined ? awsServiceDnsName(serviceName) : service.privateDns?.name;
  const privateDnsEnabled = input.PrivateDnsEnabled ?? name !== undefined;
  if (privateDnsEnabled) mayResolve(call, vpc, serviceName, service, name);
  const endpoint = addEndpoint(world, {
    vpcId: vpc.id,
    serviceName,
    subnetIds,
    securityGroupIds: input.SecurityGroupIds ?? [],
    privateDnsEnabled,
    tags: Object.fromEntries(tags),
    state: service?.acceptanceRequired ? 'PendingAcceptance' : 'Pending',
  });
  if (endpoint.state === 'Pending') becomePending(world, endpoint);
  return endpoint;
}

/** The endpoint service of a name, undefined for one of AWS's own. */
function connectableService(
  { world, caller, region }: Call,
  name: string,
): SimulatedEndpointService | undefined {
  const service = [...world.ec2.endpointServices.values()].find(
    (one) => one.name === name && one.region === region,
  );
  const connectable =
    service === undefined
      ? awsServiceDnsName(name) !== undefined && name.startsWith(`com.amazonaws.${region}.`)
      : mayConnect(world, service, caller.account);
  if (!connectable) refuse('InvalidServiceName', `The Vpc Endpoint Service '${name}' does not exist`);
  return service;
}

function mayStandIn(call: Call, vpc: SimulatedVpc, subnetIds: readonly string[]): void {
  const subnets = subnetIds.map((id) => ownSubnet(call, id));
  for (const { id, vpcId } of subnets)
    if (vpcId !== vpc.id) refuse('InvalidParameter', `The subnet ${id} is not in the VPC ${vpc.id}`);
  if (new Set(subnets.map(({ zoneId }) => zoneId)).size < subnets.length)
    refuse(
      'DuplicateSubnetsInSameZone',
      'Found another VPC endpoint subnet in the availability zone of an existing one.',
    );
}

function mayResolve(
  { world }: Call,
  vpc: SimulatedVpc,
  serviceName: string,
  service: SimulatedEndpointService | undefined,
  name: string | undefined,
): void {
  if (service !== undefined && service.privateDns?.state !== 'verified')
    refuse(
      'InvalidParameter',
      `Private DNS can't be enabled because the service ${serviceName} has not verified the private DNS name.`,
    );
  if (!vpc.dnsSupport || !vpc.dnsHostnames)
    refuse(
      'InvalidParameter',
      `Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for ${vpc.id}`,
    );
  for (const other of world.ec2.endpoints.values())
    if (other.vpcId === vpc.id && privateDnsName(world, other) === name)
      refuse(
        'InvalidParameter',
        `private-dns-enabled cannot be set because there is already a conflicting DNS domain for ${name} in the VPC ${vpc.id}`,
      );
}

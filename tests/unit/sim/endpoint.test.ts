import type { CreateVpcEndpointRequest } from '@aws-sdk/client-ec2';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { addEndpointService } from '../../../sim/services/ec2/endpoint-services.ts';
import { addEndpoint } from '../../../sim/services/ec2/endpoints.ts';
import { publishRecord } from '../../../sim/services/ec2/private-dns.ts';
import type { SimulatedEndpointService, SimulatedVpc } from '../../../sim/services/ec2/state.ts';
import { addSubnet } from '../../../sim/services/ec2/subnets.ts';
import { addVpc } from '../../../sim/services/ec2/vpcs.ts';
import { World } from '../../../sim/world.ts';
import { consumer, ec2As, provider, refusalOf, region } from './vpc-calls.ts';

const name = 'api.example.com';
let world: World;
let vpc: SimulatedVpc;
let service: SimulatedEndpointService;
beforeEach(() => {
  world = new World();
  vpc = addVpc(world, { account: provider, region, cidrs: ['10.0.0.0/16'] });
  vpc.dnsHostnames = true;
  service = addEndpointService(world, { account: provider, region, privateDnsName: name, verified: true });
});

const owner = () => ec2As(world, provider);
const create = (input: Partial<CreateVpcEndpointRequest> = {}, account = provider) =>
  ec2As(world, account)('CreateVpcEndpoint', {
    VpcId: vpc.id,
    ServiceName: service.name,
    VpcEndpointType: 'Interface',
    ...input,
  }).VpcEndpoint;
const endpointNow = () => owner()('DescribeVpcEndpoints', {}).VpcEndpoints?.[0];

describe('the life of an endpoint', () => {
  test('is Pending, Available, Deleting, and then over', () => {
    const id = create()?.VpcEndpointId ?? '';
    expect(endpointNow()).toMatchObject({ VpcEndpointId: id, State: 'Pending', PrivateDnsEnabled: true });
    world.clock.advance(world.ec2.latencies.endpointBecomesAvailable);
    expect(endpointNow()).toMatchObject({ State: 'Available', OwnerId: provider });
    expect(endpointNow()?.DnsEntries?.map(({ DnsName }) => DnsName)).toContain(name);
    expect(owner()('DeleteVpcEndpoints', { VpcEndpointIds: [id] }).Unsuccessful).toEqual([]);
    expect(endpointNow()).toMatchObject({ State: 'Deleting' });
    world.clock.advance(world.ec2.latencies.endpointDeletes);
    expect(endpointNow()).toBeUndefined();
    expect(refusalOf(() => owner()('DescribeVpcEndpoints', { VpcEndpointIds: [id] }))?.code).toBe(
      'InvalidVpcEndpointId.NotFound',
    );
  });

  test('deleted before it is available, it stays Deleting', () => {
    const id = create()?.VpcEndpointId ?? '';
    world.ec2.latencies.endpointDeletes = 600;
    owner()('DeleteVpcEndpoints', { VpcEndpointIds: [id] });
    world.clock.advance(world.ec2.latencies.endpointBecomesAvailable);
    expect(endpointNow()).toMatchObject({ State: 'Deleting' });
  });

  test('with acceptance waits for the owner of the service', () => {
    service = addEndpointService(world, { account: provider, region, acceptanceRequired: true });
    const id = create()?.VpcEndpointId ?? '';
    world.clock.advance(3600);
    expect(endpointNow()).toMatchObject({ State: 'PendingAcceptance' });
    const accept = () =>
      owner()('AcceptVpcEndpointConnections', { ServiceId: service.id, VpcEndpointIds: [id] });
    expect(accept().Unsuccessful).toEqual([]);
    expect(accept().Unsuccessful).toMatchObject([{ ResourceId: id }]);
    world.clock.advance(world.ec2.latencies.endpointBecomesAvailable);
    expect(endpointNow()).toMatchObject({ State: 'Available' });
  });

  test('another account’s endpoint is not deleted but named', () => {
    const { id } = addEndpoint(world, { vpcId: vpc.id, serviceName: service.name });
    expect(ec2As(world, consumer)('DeleteVpcEndpoints', { VpcEndpointIds: [id] }).Unsuccessful).toMatchObject(
      [{ ResourceId: id, Error: { Code: 'InvalidVpcEndpoint.NotFound' } }],
    );
    expect(endpointNow()).toMatchObject({ State: 'Available' });
  });
});

describe('CreateVpcEndpoint', () => {
  test.each<{ given: string; arrange?: () => void; input?: Partial<CreateVpcEndpointRequest>; code: string }>(
    [
      { given: 'a VPC that is not there', input: { VpcId: 'vpc-0' }, code: 'InvalidVpcID.NotFound' },
      {
        given: 'a service that is not there',
        input: { ServiceName: `com.amazonaws.vpce.${region}.vpce-svc-0` },
        code: 'InvalidServiceName',
      },
      {
        given: 'a service of another Region',
        input: { ServiceName: 'com.amazonaws.us-east-1.sqs' },
        code: 'InvalidServiceName',
      },
      {
        given: 'a subnet that is not there',
        input: { SubnetIds: ['subnet-0'] },
        code: 'InvalidSubnetID.NotFound',
      },
      { given: 'a gateway endpoint', input: { VpcEndpointType: 'Gateway' }, code: 'SimulatorNotModelled' },
      {
        given: 'DNS hostnames off',
        arrange: () => {
          vpc.dnsHostnames = false;
        },
        code: 'InvalidParameter',
      },
      {
        given: 'DNS support off',
        arrange: () => {
          vpc.dnsSupport = false;
        },
        code: 'InvalidParameter',
      },
      {
        given: 'a name that is not verified',
        arrange: () => {
          service = addEndpointService(world, { account: provider, region, privateDnsName: name });
        },
        input: { PrivateDnsEnabled: true },
        code: 'InvalidParameter',
      },
      { given: 'a name that the VPC has', arrange: () => create(), code: 'InvalidParameter' },
      {
        given: 'a full VPC',
        arrange: () => {
          world.ec2.quotas.endpointsPerVpc = 0;
        },
        code: 'VpcEndpointLimitExceeded',
      },
    ],
  )('with $given: $code', ({ arrange, input, code }) => {
    arrange?.();
    expect(refusalOf(() => create(input))?.code).toBe(code);
  });

  test('takes one subnet of a zone, in the VPC', () => {
    const elsewhere = addVpc(world, { account: provider, region, cidrs: ['10.9.0.0/16'] });
    const [one, two] = ['10.0.0.0/24', '10.0.1.0/24'].map(
      (cidr) => addSubnet(world, { vpcId: vpc.id, cidr }).id,
    );
    const other = addSubnet(world, { vpcId: elsewhere.id, cidr: '10.9.0.0/24' }).id;
    const inSubnets = (...SubnetIds: (string | undefined)[]) =>
      refusalOf(() => create({ SubnetIds: SubnetIds.filter((id) => id !== undefined) }))?.code;
    expect(inSubnets(one, two)).toBe('DuplicateSubnetsInSameZone');
    expect(inSubnets(other)).toBe('InvalidParameter');
    expect(inSubnets(one)).toBeUndefined();
  });

  test.each([
    { given: 'nobody', principals: [], code: 'InvalidServiceName' },
    { given: 'the account', principals: [`arn:aws:iam::${consumer}:root`], code: undefined },
    { given: 'everybody', principals: ['*'], code: undefined },
    { given: 'another account', principals: ['arn:aws:iam::999999999999:root'], code: 'InvalidServiceName' },
  ])('to a service that allows $given: $code', ({ principals, code }) => {
    const own = addVpc(world, { account: consumer, region, cidrs: ['10.1.0.0/16'] });
    owner()('ModifyVpcEndpointServicePermissions', {
      ServiceId: service.id,
      AddAllowedPrincipals: [...principals],
    });
    const connect = () => create({ VpcId: own.id, PrivateDnsEnabled: false }, consumer);
    expect(refusalOf(connect)?.code).toBe(code);
  });

  test('of a service of AWS’s own has its name', () => {
    const made = create({ ServiceName: `com.amazonaws.${region}.sqs` });
    expect(made?.DnsEntries?.map(({ DnsName }) => DnsName)).toContain(`sqs.${region}.amazonaws.com`);
  });
});

test.each([
  { name: 'vpc-id', value: () => vpc.id, kept: 1 },
  { name: 'service-name', value: () => 'com.amazonaws.*', kept: 1 },
  { name: 'vpc-endpoint-state', value: () => 'available', kept: 1 },
  { name: 'vpc-endpoint-state', value: () => 'pending', kept: 0 },
  { name: 'vpc-endpoint-type', value: () => 'Gateway', kept: 0 },
  { name: 'tag:Name', value: () => 'shared', kept: 1 },
])('DescribeVpcEndpoints by $name keeps $kept', ({ name: filter, value, kept }) => {
  addEndpoint(world, { vpcId: vpc.id, serviceName: service.name, tags: { Name: 'shared' } });
  const found = owner()('DescribeVpcEndpoints', { Filters: [{ Name: filter, Values: [value()] }] });
  expect(found.VpcEndpoints).toHaveLength(kept);
});

describe('the owner of a service', () => {
  test('sees every account’s connections', () => {
    const own = addVpc(world, { account: consumer, region, cidrs: ['10.1.0.0/16'] });
    const { id } = addEndpoint(world, { vpcId: own.id, serviceName: service.name });
    const connections = (account: string, filter: string, value: string) =>
      ec2As(world, account)('DescribeVpcEndpointConnections', {
        Filters: [{ Name: filter, Values: [value] }],
      }).VpcEndpointConnections;
    const connection = {
      VpcEndpointId: id,
      VpcEndpointOwner: consumer,
      ServiceId: service.id,
      VpcEndpointState: 'Available',
    };
    expect(connections(provider, 'service-id', service.id)).toMatchObject([connection]);
    expect(connections(provider, 'vpc-endpoint-state', 'available')).toMatchObject([connection]);
    expect(connections(provider, 'vpc-endpoint-state', 'pendingAcceptance')).toEqual([]);
    expect(connections(consumer, 'service-id', service.id)).toEqual([]);
  });

  test('names who may connect', () => {
    const principal = `arn:aws:iam::${consumer}:root`;
    const permissions = () =>
      owner()('DescribeVpcEndpointServicePermissions', { ServiceId: service.id }).AllowedPrincipals;
    const modify = (change: { AddAllowedPrincipals?: string[]; RemoveAllowedPrincipals?: string[] }) =>
      owner()('ModifyVpcEndpointServicePermissions', { ServiceId: service.id, ...change });
    expect(modify({ AddAllowedPrincipals: [principal] }).AddedPrincipals).toMatchObject([
      { Principal: principal },
    ]);
    expect(modify({ AddAllowedPrincipals: [principal] }).AddedPrincipals).toEqual([]);
    expect(permissions()).toMatchObject([{ Principal: principal, PrincipalType: 'Account' }]);
    modify({ RemoveAllowedPrincipals: [principal] });
    expect(permissions()).toEqual([]);
    expect(refusalOf(() => modify({ AddAllowedPrincipals: [consumer] }))?.code).toBe('InvalidPrincipal');
  });

  test('alone sees its configuration', () => {
    const describedTo = (account: string) =>
      ec2As(world, account)('DescribeVpcEndpointServiceConfigurations', { ServiceIds: [service.id] });
    expect(describedTo(provider).ServiceConfigurations).toMatchObject([
      {
        ServiceName: service.name,
        PrivateDnsName: name,
        PrivateDnsNameConfiguration: { State: 'verified', Type: 'TXT' },
      },
    ]);
    expect(refusalOf(() => describedTo(consumer))?.code).toBe('InvalidVpcEndpointServiceId.NotFound');
  });
});

describe('ModifyVpcEndpointServiceConfiguration', () => {
  const modify = (change: { PrivateDnsName?: string; RemovePrivateDnsName?: boolean }) =>
    owner()('ModifyVpcEndpointServiceConfiguration', { ServiceId: service.id, ...change });

  test('gives another name, which is to be proved by another record', () => {
    const { record } = service.privateDns ?? {};
    expect(modify({ PrivateDnsName: 'other.example.com' })).toEqual({ Return: true });
    expect(service.privateDns).toMatchObject({ name: 'other.example.com', state: 'pendingVerification' });
    expect(service.privateDns?.record).not.toEqual(record);
  });

  test('removes the name, unless there are connections', () => {
    const { id } = addEndpoint(world, { vpcId: vpc.id, serviceName: service.name });
    const remove = () => modify({ RemovePrivateDnsName: true });
    expect(refusalOf(remove)?.code).toBe('ExistingVpcEndpointConnections');
    owner()('DeleteVpcEndpoints', { VpcEndpointIds: [id] });
    remove();
    expect(service.privateDns).toBeUndefined();
  });

  test('cannot do both', () => {
    const both = () => modify({ PrivateDnsName: name, RemovePrivateDnsName: true });
    expect(refusalOf(both)?.code).toBe('InvalidParameterCombination');
  });
});

describe('the private DNS name of a new service', () => {
  let id: string;
  beforeEach(() => {
    const made = owner()('CreateVpcEndpointServiceConfiguration', {
      PrivateDnsName: name,
      AcceptanceRequired: false,
      NetworkLoadBalancerArns: ['arn:aws:elasticloadbalancing:eu-west-1:222222222222:loadbalancer/net/nlb/1'],
    }).ServiceConfiguration;
    id = made?.ServiceId ?? '';
  });
  const configuration = () =>
    owner()('DescribeVpcEndpointServiceConfigurations', { ServiceIds: [id] }).ServiceConfigurations?.[0]
      ?.PrivateDnsNameConfiguration;
  const start = () => owner()('StartVpcEndpointServicePrivateDnsVerification', { ServiceId: id });
  const wait = () => world.clock.advance(world.ec2.latencies.privateDnsVerifies);

  test('is verified by the right record', () => {
    expect(configuration()).toMatchObject({
      State: 'pendingVerification',
      Name: expect.stringMatching(/^_/),
      Value: expect.stringMatching(/^vpce:/),
    });
    publishRecord(world, id, configuration()?.Value);
    expect(start()).toEqual({ ReturnValue: true });
    expect(configuration()?.State).toBe('pendingVerification');
    wait();
    expect(configuration()?.State).toBe('verified');
  });

  test.each([undefined, 'vpce:wrong'])('fails by the record %s, and passes a second time', (record) => {
    publishRecord(world, id, record);
    start();
    wait();
    expect(configuration()?.State).toBe('failed');
    publishRecord(world, id, configuration()?.Value);
    start();
    expect(configuration()?.State).toBe('pendingVerification');
    wait();
    expect(configuration()?.State).toBe('verified');
  });

  test('stays pending while nobody looks, and AWS looks by itself', () => {
    wait();
    expect(configuration()?.State).toBe('pendingVerification');
    publishRecord(world, id, configuration()?.Value);
    wait();
    expect(configuration()?.State).toBe('verified');
  });

  test('is lost again with the record', () => {
    publishRecord(world, id, configuration()?.Value);
    wait();
    publishRecord(world, id, undefined);
    expect(configuration()?.State).toBe('verified');
    wait();
    expect(configuration()?.State).toBe('failed');
  });

  test('cannot be verified where there is none', () => {
    const { id: nameless } = addEndpointService(world, { account: provider, region });
    const begin = () => owner()('StartVpcEndpointServicePrivateDnsVerification', { ServiceId: nameless });
    expect(refusalOf(begin)?.code).toBe('InvalidParameter');
  });
});

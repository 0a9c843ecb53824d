import { describe, expect, test } from '@jest/globals';
import { type Json, parseTemplate } from '../../../../sim/deploy/document.ts';
import { deployStack, deployStackAtOnce } from '../../../../sim/deploy/stack.ts';
import { Lambda } from '../../../../sim/lambda/runtime.ts';
import { createSimulator } from '../../../../sim/server.ts';
import { addHostedZone } from '../../../../sim/services/route53/public-dns.ts';
import { putParameter } from '../../../../sim/services/ssm/parameters.ts';
import { World } from '../../../../sim/world.ts';
import { addOpenQueue, bodies, rule } from '../events/bus-world.ts';
import { deployment } from './deployment.ts';

interface Resource {
  readonly Type: string;
  readonly DependsOn?: string;
  readonly Properties: Readonly<Record<string, Json>>;
}
type Resources = Readonly<Record<string, Resource>>;

const of = (type: string, properties: Resource['Properties'] = {}, DependsOn?: string): Resource => ({
  Type: `AWS::${type}`,
  Properties: properties,
  ...(DependsOn !== undefined && { DependsOn }),
});
const ref = (id: string) => ({ Ref: id });

const vpc: Resources = {
  Vpc: of('EC2::VPC', { CidrBlock: '10.0.0.0/16', EnableDnsHostnames: 'true' }),
  Subnet: of('EC2::Subnet', { VpcId: ref('Vpc'), CidrBlock: '10.0.0.0/24' }),
  Table: of('EC2::RouteTable', { VpcId: ref('Vpc') }),
};
const gateway: Resources = {
  ...vpc,
  Gateway: of('EC2::TransitGateway', {
    DefaultRouteTableAssociation: 'disable',
    DefaultRouteTablePropagation: 'disable',
  }),
  Attachment: of('EC2::TransitGatewayAttachment', {
    TransitGatewayId: ref('Gateway'),
    VpcId: ref('Vpc'),
    SubnetIds: [ref('Subnet')],
  }),
};
const { Attachment: _, ...unattached } = gateway;
const route = of('EC2::Route', {
  RouteTableId: ref('Table'),
  DestinationCidrBlock: '10.1.0.0/16',
  TransitGatewayId: ref('Gateway'),
});
const service: Resources = {
  ...vpc,
  Balancer: of('ElasticLoadBalancingV2::LoadBalancer', {
    Type: 'network',
    Scheme: 'internal',
    Subnets: [ref('Subnet')],
  }),
  Service: of('EC2::VPCEndpointService', { NetworkLoadBalancerArns: [ref('Balancer')] }),
};
const parameter = (properties: Record<string, Json> = {}) =>
  of('SSM::Parameter', { Name: '/it', Type: 'String', Value: 'it', ...properties });

const deploy = (resources: Resources, world = new World(), more: Readonly<Record<string, Json>> = {}) => {
  const template = parseTemplate({ Resources: resources, ...more });
  return deployStack(new Lambda(createSimulator(world)), { template, deployment });
};

test('a route to a gateway is there once the VPC is attached', async () => {
  const world = new World();
  const { refs } = await deploy({ ...gateway, Route: { ...route, DependsOn: 'Attachment' } }, world);
  expect(world.ec2.routeTables.get(refs.Table ?? '')?.routes).toMatchObject([
    { destination: '10.1.0.0/16', target: { id: refs.Gateway } },
  ]);
  expect(world.ec2.gateway.attachments.get(refs.Attachment ?? '')?.state).toBe('available');
});

test('what is made is told by CloudTrail, as if somebody had made it by hand', async () => {
  const world = new World();
  const queue = addOpenQueue(world, 'told');
  const pattern = {
    detail: { eventName: [{ prefix: 'CreateTransitGatewayVpc' }, 'DescribeTransitGateways'] },
  };
  rule(world, { arn: queue.arn }, { account: deployment.account, pattern });
  const { refs } = await deploy(gateway, world);
  world.clock.advance(60);
  expect(bodies(queue)).toMatchObject([
    {
      account: deployment.account,
      detail: {
        eventSource: 'ec2.amazonaws.com',
        requestParameters: { CreateTransitGatewayVpcAttachmentRequest: { VpcId: refs.Vpc } },
      },
    },
  ]);
});

describe('a security group', () => {
  const group = (properties: Record<string, Json> = {}) =>
    of('EC2::SecurityGroup', { GroupDescription: 'It', VpcId: ref('Vpc'), ...properties });

  test('has the rules of its own and of resources beside it', async () => {
    const world = new World();
    const tcp = { IpProtocol: 'tcp', FromPort: 443, ToPort: '443' };
    const { refs } = await deploy(
      {
        ...vpc,
        Front: group({ SecurityGroupIngress: [{ ...tcp, CidrIp: '10.0.0.0/8' }], SecurityGroupEgress: [] }),
        Back: group(),
        FromFront: of('EC2::SecurityGroupIngress', {
          ...tcp,
          GroupId: ref('Back'),
          SourceSecurityGroupId: ref('Front'),
        }),
        ToBack: of('EC2::SecurityGroupEgress', {
          ...tcp,
          GroupId: ref('Front'),
          DestinationSecurityGroupId: ref('Back'),
        }),
      },
      world,
    );
    const ports = { from: 443, to: 443 };
    const groups = ['Front', 'Back'].map((id) => world.ec2.securityGroups.get(refs[id] ?? ''));
    expect(groups).toMatchObject([
      {
        ingress: [{ protocol: 'tcp', ports, peer: '10.0.0.0/8' }],
        egress: [{ protocol: 'tcp', ports, peer: refs.Back }],
      },
      {
        ingress: [{ protocol: 'tcp', ports, peer: refs.Front }],
        egress: [{ protocol: '-1', peer: '0.0.0.0/0' }],
      },
    ]);
  });

  test('of another VPC than there is one is refused', () =>
    expect(deploy({ It: group({ VpcId: 'vpc-0' }) })).rejects.toThrow(/vpc-0' does not exist/));
});

describe('it cannot be made', () => {
  test.each<{ that: string; resources: Resources; message: string; world?: () => World }>([
    {
      that: 'a route leads to a gateway to which nothing is attached',
      resources: { ...unattached, Route: route },
      message: 'Route (AWS::EC2::Route) could not be made: ',
    },
    {
      that: 'an endpoint has the private DNS name of a service that proved none',
      resources: {
        ...service,
        Endpoint: of('EC2::VPCEndpoint', {
          VpcEndpointType: 'Interface',
          VpcId: ref('Vpc'),
          SubnetIds: [ref('Subnet')],
          ServiceName: { 'Fn::Join': ['.', ['com.amazonaws.vpce.eu-west-1', ref('Service')]] },
          PrivateDnsEnabled: true,
        }),
      },
      message: 'has not verified the private DNS name',
    },
    {
      that: 'a service has no load balancer',
      resources: { It: of('EC2::VPCEndpointService', { NetworkLoadBalancerArns: ['arn:none'] }) },
      message: 'There is no load balancer arn:none',
    },
    {
      that: 'a service is offered elsewhere',
      resources: {
        ...service,
        Service: of('EC2::VPCEndpointService', {
          NetworkLoadBalancerArns: [ref('Balancer')],
          SupportedRegions: ['eu-west-1', 'us-east-1'],
        }),
      },
      message: 'offered in other Regions',
    },
    {
      that: 'a record is in a zone that is not there',
      resources: {
        It: of('Route53::RecordSet', {
          HostedZoneId: 'Z1',
          Name: 'a.example.com.',
          Type: 'TXT',
          ResourceRecords: ['"a"'],
        }),
      },
      message: 'No hosted zone found with ID: Z1',
    },
    {
      that: 'a parameter is there already',
      resources: { It: parameter() },
      message: 'There is a parameter /it already',
      world: () => {
        const world = new World();
        putParameter(world, { ...deployment, name: '/it', value: 'old' });
        return world;
      },
    },
    {
      that: 'a parameter is too long for its tier',
      resources: { It: parameter({ Value: 'a'.repeat(4097) }) },
      message: 'A Standard parameter has at most 4096 characters, not 4097',
    },
    {
      that: 'something takes longer than CloudFormation waits',
      resources: gateway,
      message: 'is still pending after an hour',
      world: () => new World({ latencies: { attachmentBecomesAvailable: 4000 } }),
    },
    {
      that: 'a custom resource has no function',
      resources: { It: { Type: 'Custom::It', Properties: { ServiceToken: 'arn:none' } } },
      message: 'There is no function arn:none',
    },
  ])('that $that', ({ resources, message, world }) =>
    expect(deploy(resources, world?.())).rejects.toThrow(message),
  );
});

test('a record of a zone is public', async () => {
  const world = new World();
  addHostedZone(world, { id: 'Z1', account: deployment.account, name: 'example.com' });
  const { refs } = await deploy(
    {
      It: of('Route53::RecordSet', {
        HostedZoneId: 'Z1',
        Name: 'a.example.com.',
        Type: 'TXT',
        TTL: '300',
        ResourceRecords: ['"a"'],
      }),
    },
    world,
  );
  expect(refs.It).toBe('a.example.com');
  expect(world.publicDns.zones.get('Z1')?.txt).toEqual(new Map([['a.example.com', ['a']]]));
});

describe('a parameter of the template that is in SSM', () => {
  const parameterOf = (name: string) => ({
    Parameters: { It: { Type: 'AWS::SSM::Parameter::Value<String>', Default: name } },
    Outputs: { It: { Value: ref('It') } },
  });

  test('is read from the account', async () => {
    const world = new World();
    putParameter(world, { ...deployment, name: '/theirs', value: 'first' });
    putParameter(world, { ...deployment, name: '/theirs', value: 'last' });
    expect((await deploy({}, world, parameterOf('/theirs'))).outputs).toEqual({ It: 'last' });
  });

  test('is an image where AWS has it', async () => {
    const { outputs } = await deploy(
      {},
      new World(),
      parameterOf('/aws/service/ami-amazon-linux-latest/al2023'),
    );
    expect(outputs.It).toMatch(/^ami-[0-9a-f]{17}$/);
  });

  test('is not made up', () =>
    expect(deploy({}, new World(), parameterOf('/none'))).rejects.toThrow('is in SSM, at /none'));
});

test('what takes time is not deployed at once', () => {
  const lambda = new Lambda(createSimulator(new World()));
  const template = parseTemplate({ Resources: gateway });
  expect(() => deployStackAtOnce(lambda, { template, deployment })).toThrow(
    'Gateway: the simulator makes a AWS::EC2::TransitGateway only in a stack that may take its time',
  );
});

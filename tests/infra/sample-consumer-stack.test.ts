import { describe, expect, test } from '@jest/globals';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { SampleConsumerStack } from '../../cdk/sample-consumer-stack.ts';
import { Cidr } from '../../lib/model/cidr.ts';
import { ServiceName } from '../../lib/model/ids.ts';
import { ProbeEvent } from '../../lib/model/probe.ts';
import { aConfiguration } from '../unit/support/configuration.ts';
import * as ids from '../unit/support/ids.ts';
import { findings } from './support/findings.ts';
import { aDeployedSite, existing, made } from './support/site.ts';

const sample = { account: ids.consumer, site: ids.region, cidr: Cidr.parse('10.1.0.0/24') };

function stackOf(deploy: unknown, app = new App()): SampleConsumerStack {
  const services = [
    { name: ids.payments, privateDnsName: 'payments.example.com', ports: [443, 8443], probe: 'tcp' as const },
    {
      name: ServiceName.parse('ledger'),
      privateDnsName: 'ledger.example.com',
      ports: [9000],
      probe: 'tcp' as const,
    },
  ];
  const configuration = aConfiguration({ sites: [aDeployedSite(deploy)], services });
  return new SampleConsumerStack(app, { configuration, sample });
}

const template = Template.fromStack(stackOf(existing));
const toMadeGateway = Template.fromStack(stackOf(made));

const the = (type: string, from = template) => {
  const [one, another] = Object.entries(from.findResources(type));
  if (one === undefined || another !== undefined) throw new Error(`There is not one ${type}`);
  return { id: one[0], properties: one[1].Properties };
};
const idsOf = (type: string) => Object.keys(template.findResources(type));

describe('the VPC', () => {
  test('has a private subnet in each of two zones, DNS, and no way out', () => {
    template.hasResourceProperties('AWS::EC2::VPC', {
      CidrBlock: '10.1.0.0/24',
      EnableDnsHostnames: true,
      EnableDnsSupport: true,
    });
    template.resourceCountIs('AWS::EC2::Subnet', 2);
    template.resourcePropertiesCountIs('AWS::EC2::Subnet', { MapPublicIpOnLaunch: false }, 2);
    template.resourceCountIs('AWS::EC2::InternetGateway', 0);
    template.resourceCountIs('AWS::EC2::NatGateway', 0);
  });

  test('has its flows logged', () =>
    template.hasResourceProperties('AWS::EC2::FlowLog', {
      ResourceType: 'VPC',
      TrafficType: 'ALL',
      ResourceId: { Ref: the('AWS::EC2::VPC').id },
    }));

  test('is synthesized without asking AWS for its zones', () => {
    const app = new App();
    stackOf(made, app);
    expect(app.synth().manifest.missing).toBeUndefined();
  });
});

describe('the attachment', () => {
  test('is to the transit gateway that exists', () =>
    expect(the('AWS::EC2::TransitGatewayAttachment').properties).toMatchObject({
      TransitGatewayId: existing.transitGateway.id,
      VpcId: { Ref: the('AWS::EC2::VPC').id },
      SubnetIds: idsOf('AWS::EC2::Subnet').map((Ref) => ({ Ref })),
    }));

  test('is to the one that a person names where it is made', () => {
    expect(the('AWS::EC2::TransitGatewayAttachment', toMadeGateway).properties).toMatchObject({
      TransitGatewayId: { Ref: 'TransitGatewayId' },
    });
    toMadeGateway.hasParameter('TransitGatewayId', { AllowedPattern: '^tgw-[0-9a-f]+$' });
    expect(template.findParameters('TransitGatewayId')).toEqual({});
  });

  test('says that it is the stack’s, so that the reconciler leaves it alone', () =>
    template.hasResourceProperties('AWS::EC2::TransitGatewayAttachment', {
      Tags: [
        { Key: 'jetway:name', Value: 'test' },
        { Key: 'jetway:owner', Value: 'jetway-test-sample-consumer' },
      ],
    }));
});

describe('the routes', () => {
  const routes = Object.values(template.findResources('AWS::EC2::Route'));

  test('lead from each route table to each CIDR of the provider', () => {
    const wanted = idsOf('AWS::EC2::RouteTable').flatMap((table) =>
      existing.vpc.cidrs.map((cidr) => ({
        RouteTableId: { Ref: table },
        DestinationCidrBlock: cidr,
        TransitGatewayId: existing.transitGateway.id,
      })),
    );
    expect(wanted).toHaveLength(4);
    expect(routes.map(({ Properties }) => Properties)).toEqual(wanted);
  });

  test('lead to the VPC that is made', () =>
    toMadeGateway.allResourcesProperties('AWS::EC2::Route', { DestinationCidrBlock: made.vpc.cidr }));

  test('come after the attachment', () =>
    expect(routes.map(({ DependsOn }) => DependsOn)).toEqual(
      routes.map(() => [the('AWS::EC2::TransitGatewayAttachment').id]),
    ));

  test('are left to Jetway unless a person says otherwise', () => {
    template.hasParameter('RoutesBy', { Default: 'jetway', AllowedValues: ['jetway', 'stack'] });
    template.hasCondition('RoutesByHand', { 'Fn::Equals': [{ Ref: 'RoutesBy' }, 'stack'] });
    expect(routes.map(({ Condition }) => Condition)).toEqual(routes.map(() => 'RoutesByHand'));
  });
});

describe('the probe', () => {
  test('is in the VPC, and reaches the services of the site and nothing else', () => {
    const group = the('AWS::EC2::SecurityGroup');
    const to = (CidrIp: string, port: number) =>
      expect.objectContaining({ CidrIp, IpProtocol: 'tcp', FromPort: port, ToPort: port });
    expect(group.properties.SecurityGroupEgress).toEqual(
      existing.vpc.cidrs.flatMap((cidr) => [to(cidr, 443), to(cidr, 8443)]),
    );
    expect(group.properties).not.toHaveProperty('SecurityGroupIngress');
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
    template.resourceCountIs('AWS::EC2::SecurityGroupEgress', 0);
    expect(the('AWS::Lambda::Function').properties).toMatchObject({
      FunctionName: 'jetway-test-sample-probe',
      VpcConfig: {
        SecurityGroupIds: [{ 'Fn::GetAtt': [group.id, 'GroupId'] }],
        SubnetIds: idsOf('AWS::EC2::Subnet').map((Ref) => ({ Ref })),
      },
    });
  });

  test('is invoked with a command that the outputs have', () => {
    const [output] = Object.values(template.findOutputs('TryIt'));
    const { command, payload } =
      /^(?<command>.*) --payload '(?<payload>.*)'/.exec(output?.Value)?.groups ?? {};
    expect(command).toBe(
      `aws lambda invoke --region ${ids.region} --function-name jetway-test-sample-probe --cli-binary-format raw-in-base64-out`,
    );
    expect(ProbeEvent.parse(JSON.parse(String(payload)))).toEqual({
      checks: [
        {
          service: ids.payments,
          name: 'payments.example.com',
          port: 443,
          protocol: 'https',
          path: '/',
          cidrs: existing.vpc.cidrs,
          timeoutMs: 5000,
        },
      ],
    });
  });
});

test('no account has to be bootstrapped for it', () =>
  expect(JSON.stringify(template.toJSON())).not.toMatch(/cdk-bootstrap|BootstrapVersion/));

test.each([
  { given: 'everything exists', deploy: existing },
  { given: 'everything is made', deploy: made },
])('AwsSolutions has nothing against it where $given', ({ deploy }) =>
  expect(findings(stackOf(deploy))).toEqual([]),
);

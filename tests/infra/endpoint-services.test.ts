import { describe, expect, test } from '@jest/globals';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import type { Service } from '../../lib/config/configuration.ts';
import { HostedZoneId } from '../../lib/model/ids.ts';
import { aProfile } from '../unit/support/configuration.ts';
import * as ids from '../unit/support/ids.ts';
import { deployed } from './support/deployed-value.ts';
import { endpointStack, endpointTemplate, ledger, loadBalancer, payments } from './support/endpoint-stack.ts';
import { findings } from './support/findings.ts';
import { the } from './support/resource.ts';
import { aDeployedSite, existing, made } from './support/site.ts';

const certificate = `arn:aws:acm:${ids.region}:${ids.provider}:certificate/01234567-89ab-cdef-0123-456789abcdef`;
const hostedZone = HostedZoneId.parse('Z0123456789ABCDEFGHIJ');

interface Allowed {
  readonly Action: string | readonly string[];
}

describe('the sample application', () => {
  const withCertificate = { ...made, services: { payments: { sampleApplication: { certificate } } } };

  test('PrivateLink alone reaches its load balancer, and that alone the instance', () => {
    const stack = endpointTemplate();
    const [balancer, instance] = ['Load balancer of', 'Sample application:'].map((description) =>
      the(stack, 'AWS::EC2::SecurityGroup', { GroupDescription: Match.stringLikeRegexp(`^${description}`) }),
    );
    stack.hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', {
      Type: 'network',
      Scheme: 'internal',
      SecurityGroups: [{ 'Fn::GetAtt': [balancer?.id, 'GroupId'] }],
      EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: 'off',
    });
    expect(balancer?.properties).not.toHaveProperty('SecurityGroupIngress');
    expect(instance?.properties).not.toHaveProperty('SecurityGroupIngress');
    expect(the(stack, 'AWS::EC2::SecurityGroupIngress').properties).toMatchObject({
      GroupId: { 'Fn::GetAtt': [instance?.id, 'GroupId'] },
      SourceSecurityGroupId: { 'Fn::GetAtt': [balancer?.id, 'GroupId'] },
      IpProtocol: 'tcp',
      FromPort: 80,
      ToPort: 80,
    });
  });

  test('the instance is small, encrypted, and gives its credentials to no request without a token', () => {
    endpointTemplate().hasResourceProperties('AWS::EC2::Instance', {
      InstanceType: 't4g.nano',
      MetadataOptions: { HttpTokens: 'required' },
      BlockDeviceMappings: [{ Ebs: { Encrypted: true } }],
      AvailabilityZone: Match.absent(),
    });
  });

  test('two of them are two', () => {
    const site = aDeployedSite({
      ...made,
      services: { ...made.services, ledger: { sampleApplication: {} } },
    });
    const stack = endpointTemplate(site, {
      services: [payments, ledger],
      profiles: [aProfile({ services: [ids.payments, ledger.name] })],
    });
    stack.resourceCountIs('AWS::EC2::Instance', 2);
    expect(JSON.stringify(stack.toJSON())).not.toContain('"LaunchTemplateName"');
  });

  test('it listens on port 80 alone, and its health is an HTTP request', () => {
    const stack = endpointTemplate();
    expect(the(stack, 'AWS::ElasticLoadBalancingV2::Listener').properties).toMatchObject({
      Port: 80,
      Protocol: 'TCP',
    });
    stack.hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', { HealthCheckProtocol: 'HTTP' });
  });

  test('with a certificate it also listens to TLS 1.2 and newer', () => {
    const stack = endpointTemplate(aDeployedSite(withCertificate));
    stack.resourceCountIs('AWS::ElasticLoadBalancingV2::Listener', 2);
    stack.hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', {
      Port: 443,
      Protocol: 'TLS',
      Certificates: [{ CertificateArn: certificate }],
      SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09',
    });
  });

  test('AwsSolutions has nothing against it', () =>
    expect(findings(endpointStack(aDeployedSite(withCertificate)).stack)).toEqual([]));
});

test('the endpoint service takes the provider’s own endpoint, in its Region, and no other', () => {
  const stack = endpointTemplate();
  stack.hasResourceProperties('AWS::EC2::VPCEndpointService', {
    AcceptanceRequired: false,
    SupportedRegions: [ids.region],
    NetworkLoadBalancerArns: [{ Ref: the(stack, 'AWS::ElasticLoadBalancingV2::LoadBalancer').id }],
  });
  stack.hasResourceProperties('AWS::EC2::VPCEndpointServicePermissions', {
    AllowedPrincipals: [
      { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::${ids.provider}:root`]] },
    ],
  });
});

test('a load balancer that exists gets an endpoint service, and nothing else is made behind it', () => {
  const stack = endpointTemplate(aDeployedSite({ ...made, services: { payments: { loadBalancer } } }));
  stack.hasResourceProperties('AWS::EC2::VPCEndpointService', { NetworkLoadBalancerArns: [loadBalancer] });
  stack.resourceCountIs('AWS::ElasticLoadBalancingV2::LoadBalancer', 0);
  stack.resourceCountIs('AWS::EC2::Instance', 0);
});

describe('the private DNS name', () => {
  const named = (service: Partial<Service>, deploy: unknown = made) =>
    endpointStack(aDeployedSite(deploy), { services: [{ ...payments, ...service }] }).stack;
  const parameter = '/jetway/test/txt-record/payments';

  test('the endpoint waits for the proof, and the proof for the record', () => {
    const stack = Template.fromStack(named({ hostedZone }));
    const record = the(stack, 'AWS::Route53::RecordSet');
    const proof = the(stack, 'Custom::JetwayPrivateDnsNameProof');
    stack.hasResource('Custom::JetwayPrivateDnsNameProof', { DependsOn: [record.id] });
    stack.hasResource('AWS::EC2::VPCEndpoint', { DependsOn: [proof.id] });
    const claim = {
      ServiceId: { Ref: the(stack, 'AWS::EC2::VPCEndpointService').id },
      PrivateDnsName: 'payments.example.com',
    };
    expect(proof.properties).toMatchObject({ ...claim, WaitMinutes: '55' });
    const name = the(stack, 'Custom::JetwayPrivateDnsName');
    expect(name.properties).toMatchObject({ ...claim, Existing: 'false' });
    expect(record.properties).toMatchObject({
      HostedZoneId: hostedZone,
      Type: 'TXT',
      Name: { 'Fn::Join': ['', [{ 'Fn::GetAtt': [name.id, 'RecordName'] }, '.']] },
      ResourceRecords: [{ 'Fn::Join': ['', ['"', { 'Fn::GetAtt': [name.id, 'RecordValue'] }, '"']] }],
    });
    stack.resourcePropertiesCountIs('AWS::SSM::Parameter', { Name: parameter }, 0);
  });

  test('where people make the record, they can read it before the proof waits for it', () => {
    const endpoint = named({});
    const stack = Template.fromStack(endpoint);
    const { id, properties } = the(stack, 'AWS::SSM::Parameter', { Name: parameter });
    stack.hasResource('Custom::JetwayPrivateDnsNameProof', { DependsOn: [id] });
    const name = the(stack, 'Custom::JetwayPrivateDnsName');
    expect(properties?.Value).toEqual({
      'Fn::Join': [
        '',
        [
          '{"name":"',
          { 'Fn::GetAtt': [name.id, 'RecordName'] },
          '","value":"',
          { 'Fn::GetAtt': [name.id, 'RecordValue'] },
          '","type":"TXT"}',
        ],
      ],
    });
    stack.resourceCountIs('AWS::Route53::RecordSet', 0);
    Annotations.fromStack(endpoint).hasInfo(
      '*',
      Match.stringLikeRegexp(`waits up to 55 minutes.*${parameter}`),
    );
  });

  test('nobody is told to make a record that the stack makes', () => {
    expect(Annotations.fromStack(named({ hostedZone })).findInfo('*', Match.anyValue())).toEqual([]);
  });

  test('a service that exists keeps its name and its record', () => {
    const endpoint = named({ hostedZone }, existing);
    const stack = Template.fromStack(endpoint);
    expect(the(stack, 'Custom::JetwayPrivateDnsName').properties).toMatchObject({
      ServiceId: existing.services.payments.endpointService,
      Existing: 'true',
    });
    stack.resourceCountIs('AWS::Route53::RecordSet', 0);
    expect(Annotations.fromStack(endpoint).findInfo('*', Match.anyValue())).toEqual([]);
  });

  test.each([
    { services: 'made', deploy: made, changes: ['ec2:ModifyVpcEndpointServiceConfiguration'] },
    { services: 'existing', deploy: existing, changes: [] },
  ])('where its service is $services, our functions may change $changes', ({ deploy, changes }) => {
    const stack = Template.fromStack(named({}, deploy));
    const log = ['logs:CreateLogStream', 'logs:PutLogEvents'];
    const read = 'ec2:DescribeVpcEndpointServiceConfigurations';
    const start = 'ec2:StartVpcEndpointServicePrivateDnsVerification';
    const statements = (Description: string) => {
      const { id } = the(stack, 'AWS::IAM::Role', { Description });
      return the(stack, 'AWS::IAM::Policy', { Roles: [{ Ref: id }] }).properties.PolicyDocument.Statement;
    };
    const changing = statements('Gives endpoint services their private DNS names');
    const verifying = statements('Has AWS verify private DNS names');
    expect(changing.flatMap(({ Action }: Allowed) => Action)).toEqual([...log, read, ...changes]);
    expect(verifying.flatMap(({ Action }: Allowed) => Action)).toEqual([...log, read, start]);
    for (const { Action, Resource } of [...changing, ...verifying])
      if ([start, ...changes].includes(Action))
        expect(deployed(Resource, ids.region, stack, [])).toMatch(
          new RegExp(`^arn:aws:ec2:${ids.region}:${ids.provider}:vpc-endpoint-service/vpce-svc-[0-9a-f]+$`),
        );
  });
});

import { describe, expect, test } from '@jest/globals';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { parseSite } from '../../lib/config/parse-site.ts';
import { Cidr } from '../../lib/model/cidr.ts';
import { ProfileName, Region } from '../../lib/model/ids.ts';
import { aProfile } from '../unit/support/configuration.ts';
import * as ids from '../unit/support/ids.ts';
import { deployed } from './support/deployed-value.ts';
import { endpointStack, endpointTemplate, ledger, loadBalancer, payments } from './support/endpoint-stack.ts';
import { findings } from './support/findings.ts';
import { arnOf, the } from './support/resource.ts';
import { aDeployedSite, existing, made } from './support/site.ts';

/** Two services, one of them in two profiles. */
const twoServices = () =>
  endpointTemplate(aDeployedSite({ ...made, services: { ...made.services, ledger: { loadBalancer } } }), {
    services: [payments, ledger],
    profiles: [
      aProfile({ services: [ids.payments, ledger.name] }),
      aProfile({ name: ids.second, services: [ids.payments] }),
    ],
  });

describe('the shared endpoint', () => {
  const endpointGroup = (stack: Template) =>
    the(stack, 'AWS::EC2::SecurityGroup', { GroupDescription: Match.stringLikeRegexp('^Shared endpoint') });

  test('admits the address space on the ports of its service, and nothing else', () => {
    const addressSpace = ['10.0.0.0/8', '172.16.0.0/12'].map((block) => Cidr.parse(block));
    const stack = endpointTemplate(aDeployedSite(made, { addressSpace }));
    const { id, properties } = endpointGroup(stack);
    const rules = addressSpace.flatMap((CidrIp) =>
      payments.ports.map((port) => ({
        CidrIp,
        IpProtocol: 'tcp',
        FromPort: port,
        ToPort: port,
        Description: `from ${CidrIp}:${port}`,
      })),
    );
    expect(properties?.SecurityGroupIngress).toEqual(rules);
    stack.resourcePropertiesCountIs(
      'AWS::EC2::SecurityGroupIngress',
      { GroupId: { 'Fn::GetAtt': [id, 'GroupId'] } },
      0,
    );
    stack.hasResourceProperties('AWS::EC2::VPCEndpoint', {
      SecurityGroupIds: [{ 'Fn::GetAtt': [id, 'GroupId'] }],
    });
  });

  test('is one a service, in every private subnet, with private DNS', () => {
    const stack = endpointTemplate(aDeployedSite(existing));
    stack.resourceCountIs('AWS::EC2::VPCEndpoint', 1);
    stack.hasResourceProperties('AWS::EC2::VPCEndpoint', {
      VpcId: existing.vpc.id,
      SubnetIds: existing.vpc.subnets,
      ServiceName: `com.amazonaws.vpce.${ids.region}.${existing.services.payments.endpointService}`,
      PrivateDnsEnabled: true,
      VpcEndpointType: 'Interface',
    });
  });
});

describe('the profiles', () => {
  test('have the endpoints of their services, and one endpoint may be in two', () => {
    const stack = twoServices();
    stack.resourceCountIs('AWS::EC2::VPCEndpoint', 2);
    stack.resourceCountIs('AWS::Route53Profiles::Profile', 2);
    const endpointOf = (name: string) =>
      the(stack, 'AWS::EC2::VPCEndpoint', {
        ServiceName: Match.objectLike({
          'Fn::Join': ['.', Match.arrayWith([{ Ref: Match.stringLikeRegexp(`^${name}`) }])],
        }),
      }).id;
    const associations = Object.values(
      stack.findResources('AWS::Route53Profiles::ProfileResourceAssociation'),
    ).map(({ Properties: { Name, ProfileId, ResourceArn } }) => [
      ProfileId['Fn::GetAtt'][0],
      Name,
      ResourceArn['Fn::Join'][1].at(-1).Ref,
    ]);
    const profile = (name: string) =>
      the(stack, 'AWS::Route53Profiles::Profile', { Name: `test-${name}` }).id;
    expect(associations.toSorted()).toEqual(
      [
        [profile('shared'), 'payments', endpointOf('payments')],
        [profile('shared'), 'ledger', endpointOf('ledger')],
        [profile('second'), 'payments', endpointOf('payments')],
      ].toSorted(),
    );
  });

  test('have names that Route 53 takes, however long ours are', () => {
    const name = ProfileName.parse(`p${'x'.repeat(30)}`);
    const stack = endpointTemplate(undefined, { name: `n${'x'.repeat(30)}`, profiles: [aProfile({ name })] });
    for (const type of ['Profile', 'ProfileResourceAssociation'])
      expect(the(stack, `AWS::Route53Profiles::${type}`).properties?.Name).toMatch(
        /^(?!^[0-9]+$)[a-zA-Z0-9\-_' ]{1,64}$/,
      );
  });

  test('that exist are taken by id, and get the endpoints and a share', () => {
    const stack = endpointTemplate(aDeployedSite(existing));
    stack.resourceCountIs('AWS::Route53Profiles::Profile', 0);
    stack.hasResourceProperties('AWS::Route53Profiles::ProfileResourceAssociation', {
      ProfileId: existing.profiles.shared,
    });
    stack.resourceCountIs('AWS::RAM::ResourceShare', 2);
  });

  test('of other sites are not in this one, nor are services that no profile of it offers', () => {
    const elsewhere = Region.parse('us-east-1');
    const stack = endpointTemplate(aDeployedSite(), {
      services: [payments, ledger],
      profiles: [aProfile(), aProfile({ name: ids.second, sites: [elsewhere], services: [ledger.name] })],
    });
    stack.resourceCountIs('AWS::Route53Profiles::Profile', 1);
    stack.resourceCountIs('AWS::EC2::VPCEndpoint', 1);
  });

  test('offer nothing that has nothing behind it', () => {
    const services = [ledger];
    const profiles = [aProfile({ services: [ledger.name] })];
    expect(() => endpointStack(aDeployedSite(), { services, profiles })).toThrow(
      `sites.${ids.region}.deploy.services.ledger is missing`,
    );
  });
});

describe('the shares', () => {
  const sharing = (resourceSharing: 'organization' | 'invitations') => ({
    organization: { id: ids.organization, managementAccount: ids.management, resourceSharing },
  });

  test.each([
    { resourceSharing: 'organization', external: false } as const,
    { resourceSharing: 'invitations', external: true } as const,
  ])('$resourceSharing: external principals $external, and nobody is in them yet', (row) => {
    const stack = endpointTemplate(aDeployedSite(), sharing(row.resourceSharing));
    stack.resourceCountIs('AWS::RAM::ResourceShare', 2);
    stack.allResourcesProperties('AWS::RAM::ResourceShare', {
      AllowExternalPrincipals: row.external,
      Principals: Match.absent(),
    });
  });

  test('are one for the transit gateway, and one a profile', () => {
    const stack = twoServices();
    stack.resourceCountIs('AWS::RAM::ResourceShare', 3);
    for (const name of ['shared', 'second'])
      stack.hasResourceProperties('AWS::RAM::ResourceShare', {
        Name: `jetway-test-${name}`,
        ResourceArns: [arnOf(the(stack, 'AWS::Route53Profiles::Profile', { Name: `test-${name}` }))],
      });
    stack.hasResourceProperties('AWS::RAM::ResourceShare', {
      Name: 'jetway-test-network',
      ResourceArns: [
        { 'Fn::Join': ['', Match.arrayWith([`:ec2:${ids.region}:${ids.provider}:transit-gateway/`])] },
      ],
    });
  });
});

describe('the site parameter', () => {
  test.each([
    { site: 'made', deployedSite: aDeployedSite() },
    { site: 'existing', deployedSite: aDeployedSite(existing) },
    { site: 'aggregate', deployedSite: aDeployedSite(made, { returnRoutes: 'aggregate' }) },
    { site: 'in another Region', deployedSite: aDeployedSite(made, { region: Region.parse('us-east-1') }) },
  ])('$site: Jetway reads it without a mistake', ({ deployedSite }) => {
    const { region } = deployedSite;
    const {
      configuration,
      network,
      stack: endpoint,
    } = endpointStack(deployedSite, {
      profiles: [aProfile({ sites: [region] }), aProfile({ name: ids.second, sites: [region] })],
    });
    const stack = Template.fromStack(endpoint);
    const { properties } = the(stack, 'AWS::SSM::Parameter', { Name: '/jetway/test/site' });
    const text = deployed(properties?.Value, region, stack, [Template.fromStack(network)]);
    const site = parseSite(text, 'the parameter', configuration);
    expect(site).toMatchObject({
      region,
      profiles: [{ name: ids.shared }, { name: ids.second }],
      services: [{ name: ids.payments }],
    });
    expect(site.prefixList === undefined).toBe(deployedSite.returnRoutes === 'aggregate');
    expect(site.transitGateway.consumersRouteTable).not.toBe(site.transitGateway.providerRouteTable);
  });
});

test('everything existing: only what cannot exist yet is made', () => {
  const stack = endpointTemplate(aDeployedSite(existing));
  for (const type of [
    'AWS::EC2::VPCEndpointService',
    'AWS::EC2::VPCEndpointServicePermissions',
    'AWS::EC2::Instance',
    'AWS::ElasticLoadBalancingV2::LoadBalancer',
    'AWS::Route53Profiles::Profile',
    'AWS::Route53::RecordSet',
  ])
    stack.resourceCountIs(type, 0);
  expect(findings(endpointStack(aDeployedSite(existing)).stack)).toEqual([]);
});

test('two sites are two stacks, each in its Region', () => {
  const regions = [ids.region, Region.parse('us-east-1')];
  const names = regions.map((region) => {
    const { stack } = endpointStack(aDeployedSite(made, { region }), {
      profiles: [aProfile({ sites: regions })],
    });
    return [stack.stackName, stack.region, stack.account];
  });
  expect(names).toEqual(regions.map((region) => [`jetway-test-endpoint-${region}`, region, ids.provider]));
});

test('everything that can carry a tag says whose it is', () => {
  const tags = [
    { Key: 'jetway:name', Value: 'test' },
    { Key: 'jetway:owner', Value: `jetway-test-endpoint-${ids.region}` },
  ];
  const stack = endpointTemplate();
  for (const type of ['AWS::EC2::VPCEndpoint', 'AWS::RAM::ResourceShare', 'AWS::Route53Profiles::Profile'])
    stack.allResourcesProperties(type, { Tags: tags });
});

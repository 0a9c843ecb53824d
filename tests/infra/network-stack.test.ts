import { expect, test } from '@jest/globals';
import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { NetworkStack } from '../../cdk/network-stack.ts';
import { deployedSite } from '../../cdk/site.ts';
import type { Configuration } from '../../lib/config/configuration.ts';
import { Cidr } from '../../lib/model/cidr.ts';
import { Region } from '../../lib/model/ids.ts';
import { aConfiguration, someRules } from '../unit/support/configuration.ts';
import * as ids from '../unit/support/ids.ts';
import { findings } from './support/findings.ts';
import { the } from './support/resource.ts';
import { aDeployedSite, existing, made } from './support/site.ts';

const network = (site = aDeployedSite(), configuration: Partial<Configuration> = {}) =>
  new NetworkStack(new App(), { configuration: aConfiguration(configuration), site });
const template = (...parameters: Parameters<typeof network>) => Template.fromStack(network(...parameters));

const routeTableNamed = (name: string, stack: Template) =>
  the(stack, 'AWS::EC2::TransitGatewayRouteTable', {
    Tags: Match.arrayWith([{ Key: 'Name', Value: name }]),
  }).id;

test('the VPC has public and private subnets in two zones, one NAT gateway, and names', () => {
  const stack = template();
  stack.hasResourceProperties('AWS::EC2::VPC', {
    CidrBlock: '10.255.0.0/16',
    EnableDnsHostnames: true,
    EnableDnsSupport: true,
  });
  stack.resourceCountIs('AWS::EC2::Subnet', 4);
  stack.resourcePropertiesCountIs('AWS::EC2::Subnet', { MapPublicIpOnLaunch: false }, 4);
  stack.resourceCountIs('AWS::EC2::NatGateway', 1);
});

test('every flow of the VPC is logged, for three months', () => {
  const stack = template();
  stack.hasResourceProperties('AWS::EC2::FlowLog', { ResourceType: 'VPC', TrafficType: 'ALL' });
  stack.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 90 });
});

test('the transit gateway has no default route table, and accepts nobody by itself', () => {
  template().hasResourceProperties('AWS::EC2::TransitGateway', {
    AutoAcceptSharedAttachments: 'disable',
    DefaultRouteTableAssociation: 'disable',
    DefaultRouteTablePropagation: 'disable',
  });
});

test('the provider is associated with its own table, and propagates to the consumers’', () => {
  const stack = template();
  const attachment = { 'Fn::GetAtt': [the(stack, 'AWS::EC2::TransitGatewayAttachment').id, 'Id'] };
  const idOf = (table: string) => ({
    'Fn::GetAtt': [routeTableNamed(table, stack), 'TransitGatewayRouteTableId'],
  });
  stack.resourceCountIs('AWS::EC2::TransitGatewayRouteTable', 2);
  stack.resourceCountIs('AWS::EC2::TransitGatewayRouteTableAssociation', 1);
  stack.resourceCountIs('AWS::EC2::TransitGatewayRouteTablePropagation', 1);
  stack.hasResourceProperties('AWS::EC2::TransitGatewayRouteTableAssociation', {
    TransitGatewayAttachmentId: attachment,
    TransitGatewayRouteTableId: idOf('jetway-test-provider'),
  });
  stack.hasResourceProperties('AWS::EC2::TransitGatewayRouteTablePropagation', {
    TransitGatewayAttachmentId: attachment,
    TransitGatewayRouteTableId: idOf('jetway-test-consumers'),
  });
});

test('the attachment has one private subnet in each zone', () => {
  const stack = template();
  const [attachment] = Object.values(stack.findResources('AWS::EC2::TransitGatewayAttachment'));
  const subnets = Object.entries(stack.findResources('AWS::EC2::Subnet'));
  const attached = subnets.filter(([id]) =>
    attachment?.Properties.SubnetIds.some((subnet: { Ref: string }) => subnet.Ref === id),
  );
  expect(attached).toMatchObject(
    [0, 1].map((zone) => [
      expect.stringContaining('PrivateSubnet'),
      { Properties: { AvailabilityZone: { 'Fn::Select': [zone, { 'Fn::GetAZs': '' }] } } },
    ]),
  );
});

test('exact: each route table, public ones too, has one route to an empty prefix list', () => {
  const stack = template();
  const list = the(stack, 'AWS::EC2::PrefixList').id;
  const routes = Object.values(
    stack.findResources('AWS::EC2::Route', {
      Properties: { DestinationPrefixListId: { 'Fn::GetAtt': [list, 'PrefixListId'] } },
    }),
  );
  const tables = Object.keys(stack.findResources('AWS::EC2::RouteTable'));
  expect(routes.map(({ Properties }) => Properties.RouteTableId.Ref).toSorted()).toEqual(tables.toSorted());
  expect(tables).toHaveLength(4);
  for (const { DependsOn, Properties } of routes) {
    expect(DependsOn).toContain(the(stack, 'AWS::EC2::TransitGatewayAttachment').id);
    expect(Properties.TransitGatewayId).toEqual({
      'Fn::GetAtt': [the(stack, 'AWS::EC2::TransitGateway').id, 'Id'],
    });
  }
});

test('aggregate: each route table has one route to each block of the address space, and there is no list', () => {
  const addressSpace = ['10.0.0.0/8', '172.16.0.0/12'].map((block) => Cidr.parse(block));
  const stack = template(aDeployedSite(made, { returnRoutes: 'aggregate', addressSpace }));
  stack.resourceCountIs('AWS::EC2::PrefixList', 0);
  for (const DestinationCidrBlock of addressSpace)
    stack.resourcePropertiesCountIs('AWS::EC2::Route', { DestinationCidrBlock }, 4);
});

test('the prefix list is the same whatever the configuration says', () => {
  const list = (stack: Template) => JSON.stringify(stack.findResources('AWS::EC2::PrefixList'));
  const other = aDeployedSite(existing, {
    addressSpace: [Cidr.parse('172.16.0.0/12')],
    isolation: 'none',
    attachments: 'create',
    attachmentTag: 'other',
  });
  const changes: Partial<Configuration> = {
    mode: 'observe',
    profiles: [],
    roles: { organizationReader: 'other', consumer: 'other', operators: [] },
  };
  expect(list(template(other, changes))).toBe(list(template()));
  expect(template(other, changes).findResources('AWS::EC2::PrefixList')).toMatchObject({
    [the(template(), 'AWS::EC2::PrefixList').id]: {
      Properties: { AddressFamily: 'IPv4', MaxEntries: 400, PrefixListName: 'jetway-test-consumers' },
    },
  });
});

test('everything existing: the way back is all that is made of it', () => {
  const stack = template(aDeployedSite(existing));
  const made = Object.values(stack.toJSON().Resources).flatMap((one) =>
    typeof one === 'object' && one !== null && 'Type' in one ? [String(one.Type)] : [],
  );
  expect(made.filter((type) => type.startsWith('AWS::EC2::')).toSorted()).toEqual([
    'AWS::EC2::PrefixList',
    'AWS::EC2::Route',
    'AWS::EC2::Route',
  ]);
  for (const RouteTableId of existing.vpc.routeTables)
    stack.hasResourceProperties('AWS::EC2::Route', {
      RouteTableId,
      TransitGatewayId: existing.transitGateway.id,
    });
});

const { transitGateway, ...rest } = existing;
const { id, attachment, routeTables } = transitGateway;
test.each([
  { named: 'nothing', deploy: rest, attachments: 1, tables: 2, associations: 1 },
  {
    named: 'the gateway',
    deploy: { ...rest, transitGateway: { id } },
    attachments: 1,
    tables: 2,
    associations: 1,
  },
  {
    named: 'the attachment',
    deploy: { ...rest, transitGateway: { id, attachment } },
    attachments: 0,
    tables: 2,
    associations: 1,
  },
  {
    named: 'the pair of tables',
    deploy: { ...rest, transitGateway: { id, routeTables } },
    attachments: 1,
    tables: 0,
    associations: 1,
  },
  { named: 'all of it', deploy: existing, attachments: 0, tables: 0, associations: 0 },
])('where $named is named, the rest is made', ({ deploy, attachments, tables, associations }) => {
  const stack = template(aDeployedSite(deploy));
  stack.resourceCountIs('AWS::EC2::TransitGatewayAttachment', attachments);
  stack.resourceCountIs('AWS::EC2::TransitGatewayRouteTable', tables);
  stack.resourceCountIs('AWS::EC2::TransitGatewayRouteTableAssociation', associations);
  stack.resourceCountIs('AWS::EC2::TransitGatewayRouteTablePropagation', associations);
});

test('two sites are two stacks, each in its Region', () => {
  const app = new App();
  const configuration = aConfiguration();
  const stacks = [ids.region, Region.parse('us-east-1')].map(
    (region) => new NetworkStack(app, { configuration, site: aDeployedSite(made, { region }) }),
  );
  expect(stacks.map(({ stackName, region, account }) => [stackName, region, account])).toEqual([
    [`jetway-test-network-${ids.region}`, ids.region, ids.provider],
    ['jetway-test-network-us-east-1', 'us-east-1', ids.provider],
  ]);
  for (const stack of stacks) Template.fromStack(stack).resourceCountIs('AWS::EC2::TransitGateway', 1);
});

test('everything that can carry a tag says whose it is', () => {
  for (const type of ['AWS::EC2::VPC', 'AWS::EC2::TransitGateway', 'AWS::EC2::PrefixList'])
    template().hasResourceProperties(type, {
      Tags: Match.arrayWith([
        { Key: 'jetway:name', Value: 'test' },
        { Key: 'jetway:owner', Value: `jetway-test-network-${ids.region}` },
      ]),
    });
});

test('AwsSolutions has nothing against it, made or existing', () => {
  expect(findings(network())).toEqual([]);
  expect(findings(network(aDeployedSite(existing, { returnRoutes: 'aggregate' })))).toEqual([]);
});

test('a site without a deployment is refused by name', () => {
  expect(() => deployedSite(someRules())).toThrow(`sites.${ids.region}.deploy: it is missing`);
});

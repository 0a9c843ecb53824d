import { expect, test } from '@jest/globals';
import { Template } from 'aws-cdk-lib/assertions';
import type { Configuration } from '../../lib/config/configuration.ts';
import { auditQueryNames, auditQueryText } from '../../lib/model/audit-queries.ts';
import { Region } from '../../lib/model/ids.ts';
import * as ids from '../unit/support/ids.ts';
import { configuration, controlPlane } from './support/control-plane.ts';
import { arnOf, the } from './support/resource.ts';
import { aDeployedSite, existing } from './support/site.ts';
import { actionsOf, allowing, statementsOf } from './support/statements.ts';

const sweep = (changes: Partial<Configuration> = {}) => statements('jetway-test-sweep', changes);
const reconcileAccount = (changes: Partial<Configuration> = {}) =>
  statements('jetway-test-reconcile-account', changes);
function statements(roleName: string, changes: Partial<Configuration>) {
  const template = Template.fromStack(controlPlane(changes));
  return statementsOf(template, the(template, 'AWS::IAM::Role', { RoleName: roleName }).id);
}

const change = /^(?:ram|ec2):(?!Describe|Get|Search)|^sts:/;

test('route-event puts messages into the two queues behind it, and reads nothing but its own', () => {
  expect(actionsOf(statements('jetway-test-route-event', {}))).toEqual([
    'logs:CreateLogStream',
    'logs:PutLogEvents',
    'sqs:DeleteMessage',
    'sqs:GetQueueAttributes',
    'sqs:ReceiveMessage',
    'sqs:SendMessage',
  ]);
});

test('sweep changes nothing, and enters the management account alone', () => {
  const may = sweep();
  expect(actionsOf(may).filter((action) => change.test(action))).toEqual(['sts:AssumeRole']);
  expect(allowing(may, 'sts:AssumeRole').flatMap(({ Resource }) => Resource)).toEqual([
    `arn:aws:iam::${ids.management}:role/jetway-organization-reader`,
  ]);
});

test('reconcile-account enters the consumers’ role in any account of the organization, and no other role', () => {
  const entering = allowing(reconcileAccount(), 'sts:AssumeRole');
  expect(entering).toMatchObject([
    { Resource: [`arn:aws:iam::${ids.management}:role/jetway-organization-reader`] },
    {
      Resource: ['arn:aws:iam::*:role/jetway-consumer'],
      Condition: { StringEquals: { 'aws:ResourceOrgID': ids.organization } },
    },
  ]);
});

test('no change is allowed everywhere: each names the account, the Region and the kind of what it changes', () => {
  for (const { Action, Resource } of reconcileAccount())
    if (Action.some((action) => change.test(String(action)))) expect(Resource).not.toContain('*');
});

test('what Jetway tells others it puts on its own bus and no other', () => {
  const bus = the(Template.fromStack(controlPlane({})), 'AWS::Events::EventBus', { Name: 'jetway-test' });
  for (const role of ['sweep', 'reconcile-account'])
    expect(allowing(statements(`jetway-test-${role}`, {}), 'events:PutEvents')).toMatchObject([
      { Action: ['events:PutEvents'], Resource: [arnOf(bus)] },
    ]);
  expect(actionsOf(statements('jetway-test-route-event', {}))).not.toContain('events:PutEvents');
});

test('shares, prefix lists and route tables are those that the stacks made', () => {
  const made = { StringEquals: { 'aws:ResourceTag/jetway:name': 'test' } };
  const ec2 = `arn:aws:ec2:${ids.region}:${ids.provider}`;
  const may = reconcileAccount();
  expect(allowing(may, 'ram:AssociateResourceShare')).toMatchObject([
    { Resource: [`arn:aws:ram:${ids.region}:${ids.provider}:resource-share/*`], Condition: made },
  ]);
  expect(allowing(may, 'ec2:ModifyManagedPrefixList')).toMatchObject([
    { Resource: [`${ec2}:prefix-list/*`], Condition: made },
  ]);
  expect(allowing(may, 'ec2:SearchTransitGatewayRoutes')).toMatchObject([
    { Resource: [`${ec2}:transit-gateway-route-table/*`], Condition: made },
  ]);
});

test('route tables that exist are named one by one', () => {
  const may = reconcileAccount({ sites: [aDeployedSite(existing)] });
  const tables = ['tgw-rtb-0123456789abcdef0', 'tgw-rtb-0123456789abcdef1'].map(
    (id) => `arn:aws:ec2:${ids.region}:${ids.provider}:transit-gateway-route-table/${id}`,
  );
  const searching = allowing(may, 'ec2:SearchTransitGatewayRoutes');
  expect(searching.map(({ Resource, Condition }) => ({ Resource, Condition }))).toEqual([
    { Resource: tables, Condition: undefined },
  ]);
  const routing = allowing(may, 'ec2:AssociateTransitGatewayRouteTable');
  expect(routing).toContainEqual(expect.objectContaining({ Resource: tables }));
  for (const { Resource } of routing) expect(Resource).not.toContain(`${tables[0]?.split('/')[0]}/*`);
});

test('a second site is in each list, and no other Region', () => {
  const second = Region.parse('us-east-1');
  const sites = [aDeployedSite(), aDeployedSite(existing, { region: second, returnRoutes: 'aggregate' })];
  const may = reconcileAccount({ sites });
  expect(allowing(may, 'ec2:DescribeTransitGatewayAttachments')).toMatchObject([
    { Condition: { StringEquals: { 'aws:RequestedRegion': [ids.region, second] } } },
  ]);
  expect(allowing(may, 'ssm:GetParameter').flatMap(({ Resource }) => Resource)).toEqual(
    [ids.region, second].map((region) => `arn:aws:ssm:${region}:${ids.provider}:parameter/jetway/test/site`),
  );
  expect(allowing(may, 'ec2:ModifyManagedPrefixList')[0]?.Resource).toHaveLength(1);
  expect(allowing(may, 'ec2:SearchTransitGatewayRoutes')).toHaveLength(2);
});

test('where all return routes are aggregate, nothing may be done to a prefix list', () => {
  const may = reconcileAccount({ sites: [aDeployedSite(undefined, { returnRoutes: 'aggregate' })] });
  expect(actionsOf(may).filter((action) => action.includes('PrefixList'))).toEqual([]);
});

test('in the management account itself they read the organization without its role', () => {
  const organization = { ...configuration.organization, managementAccount: ids.provider };
  const reads = (may: ReturnType<typeof sweep>) =>
    actionsOf(may).filter((action) => /^(?:organizations|tag):/.test(action));
  const sweeping = sweep({ organization });
  expect(actionsOf(sweeping)).not.toContain('sts:AssumeRole');
  expect(reads(sweeping)).toEqual([
    'organizations:DescribeOrganization',
    'organizations:ListAccounts',
    'organizations:ListParents',
    'tag:GetResources',
  ]);
  expect(reads(reconcileAccount({ organization }))).toContain('organizations:DescribeAccount');
  expect(reads(reconcileAccount())).toEqual([]);
});

test.each([
  { operators: [], trusted: [{ Service: 'lambda.amazonaws.com' }] },
  {
    operators: [`arn:aws:iam::${ids.provider}:role/operations/network`],
    trusted: [
      { Service: 'lambda.amazonaws.com' },
      { AWS: `arn:aws:iam::${ids.provider}:role/operations/network` },
    ],
  },
])('operators $operators may become the reconciler, and nobody else', ({ operators, trusted }) => {
  const made = Template.fromStack(controlPlane({ roles: { ...configuration.roles, operators } }));
  const trustOf = (name: string) =>
    the(made, 'AWS::IAM::Role', {
      RoleName: `jetway-test-${name}`,
    }).properties.AssumeRolePolicyDocument.Statement.map(
      ({ Principal }: { readonly Principal: unknown }) => Principal,
    );
  expect(trustOf('reconcile-account')).toEqual(trusted);
  expect(trustOf('route-event')).toEqual([{ Service: 'lambda.amazonaws.com' }]);
});

test('only where people may become the reconciler may it ask the audit log', () => {
  expect(actionsOf(reconcileAccount())).not.toContain('logs:StartQuery');
  const operators = [`arn:aws:iam::${ids.provider}:role/operations/network`];
  const may = reconcileAccount({ roles: { ...configuration.roles, operators } });
  expect(actionsOf(may)).toEqual(
    expect.arrayContaining(['logs:StartQuery', 'logs:GetQueryResults', 'logs:StopQuery']),
  );
});

test('only where people may become the reconciler may it take dead letters and send them back', () => {
  const ofPeople = ['sqs:ChangeMessageVisibility', 'sqs:GetQueueUrl'];
  for (const action of ofPeople) expect(actionsOf(reconcileAccount())).not.toContain(action);
  const operators = [`arn:aws:iam::${ids.provider}:role/operations/network`];
  const may = reconcileAccount({ roles: { ...configuration.roles, operators } });
  expect(actionsOf(may)).toEqual(expect.arrayContaining(ofPeople));
});

test('what people ask the audit log is saved for them', () => {
  const saved = Object.values(
    Template.fromStack(controlPlane({})).findResources('AWS::Logs::QueryDefinition'),
  ).map(({ Properties }) => [Properties.Name, Properties.QueryString]);
  expect(saved).toEqual(auditQueryNames.map((name) => [`jetway-test/${name}`, auditQueryText(name)]));
});

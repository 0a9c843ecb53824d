import { expect, test } from '@jest/globals';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { EventPattern } from 'aws-cdk-lib/aws-events';
import { controlTowerPatterns, organizationPatterns } from '../../cdk/events/patterns.ts';
import { type ListensTo, ManagementStack } from '../../cdk/management-stack.ts';
import type { Configuration } from '../../lib/config/configuration.ts';
import { Region } from '../../lib/model/ids.ts';
import { aConfiguration } from '../unit/support/configuration.ts';
import * as ids from '../unit/support/ids.ts';
import { findings } from './support/findings.ts';
import { the } from './support/resource.ts';
import { actionsOf, allowing, statementsOf } from './support/statements.ts';

const region = Region.parse('us-east-1');
const reader = 'jetway-organization-reader';

const management = (listensTo: ListensTo = 'both', changes: Partial<Configuration> = {}) =>
  new ManagementStack(new App(), { configuration: aConfiguration(changes), region, listensTo });

function readerOf(stack: ManagementStack) {
  const template = Template.fromStack(stack);
  return statementsOf(template, the(template, 'AWS::IAM::Role', { RoleName: reader }).id);
}

const resources = (type: string, template: Template) =>
  Object.values(template.findResources(type)).map(({ Properties }) => Properties);

test.each(['organizations', 'control-tower', 'both'] as const)(
  'AwsSolutions has nothing against it, listening to %s',
  (to) => expect(findings(management(to))).toEqual([]),
);

const all = { ...organizationPatterns(), ...controlTowerPatterns() };
test.each([
  { listensTo: 'organizations', patterns: organizationPatterns(), stack: 'jetway-test-management' },
  { listensTo: 'control-tower', patterns: controlTowerPatterns(), stack: 'jetway-test-control-tower' },
  { listensTo: 'both', patterns: all, stack: 'jetway-test-management' },
] as const)('$stack forwards the account’s own events of $listensTo straight to the bus', (row) => {
  const { listensTo, patterns, stack } = row;
  const made = management(listensTo);
  expect(made).toMatchObject({ stackName: stack, account: ids.management, region });
  const rules = resources('AWS::Events::Rule', Template.fromStack(made));
  const expected = Object.values<EventPattern>(patterns).map(({ detailType, ...pattern }) => ({
    account: [ids.management],
    ...pattern,
    ...(detailType !== undefined && { 'detail-type': detailType }),
  }));
  expect(rules).toHaveLength(expected.length);
  expect(rules.map(({ EventPattern: pattern }) => pattern)).toEqual(expect.arrayContaining(expected));
  for (const { EventBusName, Targets } of rules) {
    expect(EventBusName).toBeUndefined();
    expect(Targets).toEqual([
      {
        Id: expect.any(String),
        Arn: `arn:aws:events:${ids.region}:${ids.provider}:event-bus/jetway-test`,
        RoleArn: expect.anything(),
        DeadLetterConfig: { Arn: expect.anything() },
      },
    ]);
  }
});

test('the reader role trusts the roles of the two functions that read it, in this organization, and nobody else', () => {
  const template = Template.fromStack(management());
  const role = the(template, 'AWS::IAM::Role', { RoleName: reader }).properties;
  expect(role.AssumeRolePolicyDocument.Statement).toEqual([
    {
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Principal: {
        AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::${ids.provider}:root`]] },
      },
      Condition: {
        ArnEquals: {
          'aws:PrincipalArn': [
            `arn:aws:iam::${ids.provider}:role/jetway-test-sweep`,
            `arn:aws:iam::${ids.provider}:role/jetway-test-reconcile-account`,
          ],
        },
        StringEquals: { 'aws:PrincipalOrgID': ids.organization },
      },
    },
  ]);
});

test('the reader role reads accounts, OUs and their tags of this organization, and changes nothing', () => {
  const may = readerOf(management());
  expect(actionsOf(may)).toEqual([
    'organizations:DescribeAccount',
    'organizations:DescribeOrganization',
    'organizations:DescribeOrganizationalUnit',
    'organizations:ListAccounts',
    'organizations:ListParents',
    'organizations:ListTagsForResource',
    'tag:GetResources',
  ]);
  const ofThisOne = ['account', 'ou'].map(
    (kind) => `arn:aws:organizations::${ids.management}:${kind}/${ids.organization}/*`,
  );
  for (const action of ['DescribeAccount', 'ListParents', 'ListTagsForResource'])
    expect(allowing(may, `organizations:${action}`)).toMatchObject([{ Resource: ofThisOne }]);
  expect(allowing(may, 'tag:GetResources')).toMatchObject([
    { Condition: { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } } },
  ]);
});

test.each([
  { listensTo: 'organizations', roles: 1 },
  { listensTo: 'both', roles: 1 },
  { listensTo: 'control-tower', roles: 0 }, // IAM is global: the other stack has it
] as const)('listening to $listensTo, it makes $roles reader roles', ({ listensTo, roles }) => {
  Template.fromStack(management(listensTo)).resourcePropertiesCountIs(
    'AWS::IAM::Role',
    { RoleName: reader },
    roles,
  );
});

test('the reader role is there too where the management account is the provider', () => {
  const { organization } = aConfiguration();
  const changes = { organization: { ...organization, managementAccount: ids.provider } };
  expect(actionsOf(readerOf(management('both', changes)))).toContain('organizations:ListAccounts');
});

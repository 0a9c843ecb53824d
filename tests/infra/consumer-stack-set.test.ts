import { expect, test } from '@jest/globals';
import { Template } from 'aws-cdk-lib/assertions';
import type { Configuration } from '../../lib/config/configuration.ts';
import { Region } from '../../lib/model/ids.ts';
import { aProfile } from '../unit/support/configuration.ts';
import * as ids from '../unit/support/ids.ts';
import { configuration, controlPlane } from './support/control-plane.ts';
import { the } from './support/resource.ts';
import { aDeployedSite, existing } from './support/site.ts';

const stackSet = (changes: Partial<Configuration> = {}, consumerTemplate = '{}') =>
  the(Template.fromStack(controlPlane(changes, { consumerTemplate })), 'AWS::CloudFormation::StackSet')
    .properties;

test('deploys the template to whoever joins, and leaves it with whoever leaves', () => {
  expect(stackSet({}, '{"Resources":{"Role":{}}}')).toMatchObject({
    StackSetName: 'jetway-test-consumers',
    PermissionModel: 'SERVICE_MANAGED',
    CallAs: 'DELEGATED_ADMIN',
    AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: true },
    ManagedExecution: { Active: true },
    Capabilities: ['CAPABILITY_NAMED_IAM'],
    TemplateBody: '{"Resources":{"Role":{}}}',
    OperationPreferences: { RegionConcurrencyType: 'PARALLEL', FailureTolerancePercentage: 10 },
  });
});

const of = (...units: readonly (typeof ids.root)[]) => aProfile({ organizationalUnits: units });
test.each([
  { profiles: [of(ids.consumers)], targets: [ids.consumers] },
  {
    profiles: [of(ids.consumers), of(ids.elsewhere, ids.consumers)],
    targets: [ids.consumers, ids.elsewhere],
  },
  { profiles: [of(ids.consumers), of(ids.root)], targets: [ids.root] },
])('is for $targets', ({ profiles, targets }) => {
  const sites = [aDeployedSite(), aDeployedSite(existing, { region: Region.parse('us-east-1') })];
  expect(stackSet({ profiles, sites }).StackInstancesGroup).toEqual([
    { DeploymentTargets: { OrganizationalUnitIds: targets }, Regions: [ids.region, 'us-east-1'] },
  ]);
});

test('is the management account’s own where that is the provider', () => {
  const organization = { ...configuration.organization, managementAccount: ids.provider };
  expect(stackSet({ organization }).CallAs).toBe('SELF');
});

test('refuses a template that CloudFormation would not take, by its bytes', () => {
  expect(() => controlPlane({}, { consumerTemplate: 'é'.repeat(25_600) })).not.toThrow();
  expect(() => controlPlane({}, { consumerTemplate: 'é'.repeat(25_601) })).toThrow(/51202 bytes.*51200/);
});

test('waits for the bus and its policy, because the rules of its stacks send there', () => {
  const template = Template.fromStack(controlPlane({}));
  const { DependsOn } = Object.values(template.findResources('AWS::CloudFormation::StackSet'))[0] ?? {};
  const policies = Object.keys(template.findResources('AWS::Events::EventBusPolicy'));
  expect(DependsOn).toEqual(expect.arrayContaining(policies));
});

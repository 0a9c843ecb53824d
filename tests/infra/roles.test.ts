import { expect, test } from '@jest/globals';
import { App, Stack } from 'aws-cdk-lib';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { grant } from '../../cdk/constructs/grant.ts';
import { deployedRoles } from '../../scripts/roles/deployed-role.ts';
import { roleInWords } from '../../scripts/roles/words.ts';
import { rolesInWords, rolesPage } from '../../scripts/roles.ts';
import { textOf } from '../unit/config/reading.ts';

test(`${rolesPage} is what the stacks have; npx tsx scripts/roles.ts writes it`, () =>
  expect(textOf(rolesPage)).toBe(rolesInWords()));

function aRole() {
  const app = new App();
  const stack = new Stack(app, 'stack');
  const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  return { app, role };
}

test('a statement stands with its conditions in words, and with what `grant` was told of its wildcard', () => {
  const { app, role } = aRole();
  grant(role, {
    sid: 'Look',
    actions: ['ec2:DescribeVpcs'],
    resources: ['*'],
    conditions: { StringEquals: { 'aws:RequestedRegion': ['eu-west-1', 'us-east-1'] } },
    because: 'EC2 knows no resource for it',
  });
  app.synth();
  expect(deployedRoles(app).map(roleInWords).join()).toContain(
    '| `Look` | `ec2:DescribeVpcs` | `*` | `aws:RequestedRegion` is `eu-west-1` or `us-east-1` | EC2 knows no resource for it |',
  );
});

test('a condition that nobody has put in words yet is refused, not left out', () => {
  const { app, role } = aRole();
  const conditions = { DateLessThan: { 'aws:CurrentTime': '2030-01-01T00:00:00Z' } };
  grant(role, { sid: 'Look', actions: ['sqs:SendMessage'], resources: ['arn:aws:sqs:::q'], conditions });
  app.synth();
  expect(() => deployedRoles(app).map(roleInWords)).toThrow(/DateLessThan aws:CurrentTime/);
});

test('a role with permissions from elsewhere is refused, not shown without them', () => {
  const { app, role } = aRole();
  role.addManagedPolicy(ManagedPolicy.fromAwsManagedPolicyName('ReadOnlyAccess'));
  app.synth();
  expect(() => deployedRoles(app)).toThrow(/stack\/Role\/Resource has managed or inline policies/);
});

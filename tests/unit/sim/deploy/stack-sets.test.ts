import { expect, test } from '@jest/globals';
import { type Json, parseTemplate } from '../../../../sim/deploy/document.ts';
import { deployRoles } from '../../../../sim/deploy/roles.ts';
import { stackSetTemplates } from '../../../../sim/deploy/stack-sets.ts';
import { World } from '../../../../sim/world.ts';
import { deployment } from './deployment.ts';

const inner = {
  Conditions: { IsHome: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] } },
  Resources: {
    Role: {
      Type: 'AWS::IAM::Role',
      Condition: 'IsHome',
      Properties: { RoleName: 'consumer', AssumeRolePolicyDocument: { Statement: [] } },
    },
  },
};
const outer = (TemplateBody: Json) =>
  parseTemplate({
    Resources: {
      Queue: { Type: 'AWS::SQS::Queue' },
      Consumers: { Type: 'AWS::CloudFormation::StackSet', Properties: { TemplateBody } },
    },
  });

test('the template of a stack set is deployed in each account and Region', () => {
  const templates = stackSetTemplates(outer(JSON.stringify(inner)));
  const names = (account: string, region: string) =>
    templates
      .flatMap((template) => deployRoles(new World(), template, { ...deployment, account, region }))
      .map((role) => `${role.account}/${role.name}`);
  expect(names('333333333333', 'eu-west-1')).toEqual(['333333333333/consumer']);
  expect(names('333333333333', 'us-east-1')).toEqual([]);
});

test('a template without a stack set has none', () => {
  expect(stackSetTemplates(parseTemplate(inner))).toEqual([]);
});

test('a template that stands elsewhere is refused', () => {
  expect(() => stackSetTemplates(outer({ Ref: 'Body' }))).toThrow(
    'Consumers.Properties.TemplateBody: expected',
  );
});

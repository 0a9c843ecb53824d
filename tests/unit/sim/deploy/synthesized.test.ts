import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parseTemplate } from '../../../../sim/deploy/document.ts';
import { deployRoles } from '../../../../sim/deploy/roles.ts';
import { stackSetTemplates } from '../../../../sim/deploy/stack-sets.ts';
import { Template } from '../../../../sim/deploy/template.ts';
import { World } from '../../../../sim/world.ts';
import { variants } from '../../../support/variants.ts';
import { deployment } from './deployment.ts';

/** The templates that are synthesized before the tests, and those within them. */
function templatesOf(variant: string) {
  const folder = new URL(`../../../../cdk.out/tests/${variant}/`, import.meta.url);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.template.json'))
    .map((name) => parseTemplate(JSON.parse(readFileSync(new URL(name, folder), 'utf8'))))
    .flatMap((template) => [template, ...stackSetTemplates(template)]);
}

test.each(variants)('every role of the stacks of $name is understood, with its policies', ({ name }) => {
  const templates = templatesOf(name);
  const world = new World();
  const roles = templates.flatMap((template) => deployRoles(world, template, deployment));
  expect(roles.map((role) => role.name)).toEqual(
    expect.arrayContaining([
      'jetway-organization-reader',
      'jetway-consumer',
      'jetway-test-route-event',
      'jetway-test-reconcile-account',
    ]),
  );
  expect(JSON.stringify(roles)).not.toMatch(/"(Ref|Fn::\w+)":/);
  const attachments = templates.flatMap((template) =>
    new Template(template, deployment).ofType('AWS::IAM::Policy'),
  );
  expect(roles.flatMap(({ policies }) => policies)).toHaveLength(attachments.length);
});

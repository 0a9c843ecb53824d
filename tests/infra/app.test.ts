import { describe, expect, test } from '@jest/globals';
import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod/mini';
import { application, configurations } from './support/applications.ts';
import { findings } from './support/findings.ts';

/** CDK's framework of custom resources writes its own policies, and cdk-nag's finding of each is acknowledged with a reason. */
const ofCdk = /^PrivateDnsNamesFramework/;

const Roles = z.record(z.string(), z.object({ Type: z.string(), Properties: z.looseObject({}) }));
const several = z.pipe(
  z.union([z.array(z.unknown()), z.unknown()]),
  z.transform((value): readonly unknown[] => (Array.isArray(value) ? value : [value])),
);
const Document = z.object({
  Statement: z.array(
    z.object({
      Sid: z.optional(z.string()),
      Effect: z.string(),
      Action: several,
      Resource: z.optional(several),
    }),
  ),
});

describe.each(Object.entries(configurations))('%s', (_name, yaml) => {
  const { app, stacks } = application(yaml);
  const assembly = app.synth();

  test('one stack an account and Region, each with a name', () => {
    const where = stacks.map(({ stackName, account, region }) => `${stackName} ${account} ${region}`);
    expect(new Set(where).size).toBe(where.length);
    expect(stacks.map(({ stackName }) => stackName)).toEqual(
      expect.arrayContaining([
        'jetway-shared-services-control-plane',
        'jetway-shared-services-management',
        'jetway-shared-services-consumer',
      ]),
    );
    expect(assembly.manifest.missing ?? []).toEqual([]); // nothing is looked up in an account
  });

  test('AwsSolutions has nothing against it', () => {
    expect(stacks.flatMap((stack) => findings(stack))).toEqual([]);
  });

  test('no action has a wildcard, and each resource that has one says why', () => {
    const unexplained: string[] = [];
    for (const stack of stacks) {
      const why = new Set(
        stack.node
          .findAll()
          .flatMap(({ node }) => node.metadata)
          .filter(({ type }) => type === 'jetway:because')
          .map(({ data }) => String(data.sid)),
      );
      for (const [id, { Type, Properties }] of Object.entries(
        Roles.parse(Template.fromStack(stack).toJSON().Resources),
      )) {
        if (!/^AWS::IAM::(?:Policy|ManagedPolicy|RolePolicy)$/.test(Type)) continue;
        if (ofCdk.test(id)) continue;
        for (const { Sid, Effect, Action, Resource = [] } of Document.parse(Properties.PolicyDocument)
          .Statement) {
          if (JSON.stringify(Action).includes('*'))
            unexplained.push(`${stack.stackName} ${id} ${Sid}: action`);
          if (Effect === 'Allow' && hasWildcard(Resource) && !why.has(String(Sid)))
            unexplained.push(`${stack.stackName} ${id} ${Sid}: ${JSON.stringify(Action)}`);
        }
      }
    }
    expect(unexplained).toEqual([]);
  });

  test('each resource that can carry tags says whose it is', () => {
    const untagged = stacks.flatMap((stack) =>
      Object.entries(Roles.parse(Template.fromStack(stack).toJSON().Resources)).flatMap(
        ([id, { Type, Properties }]) =>
          'Tags' in Properties && !JSON.stringify(Properties.Tags).includes('jetway:owner')
            ? [`${Type} ${id}`]
            : [],
      ),
    );
    expect(untagged).toEqual([]);
  });

  test('every template is one that CloudFormation takes', () => {
    for (const stack of stacks) {
      const template = Template.fromStack(stack).toJSON();
      expect(Buffer.byteLength(JSON.stringify(template))).toBeLessThan(1_000_000);
      expect(Object.keys(template.Resources).length).toBeLessThanOrEqual(500);
      expect(Stack.of(stack).stackName.length).toBeLessThanOrEqual(128);
    }
  });
});

/** A wildcard that stands in the text itself; what an intrinsic function brings is an ARN of its own. */
function hasWildcard(resources: readonly unknown[]): boolean {
  return resources.some((resource) =>
    JSON.stringify(resource)
      .replaceAll(/"Fn::GetAtt":\[[^\]]*\]/g, '')
      .includes('*'),
  );
}

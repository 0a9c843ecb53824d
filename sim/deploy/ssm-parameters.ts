import type { World } from '../world.ts';
import type { TemplateDocument } from './document.ts';
import { Invention } from './invention.ts';
import type { Deployment } from './scope.ts';

/**
 * The values that CloudFormation reads from SSM for a template's parameters, as far as they are there. AWS's own public
 * parameters of images always are.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-supplied-parameter-types.html
 */
export function ssmParameters(
  { parameters }: World,
  { Parameters = {} }: TemplateDocument,
  deployment: Deployment,
): Readonly<Record<string, string>> {
  const { account, region } = deployment;
  return Object.fromEntries(
    Object.entries(Parameters).flatMap(([id, { Type, Default }]) => {
      if (!Type.startsWith('AWS::SSM::Parameter::Value<')) return [];
      const name = deployment.parameters?.[id] ?? String(Default);
      const value = name.startsWith('/aws/service/ami-')
        ? `ami-${new Invention(deployment, id).hex(17)}`
        : parameters.in(account, region).get(name)?.at(-1)?.value;
      return value === undefined ? [] : [[id, value]];
    }),
  );
}

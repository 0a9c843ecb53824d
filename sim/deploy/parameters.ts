import { type Json, type TemplateDocument, TemplateError } from './document.ts';
import type { Deployment } from './scope.ts';

/**
 * @returns the value of a parameter, as a list where its type is one; undefined where the template has no such parameter
 * @throws TemplateError where it has neither a value nor a default that is one
 */
export function parameter(
  { Parameters }: TemplateDocument,
  { parameters }: Deployment,
  name: string,
  where: string,
): Json | undefined {
  const declared = Parameters?.[name];
  if (declared === undefined) return undefined;
  const { Type: type, Default: byDefault } = declared;
  const given = parameters?.[name];
  // What stands in the template is the name of an SSM parameter, which CloudFormation reads when it deploys.
  if (given === undefined && type.startsWith('AWS::SSM::Parameter::Value<'))
    throw new TemplateError(where, `the value of ${name} is in SSM, at ${byDefault}; give it in parameters`);
  const value = given ?? byDefault;
  if (value === undefined)
    throw new TemplateError(where, `the parameter ${name} has no default; give its value in parameters`);
  return /List</.test(type) || type === 'CommaDelimitedList' ? split(String(value)) : String(value);
}

function split(list: string): readonly string[] {
  return list === '' ? [] : list.split(',').map((each) => each.trim());
}

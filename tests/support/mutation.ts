import type { AssembledStack } from '../../sim/deploy/assembly.ts';
import { isObject, type TemplateDocument } from '../../sim/deploy/document.ts';

type Resource = TemplateDocument['Resources'][string];

/** A change of the resources of one stack: each becomes what this returns, and is taken away where that is nothing. */
export interface Mutation {
  readonly stack: string;
  becomes(resource: Resource): Resource | undefined;
}

/**
 * The stacks with one of them changed.
 * @throws Error where the change leaves everything as it is
 */
export function mutated(
  stacks: readonly AssembledStack[],
  { stack: name, becomes }: Mutation,
): readonly AssembledStack[] {
  let changes = 0;
  const after = stacks.map((stack) => {
    if (stack.name !== name) return stack;
    const all = Object.entries(stack.template.Resources).map(([id, before]) => ({
      id,
      before,
      after: becomes(before),
    }));
    const gone = new Set(all.filter((one) => one.after === undefined).map(({ id }) => id));
    changes += all.filter((one) => one.after !== one.before).length;
    const Resources = Object.fromEntries(
      all.flatMap(({ id, after }) => (after === undefined ? [] : [[id, withoutNeeds(after, gone)]])),
    );
    return { ...stack, template: { ...stack.template, Resources } };
  });
  if (changes === 0) throw new Error(`The mutation leaves ${name} as it is`);
  return after;
}

function withoutNeeds({ DependsOn = [], ...resource }: Resource, gone: ReadonlySet<string>): Resource {
  return { ...resource, DependsOn: [DependsOn].flat().filter((id) => !gone.has(id)) };
}

/** Takes away every resource of a type whose properties contain a text. */
export const without =
  (type: string, containing = ''): Mutation['becomes'] =>
  (resource) =>
    resource.Type === type && JSON.stringify(resource.Properties).includes(containing) ? undefined : resource;

/** Takes an action from the policies of a role. */
export const withoutAction =
  (role: string, action: string): Mutation['becomes'] =>
  (resource) => {
    const { Type, Properties } = resource;
    const text = JSON.stringify(Properties);
    if (Type !== 'AWS::IAM::Policy' || !text.includes(`"${action}"`) || !text.includes(role)) return resource;
    const left = text.replaceAll(`"${action}",`, '').replaceAll(`,"${action}"`, '');
    return { ...resource, Properties: JSON.parse(left) };
  };

/** Takes a variable from the environment of a function. */
export const withoutVariable =
  (functionName: string, variable: string): Mutation['becomes'] =>
  (resource) => {
    const { Type, Properties = {} } = resource;
    const { FunctionName, Environment } = Properties;
    if (Type !== 'AWS::Lambda::Function' || FunctionName !== functionName || !isObject(Environment))
      return resource;
    const { Variables } = Environment;
    if (!isObject(Variables)) return resource;
    const { [variable]: _, ...others } = Variables;
    return { ...resource, Properties: { ...Properties, Environment: { Variables: others } } };
  };

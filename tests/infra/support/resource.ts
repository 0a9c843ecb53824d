import type { Template } from 'aws-cdk-lib/assertions';

/** The one resource of a type that has these properties: its logical id, all its properties, and what it waits for. */
export function the(template: Template, type: string, properties: object = {}) {
  const found = Object.entries(template.findResources(type, { Properties: properties }));
  const [resource] = found;
  if (resource === undefined || found.length > 1)
    throw new Error(`${found.length} resources of ${type} have ${JSON.stringify(properties)}`);
  const [id, { Properties, DependsOn }] = resource;
  return { id, properties: Properties, dependsOn: DependsOn };
}

/** How a template refers to the ARN of one of its resources. */
export const arnOf = ({ id }: { readonly id: string }) => ({ 'Fn::GetAtt': [id, 'Arn'] });

import { isList, isObject, type Json, type TemplateDocument, TemplateError } from './document.ts';
import type { Resource } from './scope.ts';

/**
 * The resources of a stack, each behind those that it refers to or depends on.
 * @throws TemplateError where they go round in a circle, or one depends on what the template does not have
 */
export function inOrder(
  { Resources }: TemplateDocument,
  resources: readonly Resource[],
): readonly Resource[] {
  const byId = new Map(resources.map((resource) => [resource.logicalId, resource]));
  const ordered = new Set<Resource>();
  const visit = (resource: Resource, path: readonly string[]) => {
    const { logicalId } = resource;
    if (ordered.has(resource)) return;
    if (path.includes(logicalId))
      throw new TemplateError(logicalId, `depends on itself: ${[...path, logicalId].join(' → ')}`);
    const { DependsOn = [], Properties = {} } = Resources[logicalId] ?? {};
    for (const id of [DependsOn].flat())
      if (!Object.hasOwn(Resources, id))
        throw new TemplateError(logicalId, `depends on ${id}, which is not there`);
    for (const id of [DependsOn, [...referred(Properties)]].flat()) {
      const needed = byId.get(id);
      if (needed !== undefined) visit(needed, [...path, logicalId]);
    }
    ordered.add(resource);
  };
  for (const resource of resources) visit(resource, []);
  return [...ordered];
}

/** Whatever a value may refer to by name: resources, but parameters as well. */
function referred(value: Json): ReadonlySet<string> {
  const names = new Set<string>();
  const collect = (each: Json): void => {
    if (isList(each)) each.forEach(collect);
    if (!isObject(each)) return;
    const { Ref, 'Fn::GetAtt': attribute, 'Fn::Sub': pattern } = each;
    if (typeof Ref === 'string') names.add(Ref);
    const [logicalId] = isList(attribute) ? attribute : String(attribute ?? '').split('.');
    names.add(String(logicalId));
    const text = isList(pattern) ? pattern[0] : pattern;
    for (const [, name = ''] of String(text ?? '').matchAll(/\$\{([^}.!]+)[^}]*\}/g)) names.add(name);
    Object.values(each).forEach(collect);
  };
  collect(value);
  return names;
}

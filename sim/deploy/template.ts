import { holds } from './conditions.ts';
import { isList, isObject, type Json, type TemplateDocument, TemplateError } from './document.ts';
import type { Identifiers } from './identifiers/naming.ts';
import { type Identity, identify } from './identifiers.ts';
import { intrinsicOf } from './intrinsics.ts';
import { parameter } from './parameters.ts';
import { pseudoParameters } from './pseudo-parameters.ts';
import type { Deployment, Resource, Scope } from './scope.ts';

/**
 * A template deployed somewhere: its resources, and what its expressions come to. Each is resolved when it is asked
 * for, so that what nobody asks for need not be known.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export class Template implements Scope {
  readonly document: TemplateDocument;
  readonly deployment: Deployment;
  /** Those whose condition holds, in the order of the template. */
  readonly resources: readonly Resource[];

  readonly #pseudo: Readonly<Record<string, string>>;
  readonly #identities = new Map<string, Identity>();
  readonly #open = new Set<string>();

  constructor(document: TemplateDocument, deployment: Deployment) {
    this.document = document;
    this.deployment = deployment;
    this.#pseudo = pseudoParameters(deployment);
    this.resources = Object.entries(document.Resources)
      .filter(([id, { Condition }]) => Condition === undefined || this.condition(Condition, id))
      .map(([logicalId, { Type: type }]) => ({ logicalId, type }));
  }

  /** The resources of one type, in the order of the template. */
  ofType(type: string): readonly Resource[] {
    return this.resources.filter((resource) => resource.type === type);
  }

  property(logicalId: string, name: string): Json | undefined {
    const value = this.document.Resources[logicalId]?.Properties?.[name];
    return value === undefined ? undefined : this.resolve(value, `${logicalId}.Properties.${name}`);
  }

  resolve(value: Json, where: string): Json | undefined {
    if (isList(value))
      return value
        .map((each, index) => this.resolve(each, `${where}[${index}]`))
        .filter((each) => each !== undefined);
    if (!isObject(value)) return value;
    const intrinsic = intrinsicOf(value, where);
    if (intrinsic !== undefined) return intrinsic(this);
    const resolved: Record<string, Json> = {};
    for (const [name, each] of Object.entries(value)) {
      const result = this.resolve(each, `${where}.${name}`);
      if (result !== undefined) resolved[name] = result;
    }
    return resolved;
  }

  ref(name: string, where: string): Json | undefined {
    if (name === 'AWS::NoValue') return undefined;
    return (
      this.#pseudo[name] ??
      parameter(this.document, this.deployment, name, where) ??
      this.#identity(name, where).ref
    );
  }

  attribute(logicalId: string, name: string, where: string): Json {
    const { type, attribute } = this.#identity(logicalId, where);
    const value = attribute(name);
    if (value !== undefined) return value;
    throw new TemplateError(
      where,
      `the simulator knows no attribute ${name} of ${type}; add it to sim/deploy/identifiers`,
    );
  }

  condition(name: string, where: string): boolean {
    const value = this.document.Conditions?.[name];
    if (value === undefined) throw new TemplateError(where, `the template has no condition ${name}`);
    return this.#once(`condition ${name}`, where, () => holds(value, this, `Conditions.${name}`));
  }

  /** What a resource that was made is really called; until then it is called what its template says. */
  made(logicalId: string, { ref, attributes }: Identifiers): void {
    const { type } = this.#resource(logicalId, logicalId);
    const attribute = (name: string) => (Object.hasOwn(attributes, name) ? attributes[name] : undefined);
    this.#identities.set(logicalId, { type, ref, attribute });
  }

  #identity(logicalId: string, where: string): Identity {
    const known = this.#identities.get(logicalId);
    if (known !== undefined) return known;
    const resource = this.#resource(logicalId, where);
    const identity = this.#once(logicalId, where, () => identify(resource, this));
    this.#identities.set(logicalId, identity);
    return identity;
  }

  #resource(logicalId: string, where: string): Resource {
    const resource = this.resources.find((each) => each.logicalId === logicalId);
    if (resource !== undefined) return resource;
    const why = Object.hasOwn(this.document.Resources, logicalId) ? ': its condition is false' : '';
    throw new TemplateError(where, `the stack has no parameter or resource ${logicalId}${why}`);
  }

  /** Refuses what depends on itself. */
  #once<T>(what: string, where: string, find: () => T): T {
    if (this.#open.has(what)) throw new TemplateError(where, `${what} depends on itself`);
    this.#open.add(what);
    try {
      return find();
    } finally {
      this.#open.delete(what);
    }
  }
}

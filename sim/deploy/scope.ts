import type { Json, TemplateDocument } from './document.ts';

/** What the expressions of a deployed template are resolved against. `where` is what an error names. */
export interface Scope {
  readonly document: TemplateDocument;
  readonly deployment: Deployment;
  /**
   * Everything in a value resolved; undefined where it is AWS::NoValue.
   * @throws TemplateError where something in it cannot be resolved
   */
  resolve(value: Json, where: string): Json | undefined;
  /** What Ref gives: of a pseudo parameter, a parameter or a resource. */
  ref(name: string, where: string): Json | undefined;
  /** What Fn::GetAtt gives. */
  attribute(logicalId: string, name: string, where: string): Json;
  condition(name: string, where: string): boolean;
  /** A property of a resource, resolved; undefined where it is absent or AWS::NoValue. */
  property(logicalId: string, name: string): Json | undefined;
}

/** Where a template is deployed, and what it is given there. */
export interface Deployment {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  readonly stackName: string;
  /** Values of the template's parameters by name; the others have their defaults. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** What other stacks export, by the name of the export. */
  readonly exports?: Readonly<Record<string, Json>>;
}

/** A resource whose condition holds. */
export interface Resource {
  readonly logicalId: string;
  readonly type: string;
}

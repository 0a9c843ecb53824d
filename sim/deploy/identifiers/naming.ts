import { isList, type Json, TemplateError } from '../document.ts';
import { Invention } from '../invention.ts';
import { urlSuffix } from '../pseudo-parameters.ts';
import type { Deployment, Scope } from '../scope.ts';

export interface Identifiers {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, Json>>;
}

export type Identify = (naming: Naming) => Identifiers;

/** What the name of a resource is made from: its place, its properties, and what AWS would draw for it. */
export class Naming {
  readonly #scope: Scope;
  readonly logicalId: string;
  readonly type: string;
  readonly invention: Invention;

  constructor(scope: Scope, logicalId: string, type: string) {
    this.#scope = scope;
    this.logicalId = logicalId;
    this.type = type;
    this.invention = new Invention(scope.deployment, logicalId);
  }

  get deployment(): Deployment {
    return this.#scope.deployment;
  }

  get urlSuffix(): string {
    return urlSuffix(this.deployment);
  }

  property(name: string): Json | undefined {
    return this.#scope.property(this.logicalId, name);
  }

  text(name: string): string | undefined {
    const value = this.property(name);
    if (value === undefined || typeof value === 'string') return value;
    throw new TemplateError(
      `${this.logicalId}.Properties.${name}`,
      `expected text, not ${JSON.stringify(value)}`,
    );
  }

  list(name: string): readonly Json[] {
    const value = this.property(name);
    return isList(value) ? value : [];
  }

  /** The name in a property, or an invented one of at most so many characters. */
  named(property: string, longest: number, ending?: string): string {
    return this.text(property) ?? this.invented(longest, ending);
  }

  invented(longest: number, ending?: string): string {
    return this.invention.name(longest, ending);
  }

  /** An id as EC2 and others make them: a prefix and 17 hexadecimal digits. */
  id(prefix: string): string {
    return `${prefix}-${this.invention.hex(17)}`;
  }

  /** The ARN of something in the stack's account and Region. */
  arn(service: string, resource: string): string {
    const { partition, region, account } = this.deployment;
    return `arn:${partition}:${service}:${region}:${account}:${resource}`;
  }

  /** The ARN of something of IAM, which has no Region. */
  iamArn(resource: string): string {
    const { partition, account } = this.deployment;
    return `arn:${partition}:iam::${account}:${resource}`;
  }
}

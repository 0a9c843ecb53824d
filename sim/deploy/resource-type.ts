import * as z from 'zod/mini';
import type { Lambda } from '../lambda/runtime.ts';
import type { World } from '../world.ts';
import { type JsonObject, type TemplateDocument, TemplateError } from './document.ts';
import type { Identifiers, Naming } from './identifiers/naming.ts';
import type { Deployment } from './scope.ts';

/** What is known while a resource is made. */
export interface Making {
  readonly world: World;
  /** Runs functions, and lets time pass where a resource takes some. */
  readonly lambda: Lambda;
  /** Of the stack. */
  readonly deployment: Deployment;
  readonly logicalId: string;
  readonly type: string;
  /** Names and ids that the same stack has again whenever it is deployed. */
  readonly naming: Naming;
  /** What Ref and Fn::GetAtt give of the type without anything being made, by sim/deploy/identifiers. */
  readonly identifiers: Identifiers;
  /** The folder of an asset by the key of its object in S3. */
  asset(key: string): string;
  /**
   * Deploys a template that needs no time, as a stack of its own.
   * @throws TemplateError where a resource of it takes time, or is not known; Error where one cannot be made
   */
  deployAtOnce(template: TemplateDocument, deployment: Deployment): void;
}

/**
 * What is made of a resource: a promise where that takes simulated time, which `Lambda` then lets pass.
 * It throws where it cannot be made, and says why.
 */
export type Made = Identifiers | Promise<Identifiers>;

/** How resources of one type are made. */
export interface ResourceType {
  /** @throws TemplateError where a property is missing, unknown, or not what it should be */
  make(properties: JsonObject, making: Making): Made;
}

/**
 * A type of resources.
 * @param properties what it knows; anything else is an error, so what has no effect is named with {@link withoutEffect}
 * @param make makes one from its properties, whose references are resolved
 */
export function resourceType<Properties extends z.core.$ZodLooseShape>(
  properties: Properties,
  make: (properties: z.output<z.ZodMiniObject<Properties, z.core.$strict>>, making: Making) => Made,
): ResourceType {
  const Properties = z.strictObject(properties);
  return {
    make(given, making) {
      const parsed = Properties.safeParse(given);
      if (parsed.success) return make(parsed.data, making);
      const [issue] = parsed.error.issues;
      const path = (issue?.path ?? []).map((part) => `.${String(part)}`).join('');
      const problem = issue?.code === 'unrecognized_keys' ? unknown(making.type, issue.keys) : issue?.message;
      throw new TemplateError(`${making.logicalId}.Properties${path}`, problem ?? 'not as expected');
    },
  };
}

function unknown(type: string, keys: readonly string[]): string {
  return `the simulator does not know ${keys.join(', ')} of ${type}; add it to sim/deploy/resources`;
}

/** A property that changes nothing in the simulator, and why that is right. */
export function withoutEffect(_because: string) {
  return z.optional(z.unknown());
}

/** Templates may write numbers and truth values as text. */
export const number = z.pipe(
  z.union([z.number(), z.string().check(z.regex(/^-?\d+(\.\d+)?$/))]),
  z.transform(Number),
);
export const truth = z.pipe(
  z.union([z.boolean(), z.enum(['true', 'false'])]),
  z.transform((value) => String(value) === 'true'),
);

/** Whose a resource is; the services read no tags of it. */
export const Tags = withoutEffect('nobody reads the tags of these resources');

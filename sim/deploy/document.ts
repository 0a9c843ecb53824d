import * as z from 'zod/mini';

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json;
}

const Values = z.record(z.string(), z.json());

const TemplateDocument = z.object({
  Parameters: z.optional(
    z.record(
      z.string(),
      z.object({ Type: z.string(), Default: z.optional(z.union([z.string(), z.number()])) }),
    ),
  ),
  Mappings: z.optional(z.record(z.string(), z.record(z.string(), Values))),
  Conditions: z.optional(Values),
  Resources: z.record(
    z.string(),
    z.object({
      Type: z.string(),
      Condition: z.optional(z.string()),
      DependsOn: z.optional(z.union([z.string(), z.array(z.string())])),
      Properties: z.optional(Values),
    }),
  ),
  Outputs: z.optional(
    z.record(
      z.string(),
      z.object({
        Value: z.json(),
        Condition: z.optional(z.string()),
        Export: z.optional(z.object({ Name: z.json() })),
      }),
    ),
  ),
});
/** A CloudFormation template as it was synthesized, before anything in it is resolved. */
export type TemplateDocument = z.output<typeof TemplateDocument>;

/** What cannot be deployed: where in the template, and what to do about it. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';

  constructor(where: string, problem: string) {
    super(`${where}: ${problem}`);
  }
}

/**
 * @param value a template's JSON, parsed
 * @throws ZodError where it does not have the shape of a template
 */
export function parseTemplate(value: unknown): TemplateDocument {
  return TemplateDocument.parse(value);
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

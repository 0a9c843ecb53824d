import { NormalizedSchema } from '@smithy/core/schema';

/** What the SDK's schemas say of one operation. */
export interface OperationModel {
  readonly name: string;
  /** Method, URI template and status of success, where the protocol binds operations to URIs. */
  readonly http: readonly [method: string, uri: string, status: number] | undefined;
  readonly input: NormalizedSchema;
  readonly output: NormalizedSchema;
}

/** What the SDK's schemas say of one modelled exception. */
export interface ErrorModel {
  readonly name: string;
  readonly status: number | undefined;
  /** The code that query clients know it by, where that is not its name. */
  readonly queryCode: string | undefined;
  readonly schema: NormalizedSchema;
}

export interface ServiceModel {
  readonly namespace: string;
  readonly operations: ReadonlyMap<string, OperationModel>;
  readonly errors: ReadonlyMap<string, ErrorModel>;
}

const kindOfOperation = 9;
const kindOfError = -3;

/** Reads the service's model from the schemas that an SDK client's module exports beside its commands. */
export function modelOf(sdk: object): ServiceModel {
  const operations = new Map<string, OperationModel>();
  const errors = new Map<string, ErrorModel>();
  let namespace = '';
  for (const schema of Object.values(sdk)) {
    if (!Array.isArray(schema) || schema.length < 5) continue;
    const [kind, space, name, traits, input, output] = schema; // of an exception: its members' names and schemas
    if (kind === kindOfOperation) {
      namespace = space;
      operations.set(name, {
        name,
        http: traits?.http,
        input: NormalizedSchema.of(input),
        output: NormalizedSchema.of(output),
      });
    } else if (kind === kindOfError) {
      errors.set(name, {
        name,
        status: traits?.httpError,
        queryCode: traits?.awsQueryError?.[0],
        schema: NormalizedSchema.of([kindOfError, space, name, traits, input, output]),
      });
    }
  }
  return { namespace, operations, errors };
}

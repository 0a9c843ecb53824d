import type {
  $SchemaRef,
  StaticErrorSchema,
  StaticListSchema,
  StaticMapSchema,
  StaticOperationSchema,
  StaticStructureSchema,
} from '@smithy/types';

/** The Smithy namespace of the service model. */
export const namespace = 'com.amazonaws.route53profiles';

// The SDK's codes for a member's type; a pair adds the member's traits, of which 1 is httpLabel, 4 idempotencyToken.
export const text = 0;
export const integer = 1;
export const timestamp = 4;
export const label = [0, 1] satisfies $SchemaRef;
export const idempotencyToken = [0, 4] satisfies $SchemaRef;
export const query = (name: string, of: $SchemaRef = text): $SchemaRef => [of, { httpQuery: name }];

type Members = Readonly<Record<string, $SchemaRef>>;

/** A structure's schema; its required members come first, as the SDK counts them. */
export const structure = (name: string, required: Members, optional: Members = {}): StaticStructureSchema => [
  3,
  namespace,
  name,
  0,
  [...Object.keys(required), ...Object.keys(optional)],
  [...Object.values(required), ...Object.values(optional)],
  Object.keys(required).length,
];

/** The schema of an exception, which in this service is always the client's fault by the model. */
export const error = (name: string, required: Members, optional: Members = {}): StaticErrorSchema => [
  -3,
  namespace,
  name,
  { error: 'client' },
  [...Object.keys(required), ...Object.keys(optional)],
  [...Object.values(required), ...Object.values(optional)],
  Object.keys(required).length,
];

export const list = (name: string, of: $SchemaRef): StaticListSchema => [1, namespace, name, 0, of];

export const mapOfText = (name: string): StaticMapSchema => [2, namespace, name, 0, text, text];

/** An operation's schema, from the method, URI and success status of its HTTP binding. */
export const operation = (
  name: string,
  http: [method: string, uri: string, status: number],
  input: StaticStructureSchema,
  output: StaticStructureSchema,
): StaticOperationSchema => [9, namespace, name, { http }, input, output];

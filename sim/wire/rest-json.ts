import { FromStringShapeDeserializer } from '@smithy/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';
import { notModelled } from '../refusal.ts';
import { JsonBody } from './json-body.ts';
import { pathOf, queryOf, type WireRequest } from './message.ts';
import type { OperationModel } from './model.ts';
import type { Protocol, ReadInput } from './protocol.ts';
import { labelsOf, operationAt } from './uri.ts';

const body = new JsonBody({ jsonName: true });
const text = new FromStringShapeDeserializer({
  timestampFormat: { useTrait: true, default: 7 },
  httpBindings: true,
});

const headers = (requestId: string) => ({
  'content-type': 'application/json',
  'x-amzn-requestid': requestId,
});

/**
 * The protocol restJson1: the operation is a method and a URI, the members are in labels, query, headers and body.
 * @see https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html
 */
export const restJson: Protocol = {
  operationOf: (request, model) => operationAt(model, request.method, pathOf(request))?.name,
  read: readInput,
  write: ({ http, output }, value, requestId) => {
    const status = http?.[2] ?? 200;
    return { status, headers: headers(requestId), body: status === 204 ? '' : body.write(output, value) };
  },
  writeError: (error, requestId) => ({
    // Only here does the model's status reach the wire: the RPC protocols answer every client error with 400.
    status: error.status === 400 ? (error.model?.status ?? 400) : error.status,
    headers: { ...headers(requestId), 'x-amzn-errortype': error.code },
    body: JSON.stringify(body.writeError(error)),
  }),
};

function readInput(operation: OperationModel, request: WireRequest): ReadInput {
  const { members: inBody, strangers } = body.read(operation.input, request.body);
  const labels = labelsOf(operation, pathOf(request));
  const query = queryOf(request);
  const members: Record<string, unknown> = { ...inBody };
  const bound = new Set(staticQuery(operation));
  for (const [name, member] of Object.entries(operation.input.getMemberSchemas())) {
    const { httpLabel, httpQuery, httpQueryParams, httpHeader, httpPayload } = member.getMergedTraits();
    if (httpPayload || httpQueryParams) notModelled(`the HTTP binding of ${operation.name} ${name}`);
    if (httpQuery) bound.add(httpQuery);
    const inQuery = httpQuery ? query.getAll(httpQuery) : [];
    const single = httpLabel ? labels.get(name) : httpHeader && request.headers[httpHeader.toLowerCase()];
    const values = single === undefined ? inQuery : [single];
    if (values.length > 0) members[name] = readValues(member, values);
  }
  return { members, strangers: [...strangers, ...[...query.keys()].filter((name) => !bound.has(name))] };
}

function readValues(schema: NormalizedSchema, values: readonly string[]): unknown {
  if (schema.isListSchema()) return values.map((value) => text.read(schema.getValueSchema(), value));
  return text.read(schema, values[0] ?? '');
}

/** Parameters that a URI template itself carries, for instance `?list-type=2`. */
function staticQuery({ http }: OperationModel): readonly string[] {
  return [...new URLSearchParams(http?.[1].split('?')[1] ?? '').keys()];
}

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
  write: (operation, value, requestId) => {
    const { http, output } = operation;
    const status = http?.[2] ?? 200;
    if (payloadOf(output) !== undefined) return writePayload(operation, value, requestId);
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
  const payload = payloadOf(operation.input);
  const { members: inBody, strangers } =
    payload === undefined
      ? body.read(operation.input, request.body)
      : { members: { [payload]: new TextEncoder().encode(request.body) }, strangers: [] };
  const labels = labelsOf(operation, pathOf(request));
  const query = queryOf(request);
  const members: Record<string, unknown> = { ...inBody };
  const bound = new Set(staticQuery(operation));
  for (const [name, member] of Object.entries(operation.input.getMemberSchemas())) {
    const { httpLabel, httpQuery, httpQueryParams, httpHeader } = member.getMergedTraits();
    if (httpQueryParams) notModelled(`the HTTP binding of ${operation.name} ${name}`);
    if (httpQuery) bound.add(httpQuery);
    const inQuery = httpQuery ? query.getAll(httpQuery) : [];
    const single = httpLabel ? labels.get(name) : httpHeader && request.headers[httpHeader.toLowerCase()];
    const values = single === undefined ? inQuery : [single];
    if (values.length > 0) members[name] = readValues(member, values);
  }
  return { members, strangers: [...strangers, ...[...query.keys()].filter((name) => !bound.has(name))] };
}

/** The member that is the whole body, as bytes. */
function payloadOf(schema: NormalizedSchema): string | undefined {
  if (schema.isUnitSchema()) return undefined;
  const members = Object.entries(schema.getMemberSchemas());
  const [name, member] = members.find(([, one]) => one.getMergedTraits().httpPayload) ?? [];
  if (member !== undefined && !member.isBlobSchema()) notModelled(`the payload ${name}, which is no blob`);
  return name;
}

function writePayload({ http, output }: OperationModel, value: object, requestId: string) {
  const members = new Map<string, unknown>(Object.entries(value));
  const bytes = members.get(payloadOf(output) ?? '');
  const bound = Object.entries(output.getMemberSchemas()).flatMap(([name, member]) => {
    const { httpHeader } = member.getMergedTraits();
    const said = members.get(name);
    return httpHeader === undefined || said === undefined ? [] : [[httpHeader, String(said)] as const];
  });
  return {
    status: http?.[2] ?? 200,
    headers: { ...headers(requestId), ...Object.fromEntries(bound) },
    body: bytes instanceof Uint8Array ? new TextDecoder().decode(bytes) : '',
  };
}

function readValues(schema: NormalizedSchema, values: readonly string[]): unknown {
  if (schema.isListSchema()) return values.map((value) => text.read(schema.getValueSchema(), value));
  return text.read(schema, values[0] ?? '');
}

/** Parameters that a URI template itself carries, for instance `?list-type=2`. */
function staticQuery({ http }: OperationModel): readonly string[] {
  return [...new URLSearchParams(http?.[1].split('?')[1] ?? '').keys()];
}

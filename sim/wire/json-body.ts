import { JsonCodec2, JsonShapeDeserializer2 } from '@aws-sdk/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';
import { refuse } from '../refusal.ts';
import { isRecord, type WireError } from './protocol.ts';

const timestamps = { useTrait: true, default: 7 } as const; // epoch seconds, where the model says nothing else

/** A JSON document as an object; an empty body is an empty object. */
function parseObject(body: string): Readonly<Record<string, unknown>> {
  if (body === '') return {};
  try {
    const parsed: unknown = JSON.parse(body);
    if (isRecord(parsed)) return parsed;
  } catch (error) {
    refuse(
      'SerializationException',
      `The body is not JSON: ${error instanceof Error ? error.message : error}`,
    );
  }
  return refuse('SerializationException', 'The body is not a JSON object');
}

/** Reads and writes JSON by the SDK's schemas; REST-JSON honours `jsonName`, the RPC protocols do not. */
export class JsonBody {
  readonly #codec: JsonCodec2;
  readonly #deserializer: JsonShapeDeserializer2;
  readonly #jsonName: boolean;

  constructor({ jsonName }: { readonly jsonName: boolean }) {
    this.#jsonName = jsonName;
    this.#codec = new JsonCodec2({ timestampFormat: timestamps, jsonName });
    this.#deserializer = new JsonShapeDeserializer2({ timestampFormat: timestamps, jsonName });
  }

  /** The members of `schema` that a body holds, and the names in it that the schema does not have. */
  read(schema: NormalizedSchema, body: string) {
    const parsed = parseObject(body);
    if (schema.isUnitSchema()) return { members: {}, strangers: Object.keys(parsed) };
    const known = new Set<string>();
    for (const [name, member] of schema.structIterator())
      known.add(this.#jsonName ? (member.getMergedTraits().jsonName ?? name) : name);
    const strangers = Object.keys(parsed).filter((name) => !known.has(name));
    const members: unknown = this.#deserializer.readObject(schema, JSON.parse(body || '{}'));
    return { members: isRecord(members) ? members : {}, strangers };
  }

  write(schema: NormalizedSchema, value: object): string {
    if (schema.isUnitSchema()) return '{}';
    const serializer = this.#codec.createSerializer();
    serializer.write(schema, value);
    return new TextDecoder().decode(serializer.flush());
  }

  /** An exception's members with its message under the name that the model gives it. */
  writeError({ message, members, model }: WireError): Readonly<Record<string, unknown>> {
    if (model === undefined) return { message, ...members };
    const named = Object.keys(model.schema.getMemberSchemas()).find(
      (name) => name.toLowerCase() === 'message',
    );
    return { ...parseObject(this.write(model.schema, members)), [named ?? 'message']: message };
  }
}

import { XmlShapeSerializer } from '@aws-sdk/core/protocols';
import { NormalizedSchema } from '@smithy/core/schema';

/** One child of a document or of a group in it. */
export interface Element {
  readonly name: string;
  readonly schema: NormalizedSchema;
  readonly value: unknown;
}

const kindOfStruct = 3;
const noTraits = 0;
const string = NormalizedSchema.of(0);

/** An XML document whose root holds the elements in their order; elements without a value are left out. */
export function xmlDocument(root: string, elements: readonly Element[], xmlNamespace = ''): string {
  const serializer = new XmlShapeSerializer({
    timestampFormat: { useTrait: true, default: 5 },
    httpBindings: false,
    serviceNamespace: '',
    xmlNamespace,
  });
  const { schema, value } = groupElement(root, elements);
  serializer.write(schema, value);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${serializer.flush()}`;
}

export function textElement(name: string, value: string): Element {
  return { name, schema: string, value };
}

export function groupElement(name: string, elements: readonly Element[]): Element {
  const names = elements.map((element) => element.name);
  // A structure that is nobody's member would be written under its own name.
  const schemas = elements.map(
    ({ name, schema }): NormalizedSchema | [NormalizedSchema, { xmlName: string }] =>
      schema.isMemberSchema() ? schema : [schema, { xmlName: name }],
  );
  return {
    name,
    schema: NormalizedSchema.of([kindOfStruct, 'jetway', name, noTraits, names, schemas]),
    value: Object.fromEntries(elements.map((element) => [element.name, element.value])),
  };
}

/** A structure's members, to stand directly in the document that is written. */
export function memberElements(schema: NormalizedSchema, value: object): readonly Element[] {
  if (schema.isUnitSchema()) return [];
  const values = new Map<string, unknown>(Object.entries(value));
  return [...schema.structIterator()].map(([name, member]) => ({
    name,
    schema: member,
    value: values.get(name),
  }));
}

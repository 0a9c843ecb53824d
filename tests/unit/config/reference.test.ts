import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { ConfigurationFile } from '../../../lib/config/configuration-file.ts';
import { parseConfiguration } from '../../../lib/config/parse.ts';
import { parseSite } from '../../../lib/config/parse-site.ts';
import { SiteFile } from '../../../lib/config/site-file.ts';
import { AuditRecord } from '../../../lib/record/audit.ts';
import { DomainEvent } from '../../../lib/record/domain-event.ts';
import { jsonSchema, references } from '../../../scripts/reference.ts';
import { textOf } from './reading.ts';

const validator = (file: string) => new Ajv2020({ strict: true }).compile(JSON.parse(textOf(file)));
const configurationSchema = 'docs/reference/configuration.schema.json';
const siteSchema = 'docs/reference/site.schema.json';

test.each(references)('$file is what the code says; npx tsx scripts/reference.ts writes it', (reference) =>
  expect(JSON.parse(textOf(reference.file))).toEqual(JSON.parse(JSON.stringify(jsonSchema(reference)))),
);

describe('the examples', () => {
  const configuration = () => parseConfiguration(textOf('examples/jetway.yaml'), 'examples/jetway.yaml');
  test('can be read', () => {
    expect(configuration().name).toBe('shared-services');
    expect(parseSite(textOf('examples/site.json'), 'examples/site.json', configuration()).region).toBe(
      'eu-west-1',
    );
  });
  test.each([
    { example: 'examples/jetway.yaml', schema: configurationSchema },
    { example: 'examples/site.json', schema: siteSchema },
  ])('$example is valid by its schema', ({ example, schema }) => {
    const validate = validator(schema);
    validate(parse(textOf(example)));
    expect(validate.errors).toBeNull();
  });
  test('the schemas refuse an unknown key and a CIDR that is none', () => {
    const site = textOf('examples/site.json');
    const validate = validator(siteSchema);
    expect(validate(JSON.parse(site.replace('"prefixList"', '"prefixlist"')))).toBe(false);
    expect(validate(JSON.parse(site.replace('10.255.0.0/16', '10.255.0.0')))).toBe(false);
  });
});

/** Every key's path in a schema's maps and lists. */
function keysOf(schema: unknown): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) =>
    key === 'properties' ? [...Object.keys(value), ...keysOf(Object.values(value))] : keysOf(value),
  );
}

describe('the reference pages', () => {
  test.each([
    {
      page: 'docs/reference/configuration.md',
      title: 'jetway.yaml',
      file: configurationSchema,
      schema: ConfigurationFile,
    },
    { page: 'docs/reference/site.md', title: 'site', file: siteSchema, schema: SiteFile },
    {
      page: 'docs/reference/audit.md',
      title: 'audit record',
      file: 'docs/reference/audit.schema.json',
      schema: AuditRecord,
    },
    {
      page: 'docs/reference/domain-events.md',
      title: 'domain event',
      file: 'docs/reference/domain-events.schema.json',
      schema: DomainEvent,
    },
  ])('$page names every key', ({ page, ...reference }) => {
    const text = textOf(page);
    expect(keysOf(jsonSchema(reference)).filter((key) => !text.includes(key))).toEqual([]);
  });

  test('the configuration page’s example can be read', () => {
    const example = /```yaml\n(.*?)```/s.exec(textOf('docs/reference/configuration.md'))?.[1] ?? '';
    expect(parseConfiguration(example, 'configuration.md').profiles.length).toBeGreaterThan(0);
  });
});

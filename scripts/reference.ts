// Writes the JSON Schemas in docs/reference from the code that parses those files: npx tsx scripts/reference.ts
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as z from 'zod/mini';
import { ConfigurationFile } from '../lib/config/configuration-file.ts';
import { SiteFile } from '../lib/config/site-file.ts';
import { Cidr } from '../lib/model/cidr.ts';
import { AuditRecord } from '../lib/record/audit.ts';
import { DomainEvent } from '../lib/record/domain-event.ts';
import { LedgerEntry } from '../lib/record/ledger-entry.ts';
import { PlanFile } from '../lib/record/plan-file.ts';

interface Reference {
  /** From the root of the repository. */
  readonly file: string;
  readonly title: string;
  readonly schema: z.core.$ZodType;
}

/** Every file format that Jetway reads or writes, and where its JSON Schema is. */
export const references: readonly Reference[] = [
  {
    file: 'docs/reference/configuration.schema.json',
    title: 'jetway.yaml',
    schema: ConfigurationFile,
  },
  { file: 'docs/reference/site.schema.json', title: 'A site of Jetway', schema: SiteFile },
  { file: 'docs/reference/plan.schema.json', title: 'A plan of Jetway', schema: PlanFile },
  {
    file: 'docs/reference/audit.schema.json',
    title: 'A record of Jetway’s audit log',
    schema: AuditRecord,
  },
  {
    file: 'docs/reference/ledger.schema.json',
    title: 'What Jetway’s ledger remembers of an account',
    schema: LedgerEntry,
  },
  {
    file: 'docs/reference/domain-events.schema.json',
    title: 'The detail of an event that Jetway sends',
    schema: DomainEvent,
  },
];

/** The JSON Schema of what is written, before defaults are filled in. */
export function jsonSchema({ title, schema }: Reference): object {
  const { $schema, ...rest } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io: 'input',
    override({ zodSchema, jsonSchema }) {
      // What code checks has no JSON Schema; this is as near as a pattern comes.
      if (zodSchema === Cidr) jsonSchema.pattern = '^\\d{1,3}(?:\\.\\d{1,3}){3}/\\d{1,2}$';
    },
  });
  return { $schema, title, ...rest };
}

function write(): void {
  const root = new URL('../', import.meta.url);
  for (const reference of references)
    writeFileSync(new URL(reference.file, root), JSON.stringify(jsonSchema(reference)));
  const biome = fileURLToPath(new URL('node_modules/@biomejs/biome/bin/biome', root));
  const files = references.map(({ file }) => file);
  execFileSync(process.execPath, [biome, 'format', '--write', ...files], { cwd: root, stdio: 'inherit' });
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) write();

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { auditFile } from '../../../cli/audit-file.ts';
import { newDirectory } from '../../support/cli.ts';
import { anAuditRecord } from '../support/audit.ts';

const record = anAuditRecord();
const line = `${JSON.stringify(record)}\n`;

test.each([
  { given: 'no file', before: undefined, after: line },
  { given: 'a file', before: line, after: line + line },
  { given: 'a record that a crash cut short', before: '{"version":1,', after: `{"version":1,\n${line}` },
])('a record follows $given on a line of its own', async ({ before, after }) => {
  const cwd = newDirectory(before === undefined ? {} : { 'audit.jsonl': before });
  const audit = auditFile('audit.jsonl', { cwd });
  await audit.write([record]);
  await audit.close();
  expect(readFileSync(join(cwd, 'audit.jsonl'), 'utf8')).toBe(after);
});

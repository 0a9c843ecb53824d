import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { auditFile } from '../../../cli/audit-file.ts';
import { AccountId, Region } from '../../../lib/model/ids.ts';
import type { AuditRecord } from '../../../lib/record/audit.ts';
import { newDirectory } from '../../support/cli.ts';

const record: AuditRecord = {
  version: 1,
  time: '2026-09-14T08:00:00.000Z',
  run: 'run-1',
  cause: { id: 'cli', source: 'jetway', name: 'apply' },
  phase: 'intent',
  account: AccountId.parse('333333333333'),
  site: Region.parse('eu-west-1'),
  step: 'attachment',
  verb: 'add',
  key: 'vpc-1',
  does: 'accept tgw-attach-1',
  reason: 'it is a consumer',
  mode: 'enforce',
};
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

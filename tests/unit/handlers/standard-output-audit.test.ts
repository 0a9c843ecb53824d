import { closeSync, mkdtempSync, openSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { standardOutputAudit } from '../../../handlers/standard-output-audit.ts';
import { anAuditRecord } from '../support/audit.ts';

const record = anAuditRecord();

test('a write is out, a JSON object a line, when it resolves; one that cannot be is no write', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'jetway-audit-')), 'stdout');
  const descriptor = openSync(file, 'w');
  const audit = standardOutputAudit(descriptor);
  await audit.write([record, { ...record, phase: 'outcome', outcome: 'done' }]);
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { audit: record },
    { audit: { ...record, phase: 'outcome', outcome: 'done' } },
  ]);
  closeSync(descriptor);
  await expect(audit.write([record])).rejects.toThrow('EBADF');
});

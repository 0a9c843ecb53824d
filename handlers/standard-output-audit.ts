import { writeFileSync } from 'node:fs';
import type { AuditLog } from '../lib/record/audit.ts';

/**
 * Writes audit records to the function's standard output, a JSON object a line, and returns once the operating system
 * has taken them; where it does not, it throws and nothing is changed. Lambda's own pipeline then carries them to the
 * function's log group, so a record can still be lost with the sandbox. A writer that calls CloudWatch Logs
 * `PutLogEvents` itself replaces this one: it waits for the log group's own answer before the change is made.
 * @param descriptor an open file that stands for the standard output
 */
export const standardOutputAudit = (descriptor = 1): AuditLog => ({
  async write(records) {
    writeFileSync(descriptor, records.map((audit) => `${JSON.stringify({ audit })}\n`).join(''));
  },
});

import { writeFileSync } from 'node:fs';
import { JetwayError } from '../lib/model/errors.ts';

export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  /** What happened, in a word that a metric filter can match. */
  readonly event: string;
  readonly [field: string]: unknown;
}

export type Log = (line: LogLine) => void;

/** One JSON object a line, as CloudWatch Logs reads it; written past `console`, which would wrap it. */
export const standardOutputLog: Log = (line) => {
  writeFileSync(1, `${JSON.stringify(line)}\n`);
};

/** An error as fields of a line. */
export function errorFields(error: unknown): Readonly<Record<string, unknown>> {
  if (error instanceof AggregateError)
    return { message: error.message, errors: error.errors.map((one: unknown) => errorFields(one)) };
  if (error instanceof JetwayError)
    return { code: error.code, message: error.message, ...(error.problem.aws && { aws: error.problem.aws }) };
  return error instanceof Error ? { message: error.message, stack: error.stack } : { message: String(error) };
}

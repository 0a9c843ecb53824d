import { LogFormatter, Logger, LogItem } from '@aws-lambda-powertools/logger';
import type { LogAttributes, UnformattedAttributes } from '@aws-lambda-powertools/logger/types';
import { JetwayError } from '../lib/model/errors.ts';

export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  /** What happened, in a word that a metric filter can match. */
  readonly event: string;
  readonly [field: string]: unknown;
}

export type Log = (line: LogLine) => void;

/** A line as it is written: what happened, when, and the fields as they are. */
class Lines extends LogFormatter {
  override formatAttributes(
    { logLevel, message, timestamp }: UnformattedAttributes,
    { fields }: LogAttributes,
  ): LogItem {
    const attributes = { level: logLevel.toLowerCase(), event: message, time: timestamp.toISOString() };
    return new LogItem({ attributes: { ...attributes, ...Object(fields) } });
  }
}

/** One JSON object a line, as CloudWatch Logs reads it. */
export function standardOutputLog(): Log {
  const logger = new Logger({ logFormatter: new Lines() });
  return ({ level, event, ...fields }) => logger[level](event, { fields }); // in one, or Powertools drops `message`
}

/** An error as fields of a line. */
export function errorFields(error: unknown): Readonly<Record<string, unknown>> {
  if (error instanceof AggregateError)
    return { message: error.message, errors: error.errors.map((one: unknown) => errorFields(one)) };
  if (error instanceof JetwayError)
    return { code: error.code, message: error.message, ...(error.problem.aws && { aws: error.problem.aws }) };
  return error instanceof Error ? { message: error.message, stack: error.stack } : { message: String(error) };
}

import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { errorFields, type Log } from './log.ts';

/** A function behind a queue: an `SQSHandler` that needs nothing of Lambda but the event. */
export type BatchHandler = (event: SQSEvent) => Promise<SQSBatchResponse>;

/** The batch library keeps a record's error to itself, so it is logged here before the record fails. */
export const logged =
  (work: (record: SQSRecord) => Promise<void>, log: Log) =>
  async (record: SQSRecord): Promise<void> => {
    try {
      await work(record);
    } catch (error) {
      const { messageId, attributes } = record;
      const received = Number(attributes.ApproximateReceiveCount);
      log({ level: 'error', event: 'failed', messageId, received, ...errorFields(error) });
      throw error;
    }
  };

/** The JSON value of a body, or undefined where it is no JSON. */
export function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

export interface LogEvent {
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly message: string;
}

const mostEvents = 10_000;
const mostBytes = 1_048_576;
/** What CloudWatch Logs counts for an event beside the UTF-8 of its message. */
const bytesOfEvent = 26;
const longestSpanMs = 24 * 3_600_000;

/**
 * Events as PutLogEvents takes them: oldest first, in batches within its limits. An event that is too large for any
 * batch is one by itself, which CloudWatch Logs refuses.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html
 */
export function logBatches(events: readonly LogEvent[]): readonly (readonly LogEvent[])[] {
  const batches: LogEvent[][] = [];
  let batch: LogEvent[] = [];
  let bytes = 0;
  for (const event of [...events].sort((a, b) => a.timestamp - b.timestamp)) {
    const size = Buffer.byteLength(event.message) + bytesOfEvent;
    const first = batch[0] ?? event;
    if (
      batch.length === 0 ||
      batch.length === mostEvents ||
      bytes + size > mostBytes ||
      event.timestamp - first.timestamp > longestSpanMs
    ) {
      batch = [];
      bytes = 0;
      batches.push(batch);
    }
    batch.push(event);
    bytes += size;
  }
  return batches;
}

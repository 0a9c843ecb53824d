import type { InputLogEvent, RejectedLogEventsInfo } from '@aws-sdk/client-cloudwatch-logs';
import { refuse } from '../../refusal.ts';
import type { LogGroup } from './state.ts';

const mostEvents = 10_000;
const mostBytes = 1_048_576;
/** What CloudWatch Logs counts for an event beside its message. */
const bytesOfEvent = 26;
const dayMs = 86_400_000;
const tooNewMs = 2 * 3_600_000;
const tooOldMs = 14 * dayMs;

interface Put {
  readonly stream: string;
  readonly events: readonly InputLogEvent[];
  readonly nowMs: number;
}

/**
 * Takes a batch of events, and says which of them it rejected for their age.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html
 */
export function putEvents(
  group: LogGroup,
  { stream, events, nowMs }: Put,
): RejectedLogEventsInfo | undefined {
  const put = events.map(({ timestamp = 0, message = '' }) => ({ timestampMs: timestamp, message }));
  refuseBatch(put);
  const retentionMs =
    group.retentionDays === undefined ? Number.POSITIVE_INFINITY : group.retentionDays * dayMs;
  const expired = put.filter(({ timestampMs }) => timestampMs < nowMs - retentionMs).length;
  const tooOld = put.filter(({ timestampMs }) => timestampMs < nowMs - tooOldMs).length;
  const tooNew = put.findIndex(({ timestampMs }) => timestampMs > nowMs + tooNewMs);
  const accepted = put.slice(Math.max(expired, tooOld), tooNew === -1 ? undefined : tooNew);
  group.events.push(...accepted.map((event) => ({ ...event, stream, ingestedAtMs: nowMs })));
  if (accepted.length === put.length) return undefined;
  return {
    ...(expired > 0 && { expiredLogEventEndIndex: expired }),
    ...(tooOld > 0 && { tooOldLogEventEndIndex: tooOld }),
    ...(tooNew !== -1 && { tooNewLogEventStartIndex: tooNew }),
  };
}

function refuseBatch(events: readonly { readonly timestampMs: number; readonly message: string }[]): void {
  const sizes = events.map(({ message }) => Buffer.byteLength(message) + bytesOfEvent);
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  if (events.length === 0 || events.length > mostEvents)
    invalid(`A batch has 1 to ${mostEvents} log events, not ${events.length}.`);
  if (events.some(({ message }) => message === '')) invalid('A log event must have a message.');
  if (bytes > mostBytes) invalid(`Upload too large: ${bytes} bytes exceeds limit of ${mostBytes}`);
  if (events.some(({ timestampMs }, index) => timestampMs < (events[index - 1]?.timestampMs ?? 0)))
    invalid('Log events in a single PutLogEvents request must be in chronological order.');
  if ((events.at(-1)?.timestampMs ?? 0) - (events[0]?.timestampMs ?? 0) > dayMs)
    invalid('The batch of log events in a single PutLogEvents request cannot span more than 24 hours.');
}

function invalid(message: string): never {
  return refuse('InvalidParameterException', message);
}

import {
  type CloudWatchLogsClient,
  CreateLogStreamCommand,
  PutLogEventsCommand,
  type PutLogEventsCommandOutput,
  type RejectedLogEventsInfo,
} from '@aws-sdk/client-cloudwatch-logs';
import { JetwayError } from '../model/errors.ts';
import { orIfGone } from './errors.ts';
import { type LogEvent, logBatches } from './log-batches.ts';

/** What the log needs of a record; the rest is carried as it is. */
interface Timed {
  readonly time: string;
}

interface Place {
  readonly group: string;
  /** The writer's own. It is made with the first record. */
  readonly stream: string;
}

/**
 * An audit log in CloudWatch Logs. A write resolves once the log group has accepted every record; what it rejects for
 * its age is a failure as well.
 */
export const auditLog = (logs: CloudWatchLogsClient, { group, stream }: Place) => {
  const place = { logGroupName: group, logStreamName: stream };
  let made = false;
  const makeStream = async (): Promise<void> => {
    await orIfThere(logs.send(new CreateLogStreamCommand(place)));
    made = true;
  };
  const put = (logEvents: readonly LogEvent[]) =>
    logs.send(new PutLogEventsCommand({ ...place, logEvents: [...logEvents] }));
  const putInStream = async (events: readonly LogEvent[]): Promise<PutLogEventsCommandOutput> => {
    if (!made) await makeStream();
    const answer = await orIfGone(put(events), undefined);
    if (answer !== undefined) return answer;
    await makeStream();
    return put(events);
  };
  return {
    /** @throws JetwayError where any record was not accepted; others may have been */
    async write(records: readonly Timed[]): Promise<void> {
      const events = records.map((record) => ({
        timestamp: Date.parse(record.time),
        message: JSON.stringify(record),
      }));
      for (const batch of logBatches(events)) {
        const { rejectedLogEventsInfo, $metadata } = await orUnwritten(putInStream(batch), group);
        if (rejectedLogEventsInfo !== undefined)
          throw rejected(rejectedLogEventsInfo, { group, requestId: $metadata.requestId });
      }
    },
  };
};

/** What is to be made and is there is made. */
async function orIfThere(making: Promise<unknown>): Promise<void> {
  try {
    await making;
  } catch (error) {
    if (!(error instanceof JetwayError) || error.code !== 'already-so') throw error;
  }
}

const unwritten = 'the audit log was not written, so no further call is made';

async function orUnwritten<T>(writing: Promise<T>, group: string): Promise<T> {
  try {
    return await writing;
  } catch (error) {
    if (!(error instanceof JetwayError)) throw error;
    const { code, problem } = error;
    const what = `${unwritten}: ${problem.what}`;
    const remedy =
      code === 'not-found'
        ? 'Deploy the control plane where it never was; where the log group was deleted, make it again, as docs/operations.md says'
        : problem.remedy;
    throw new JetwayError(code, { ...problem, resource: group, what, remedy }, { cause: error });
  }
}

function rejected(
  { tooNewLogEventStartIndex, tooOldLogEventEndIndex, expiredLogEventEndIndex }: RejectedLogEventsInfo,
  { group, requestId }: { readonly group: string; readonly requestId: string | undefined },
): JetwayError {
  const ages = [
    ...(tooNewLogEventStartIndex === undefined ? [] : ['more than two hours ahead']),
    ...(tooOldLogEventEndIndex === undefined ? [] : ['older than 14 days']),
    ...(expiredLogEventEndIndex === undefined ? [] : ['older than the log group keeps records']),
  ];
  return new JetwayError('rejected', {
    resource: group,
    what: `${unwritten}: CloudWatch Logs PutLogEvents rejected records as ${ages.join(' and ')}`,
    remedy: 'Check the clock of whoever writes, and the retention of the log group',
    aws: { service: 'CloudWatchLogs', operation: 'PutLogEvents', code: 'RejectedLogEvents', requestId },
  });
}

import {
  type CloudWatchLogsClient,
  GetQueryResultsCommand,
  StartQueryCommand,
  StopQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import * as z from 'zod/mini';
import type { Clock } from '../model/clock.ts';
import { JetwayError } from '../model/errors.ts';
import { answered } from './answer.ts';

export interface LogQuery {
  readonly group: string;
  /** In the language of Logs Insights, with a limit that one answer holds. */
  readonly text: string;
  readonly fromMs: number;
  readonly untilMs: number;
}

interface Waiting {
  readonly clock: Clock;
  /** Aborted where nobody waits for the answer any more. */
  readonly interrupted: AbortSignal;
  /** Told how many records were searched so far. */
  readonly onSearched?: (records: number) => void;
}

/** A result by the names of its fields; what a record does not have is not in it. */
export type LogRow = Readonly<Record<string, string>>;

const Started = z.object({ queryId: z.string() });
const Results = z.object({
  status: z.enum(['Scheduled', 'Running', 'Complete', 'Failed', 'Cancelled', 'Timeout', 'Unknown']),
  results: z._default(
    z.array(z.array(z.object({ field: z.string(), value: z._default(z.string(), '') }))),
    [],
  ),
  statistics: z.optional(z.object({ recordsScanned: z.optional(z.number()) })),
});

const pollSeconds = 1;

/**
 * Runs a Logs Insights query to its end.
 * @returns its rows, or `stopped` once it was interrupted and AWS was told to stop
 * @throws JetwayError where it cannot be run, or ends in any other way
 */
export async function runLogQuery(
  logs: CloudWatchLogsClient,
  { group, text, fromMs, untilMs }: LogQuery,
  { clock, interrupted, onSearched }: Waiting,
): Promise<readonly LogRow[] | 'stopped'> {
  const started = await logs.send(
    new StartQueryCommand({
      logGroupName: group,
      queryString: text,
      startTime: Math.floor(fromMs / 1000),
      endTime: Math.ceil(untilMs / 1000),
    }),
  );
  const { queryId } = answered(Started, started, `the query of ${group}`);
  for (;;) {
    if (interrupted.aborted) {
      await orIfEnded(logs.send(new StopQueryCommand({ queryId })));
      return 'stopped';
    }
    const answer = await logs.send(new GetQueryResultsCommand({ queryId }));
    const { status, results, statistics } = answered(Results, answer, `the query of ${group}`);
    onSearched?.(statistics?.recordsScanned ?? 0);
    switch (status) {
      case 'Complete':
        return results.map(rowOf);
      case 'Scheduled':
      case 'Running':
      case 'Unknown':
        await clock.sleep(pollSeconds);
        break;
      case 'Failed':
      case 'Cancelled':
      case 'Timeout':
        throw new JetwayError('unavailable', {
          resource: group,
          what: `the query ended as ${status}`,
          remedy: 'Run it again, for a shorter time if it timed out',
          aws: {
            service: 'CloudWatchLogs',
            operation: 'GetQueryResults',
            code: status,
            requestId: answer.$metadata.requestId,
          },
        });
    }
  }
}

/** AWS refuses to stop what has ended by itself. */
async function orIfEnded(stopping: Promise<unknown>): Promise<void> {
  try {
    await stopping;
  } catch (error) {
    if (!(error instanceof JetwayError) || error.code !== 'rejected') throw error;
  }
}

/** `@ptr` leads to the record in the console's own calls, and says nothing to anybody else. */
function rowOf(fields: readonly { readonly field: string; readonly value: string }[]): LogRow {
  return Object.fromEntries(
    fields.filter(({ field }) => field !== '@ptr').map(({ field, value }) => [field, value]),
  );
}

import type * as sdk from '@aws-sdk/client-cloudwatch-logs';
import type { Call } from '../../call.ts';
import type { Operations } from '../../operation.ts';
import { refuse } from '../../refusal.ts';
import { groupNamed } from './groups.ts';
import { parseQuery } from './insights/parse.ts';
import { runQuery } from './insights/run.ts';
import type { LogQuery } from './state.ts';

export const queryOperations: Operations<typeof sdk> = {
  StartQuery: {
    takes: ['logGroupName', 'startTime', 'endTime', 'queryString'],
    answer({ logGroupName = '', startTime = 0, endTime = 0, queryString = '' }, call) {
      const { world, caller, region, requestId } = call;
      const { events } = groupNamed(logGroupName, call);
      if (startTime > endTime) refuse('InvalidParameterException', 'The start time is after the end time.');
      const inTime = events.filter(
        ({ timestampMs }) => timestampMs >= startTime * 1000 && timestampMs < (endTime + 1) * 1000,
      );
      world.logs.queries.set(requestId, {
        account: caller.account,
        region,
        groupName: logGroupName,
        completeAtMs: world.clock.nowMs + world.latencies.logsQueryCompletes * 1000,
        rows: runQuery(parseQuery(queryString), inTime),
        scanned: inTime.length,
        stopped: false,
      });
      return { queryId: requestId };
    },
  },
  GetQueryResults: {
    takes: ['queryId'],
    answer({ queryId }, call) {
      const query = queryOf(queryId, call);
      const status = statusOf(query, call);
      const rows = status === 'Complete' ? query.rows : [];
      return {
        status,
        results: rows.map((row) => [...row].map(([field, value]) => ({ field, value }))),
        statistics: { recordsMatched: rows.length, recordsScanned: query.scanned },
      };
    },
  },
  StopQuery: {
    takes: ['queryId'],
    answer({ queryId }, call) {
      const query = queryOf(queryId, call);
      if (statusOf(query, call) !== 'Running')
        refuse('InvalidParameterException', 'The query is not running any more.');
      query.stopped = true;
      return { success: true };
    },
  },
};

function queryOf(id: string | undefined, { world, caller, region }: Call): LogQuery {
  const query = world.logs.queries.get(id ?? '');
  if (query === undefined || query.account !== caller.account || query.region !== region)
    return refuse('ResourceNotFoundException', `Unknown query id ${id}`);
  return query;
}

function statusOf({ stopped, completeAtMs }: LogQuery, { world }: Call) {
  if (stopped) return 'Cancelled';
  return world.clock.nowMs < completeAtMs ? 'Running' : 'Complete';
}

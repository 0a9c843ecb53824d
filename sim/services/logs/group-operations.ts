import type * as sdk from '@aws-sdk/client-cloudwatch-logs';
import type { Operations } from '../../operation.ts';
import { page } from '../../page.ts';
import { refuse } from '../../refusal.ts';
import { addLogGroup, groupNamed, logGroupArn } from './groups.ts';
import { putEvents } from './put.ts';

const invalid = 'InvalidParameterException';
const codes = { limit: invalid, token: invalid };

export const groupOperations: Operations<typeof sdk> = {
  CreateLogGroup: {
    takes: ['logGroupName'],
    answer({ logGroupName: name = '' }, { world, caller, region }) {
      if (!/^[\w.\-/#]{1,512}$/.test(name)) refuse(invalid, `${name} is no name of a log group`);
      if (world.logs.groups.has(logGroupArn(world, caller.account, region, name)))
        refuse('ResourceAlreadyExistsException', 'The specified log group already exists');
      addLogGroup(world, { account: caller.account, region, name });
      return {};
    },
  },
  CreateLogStream: {
    takes: ['logGroupName', 'logStreamName'],
    answer({ logGroupName = '', logStreamName: name = '' }, call) {
      if (!/^[^:*]{1,512}$/.test(name)) refuse(invalid, `${name} is no name of a log stream`);
      const { streams } = groupNamed(logGroupName, call);
      if (streams.has(name))
        refuse('ResourceAlreadyExistsException', 'The specified log stream already exists');
      streams.set(name, call.world.clock.nowMs);
      return {};
    },
  },
  DescribeLogStreams: {
    takes: ['logGroupName', 'logStreamNamePrefix', 'limit', 'nextToken'],
    answer({ logGroupName = '', logStreamNamePrefix = '', limit, nextToken: token }, call) {
      const { arn, streams } = groupNamed(logGroupName, call);
      const named = [...streams].filter(([name]) => name.startsWith(logStreamNamePrefix));
      const size = { default: 50, max: 50 };
      const { items, nextToken } = page(named.sort(), { limit, token, size, codes });
      const logStreams = items.map(([logStreamName, creationTime]) => ({
        logStreamName,
        creationTime,
        arn: `${arn}:log-stream:${logStreamName}`,
      }));
      return { logStreams, ...(nextToken !== undefined && { nextToken }) };
    },
  },
  PutLogEvents: {
    takes: ['logGroupName', 'logStreamName', 'logEvents'],
    answer({ logGroupName = '', logStreamName: stream = '', logEvents = [] }, call) {
      const group = groupNamed(logGroupName, call);
      if (!group.streams.has(stream))
        refuse('ResourceNotFoundException', 'The specified log stream does not exist.');
      const rejectedLogEventsInfo = putEvents(group, {
        stream,
        events: logEvents,
        nowMs: call.world.clock.nowMs,
      });
      return { ...(rejectedLogEventsInfo !== undefined && { rejectedLogEventsInfo }) };
    },
  },
  FilterLogEvents: {
    takes: ['logGroupName', 'logStreamNames', 'startTime', 'endTime', 'limit', 'nextToken'],
    answer({ logGroupName = '', logStreamNames, startTime, endTime, limit, nextToken: token }, call) {
      const found = groupNamed(logGroupName, call)
        .events.filter(({ stream }) => logStreamNames === undefined || logStreamNames.includes(stream))
        .filter(
          ({ timestampMs: at }) => at >= (startTime ?? 0) && at <= (endTime ?? Number.POSITIVE_INFINITY),
        )
        .sort((a, b) => a.timestampMs - b.timestampMs);
      const size = { default: 10_000, max: 10_000 };
      const { items, nextToken } = page(found, { limit, token, size, codes });
      const events = items.map(({ stream, timestampMs, ingestedAtMs, message }) => ({
        logStreamName: stream,
        timestamp: timestampMs,
        ingestionTime: ingestedAtMs,
        message,
      }));
      return { events, ...(nextToken !== undefined && { nextToken }) };
    },
  },
};

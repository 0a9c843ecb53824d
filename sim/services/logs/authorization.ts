import type * as sdk from '@aws-sdk/client-cloudwatch-logs';
import type { Call } from '../../call.ts';
import type { Authorizations, Need } from '../iam/need.ts';
import { logGroupArn } from './groups.ts';

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html */
export const logsAuthorization: Authorizations<typeof sdk> = {
  CreateLogGroup: ({ logGroupName }, call) => [onStream(call, logGroupName)],
  CreateLogStream: ({ logGroupName, logStreamName }, call) => [onStream(call, logGroupName, logStreamName)],
  DescribeLogStreams: ({ logGroupName }, call) => [onStream(call, logGroupName)],
  PutLogEvents: ({ logGroupName, logStreamName }, call) => [onStream(call, logGroupName, logStreamName)],
  FilterLogEvents: ({ logGroupName }, call) => [onStream(call, logGroupName)],
  StartQuery: ({ logGroupName }, call) => [onStream(call, logGroupName)],
  GetQueryResults: ({ queryId = '' }, call) => [
    onStream(call, call.world.logs.queries.get(queryId)?.groupName),
  ],
  StopQuery: '*',
};

/**
 * CloudWatch Logs asks for a group with `:*` behind it, or with no stream in the place of one: a policy that names
 * the group's bare ARN allows none of these.
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_LogGroup.html
 */
function onStream({ world, caller, region }: Call, group = '', stream = ''): Need {
  return { resource: `${logGroupArn(world, caller.account, region, group)}:log-stream:${stream}` };
}

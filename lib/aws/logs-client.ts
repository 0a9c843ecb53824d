import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { type ClientOptions, settingsOf, type Watch, watched } from './client.ts';

/** A client of CloudWatch Logs with the process's own credentials. */
export function logsClient({
  account,
  region,
  pace,
  ...options
}: Watch & ClientOptions): CloudWatchLogsClient {
  const client = new CloudWatchLogsClient({ ...settingsOf(options), region });
  return watched(client, { account, region, pace });
}

import { SQSClient } from '@aws-sdk/client-sqs';
import { type ClientOptions, settingsOf, type Watch, watched } from './client.ts';

/** A client of SQS for a person's command, with the process's own credentials. */
export function sqsClient({ account, region, pace, ...options }: Watch & ClientOptions): SQSClient {
  const client = new SQSClient({ ...settingsOf(options), region });
  return watched(client, { account, region, pace });
}

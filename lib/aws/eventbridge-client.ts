import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { type ClientOptions, settingsOf, type Watch, watched } from './client.ts';

/** A client of EventBridge with the process's own credentials. */
export function eventBridgeClient({
  account,
  region,
  pace,
  ...options
}: Watch & ClientOptions): EventBridgeClient {
  const client = new EventBridgeClient({ ...settingsOf(options), region });
  return watched(client, { account, region, pace });
}

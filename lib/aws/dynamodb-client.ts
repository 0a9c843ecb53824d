import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type ClientOptions, settingsOf, type Watch, watched } from './client.ts';

/** A client of DynamoDB with the process's own credentials. */
export function dynamoDbClient({ account, region, pace, ...options }: Watch & ClientOptions): DynamoDBClient {
  const client = new DynamoDBClient({ ...settingsOf(options), region });
  return watched(client, { account, region, pace });
}

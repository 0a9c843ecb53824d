import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  paginateQuery,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { JetwayError } from '../model/errors.ts';
import { holdsPartition, type LedgerStore, type StoredHold } from '../model/ledger-store.ts';
import { answered } from './answer.ts';
import { inPartition } from './ledger-partition.ts';

const HoldItem = z.pipe(
  z.object({
    sk: z.object({ S: z.enum(['organization', 'accounts']) }),
    since: z.object({ S: z.string() }),
    told: z.object({ BOOL: z.boolean() }),
    expiresAt: z.object({ N: z.string() }),
  }),
  z.transform(
    ({ sk, since, told, expiresAt }): StoredHold => ({
      scope: sk.S,
      since: since.S,
      told: told.BOOL,
      untilMs: Number(expiresAt.N) * 1000,
    }),
  ),
);

const keyOf = (scope: StoredHold['scope']) => ({ pk: { S: holdsPartition }, sk: { S: scope } });
const seconds = (ms: number) => ({ N: String(Math.floor(ms / 1000)) });

/** What the ledger remembers of removals that are held back, in the same table as the rest. */
export const ledgerHolds = (
  dynamodb: DynamoDBClient,
  TableName: string,
): Pick<LedgerStore, 'holds' | 'beginHold' | 'keepHold'> => ({
  async holds() {
    const found: StoredHold[] = [];
    const query = { TableName, ...inPartition(holdsPartition) };
    for await (const { Items = [] } of paginateQuery({ client: dynamodb }, query))
      found.push(...Items.map((item) => answered(HoldItem, item, TableName)));
    return found;
  },

  async beginHold(scope, nowMs, untilMs) {
    const command = new UpdateItemCommand({
      TableName,
      Key: keyOf(scope),
      UpdateExpression: 'SET #since = :since, #told = :told, #expires = :until',
      ConditionExpression: 'attribute_not_exists(#expires) OR #expires < :next',
      ExpressionAttributeNames: { '#since': 'since', '#told': 'told', '#expires': 'expiresAt' },
      ExpressionAttributeValues: {
        ':since': { S: new Date(nowMs).toISOString() },
        ':told': { BOOL: false },
        ':until': seconds(untilMs),
        ':next': seconds(nowMs + 1000),
      },
      ReturnValues: 'ALL_NEW',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    const item = await dynamodb.send(command).then(
      ({ Attributes }) => Attributes,
      (error: unknown) => orUnmet(error).Item,
    );
    return answered(HoldItem, item, TableName);
  },

  async keepHold({ scope, since, told, untilMs }) {
    const command = new UpdateItemCommand({
      TableName,
      Key: keyOf(scope),
      UpdateExpression: 'SET #told = :told, #expires = :until',
      ConditionExpression: '#since = :since',
      ExpressionAttributeNames: { '#since': 'since', '#told': 'told', '#expires': 'expiresAt' },
      ExpressionAttributeValues: {
        ':since': { S: since },
        ':told': { BOOL: told },
        ':until': seconds(untilMs),
      },
    });
    await dynamodb.send(command).catch(orUnmet); // then another one has begun
  },
});

/** @throws whatever is no unmet condition */
function orUnmet(error: unknown): ConditionalCheckFailedException {
  if (error instanceof JetwayError && error.cause instanceof ConditionalCheckFailedException)
    return error.cause;
  throw error;
}

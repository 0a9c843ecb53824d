import type * as sdk from '@aws-sdk/client-dynamodb';
import type { Operations } from '../../operation.ts';
import { notModelled, refuse } from '../../refusal.ts';
import { meets } from './expressions/condition.ts';
import { type Placeholders, refuseUnused } from './expressions/tokens.ts';
import { updated } from './expressions/update.ts';
import type { Item } from './state.ts';
import { keyOf, tableNamed } from './tables.ts';

const largestItemBytes = 400 * 1024;

export const itemOperations: Operations<typeof sdk> = {
  GetItem: {
    takes: ['TableName', 'Key', 'ConsistentRead'],
    answer({ TableName, Key }, call) {
      const Item = tableNamed(TableName, call).items.get(keyOf(Key));
      return Item === undefined ? {} : { Item };
    },
  },
  PutItem: {
    takes: ['TableName', 'Item'],
    answer({ TableName, Item = {} }, call) {
      tableNamed(TableName, call).items.set(keyOf(Item), fitting(Item));
      return {};
    },
  },
  UpdateItem: {
    takes: [
      'TableName',
      'Key',
      'UpdateExpression',
      'ConditionExpression',
      'ExpressionAttributeNames',
      'ExpressionAttributeValues',
      'ReturnValues',
      'ReturnValuesOnConditionCheckFailure',
    ],
    answer({ TableName, Key = {}, UpdateExpression = '', ConditionExpression, ...request }, call) {
      const { items } = tableNamed(TableName, call);
      const key = keyOf(Key);
      const before = items.get(key);
      refuseUnused(request, [UpdateExpression, ConditionExpression]);
      refuseUnmet(before, ConditionExpression, request);
      const after = fitting(updated(before ?? Key, UpdateExpression, request));
      if (keyOf(after) !== key)
        refuse('ValidationException', 'Cannot update attribute pk or sk. This attribute is part of the key');
      items.set(key, after);
      const { ReturnValues = 'NONE' } = request;
      if (ReturnValues === 'NONE') return {};
      return ReturnValues === 'ALL_NEW'
        ? { Attributes: after }
        : notModelled(`DynamoDB UpdateItem ReturnValues ${ReturnValues}`);
    },
  },
  DeleteItem: {
    takes: ['TableName', 'Key'],
    answer({ TableName, Key }, call) {
      tableNamed(TableName, call).items.delete(keyOf(Key));
      return {};
    },
  },
};

function refuseUnmet(
  before: Item | undefined,
  condition: string | undefined,
  {
    ReturnValuesOnConditionCheckFailure,
    ...placeholders
  }: Placeholders & { readonly ReturnValuesOnConditionCheckFailure?: 'ALL_OLD' | 'NONE' | undefined },
): void {
  if (condition === undefined || meets(before, condition, placeholders)) return;
  const shown = ReturnValuesOnConditionCheckFailure === 'ALL_OLD' && before !== undefined;
  refuse(
    'ConditionalCheckFailedException',
    'The conditional request failed',
    400,
    shown ? { Item: before } : {},
  );
}

function fitting(item: Item): Item {
  if (Buffer.byteLength(JSON.stringify(item)) > largestItemBytes)
    refuse('ValidationException', 'Item size has exceeded the maximum allowed size');
  return item;
}

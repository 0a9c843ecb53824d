import type * as sdk from '@aws-sdk/client-dynamodb';
import type { Operations } from '../../operation.ts';
import { type Placeholders, refuseUnused, Tokens } from './expressions/tokens.ts';
import type { Item } from './state.ts';
import { keyOf, tableNamed } from './tables.ts';

export const listOperations: Operations<typeof sdk> = {
  Query: {
    takes: [
      'TableName',
      'KeyConditionExpression',
      'ExpressionAttributeNames',
      'ExpressionAttributeValues',
      'ScanIndexForward',
      'ConsistentRead',
      'Limit',
      'ExclusiveStartKey',
    ],
    answer({ TableName, KeyConditionExpression = '', ScanIndexForward = true, ...request }, call) {
      refuseUnused(request, [KeyConditionExpression]);
      const partition = partitionOf(KeyConditionExpression, request);
      const items = [...tableNamed(TableName, call).items.values()]
        .filter(({ pk }) => pk?.S === partition)
        .sort(bySortKey);
      return page(ScanIndexForward ? items : items.reverse(), request);
    },
  },
  Scan: {
    takes: ['TableName', 'ConsistentRead', 'Limit', 'ExclusiveStartKey'],
    answer: ({ TableName, ...request }, call) =>
      page([...tableNamed(TableName, call).items.values()], request),
  },
};

/** A KeyConditionExpression `#pk = :v`. */
function partitionOf(text: string, placeholders: Placeholders): string | undefined {
  const tokens = new Tokens(text, placeholders);
  tokens.name();
  tokens.take('=');
  const { S } = tokens.value();
  tokens.end();
  return S;
}

/** DynamoDB ends a page after 1 MB, whatever the limit is. */
const pageBytes = 1024 * 1024;

function page(
  all: readonly Item[],
  {
    Limit = Number.POSITIVE_INFINITY,
    ExclusiveStartKey,
  }: { readonly Limit?: number | undefined; readonly ExclusiveStartKey?: Item | undefined },
) {
  const startKey = ExclusiveStartKey && keyOf(ExclusiveStartKey);
  const start = startKey === undefined ? 0 : all.findIndex((item) => keyOf(item) === startKey) + 1;
  const Items: Item[] = [];
  let bytes = 0;
  for (const item of all.slice(start)) {
    if (Items.length >= Limit || bytes > pageBytes) break;
    Items.push(item);
    bytes += Buffer.byteLength(JSON.stringify(item));
  }
  const last = Items.at(-1);
  const isLast = start + Items.length >= all.length || last === undefined;
  return {
    Items: [...Items],
    Count: Items.length,
    ScannedCount: Items.length,
    ...(isLast ? {} : { LastEvaluatedKey: keysOf(last) }),
  };
}

function keysOf({ pk, sk }: Item): Item {
  return { ...(pk && { pk }), ...(sk && { sk }) };
}

function bySortKey(a: Item, b: Item): number {
  return Buffer.compare(Buffer.from(a.sk?.S ?? ''), Buffer.from(b.sk?.S ?? ''));
}

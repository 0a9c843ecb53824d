import type * as sdk from '@aws-sdk/client-dynamodb';
import type { Call } from '../../call.ts';
import type { Authorizations, Need } from '../iam/need.ts';
import type { Item } from './state.ts';
import { tableArn } from './tables.ts';

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html */
export const dynamodbAuthorization: Authorizations<typeof sdk> = {
  GetItem: ({ TableName, Key }, call) => onItem(TableName, Key, call),
  PutItem: ({ TableName, Item }, call) => onItem(TableName, Item, call),
  UpdateItem: ({ TableName, Key }, call) => onItem(TableName, Key, call),
  DeleteItem: ({ TableName, Key }, call) => onItem(TableName, Key, call),
  Query: onTable,
  Scan: onTable,
};

/** Of a query and a scan, which may be for several partitions, the simulator does not say for which. */
function onItem(TableName: string | undefined, key: Item | undefined, call: Call): readonly Need[] {
  const partition = key?.pk?.S;
  const context = partition === undefined ? {} : { 'dynamodb:LeadingKeys': [partition] };
  return onTable({ TableName }, call).map((need) => ({ ...need, context }));
}

function onTable(
  { TableName = '' }: { readonly TableName?: string | undefined },
  { world, caller, region }: Call,
): readonly Need[] {
  return [{ resource: tableArn(world, caller.account, region, TableName) }];
}

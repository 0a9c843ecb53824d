import type * as sdk from '@aws-sdk/client-dynamodb';
import type { Call } from '../../call.ts';
import type { Authorizations, Need } from '../iam/need.ts';
import { tableArn } from './tables.ts';

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html */
export const dynamodbAuthorization: Authorizations<typeof sdk> = {
  GetItem: onTable,
  PutItem: onTable,
  UpdateItem: onTable,
  DeleteItem: onTable,
  Query: onTable,
  Scan: onTable,
};

function onTable(
  { TableName = '' }: { readonly TableName?: string | undefined },
  { world, caller, region }: Call,
): readonly Need[] {
  return [{ resource: tableArn(world, caller.account, region, TableName) }];
}

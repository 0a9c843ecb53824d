import type { Call } from '../../call.ts';
import { refuse } from '../../refusal.ts';
import type { World } from '../../world.ts';
import type { Item, Table } from './state.ts';

export interface TableSettings {
  readonly account: string;
  readonly region: string;
  readonly name: string;
  readonly timeToLive?: string;
}

/** Creates a table with the keys `pk` and `sk`, as a deployed template does. */
export function addTable(
  world: World,
  { account, region, name, timeToLive = 'expiresAt' }: TableSettings,
): Table {
  const table: Table = { arn: tableArn(world, account, region, name), name, timeToLive, items: new Map() };
  world.dynamodb.tables.set(table.arn, table);
  return table;
}

export function tableArn({ partition }: World, account: string, region: string, name: string): string {
  return `arn:${partition}:dynamodb:${region}:${account}:table/${name}`;
}

/** The caller's table of this name, without the items whose time is long over. */
export function tableNamed(name: string | undefined, { world, caller, region }: Call): Table {
  const table =
    world.dynamodb.tables.get(tableArn(world, caller.account, region, name ?? '')) ??
    refuse('ResourceNotFoundException', 'Requested resource not found');
  forgetExpired(table, world.clock.nowMs / 1000);
  return table;
}

/** DynamoDB promises to delete an expired item within a few days, and shows it until then. */
const staysAfterExpirySeconds = 2 * 86_400;

function forgetExpired({ items, timeToLive = '' }: Table, nowSeconds: number): void {
  for (const [key, item] of items) {
    const expires = Number(item[timeToLive]?.N ?? Number.POSITIVE_INFINITY);
    if (expires + staysAfterExpirySeconds < nowSeconds) items.delete(key);
  }
}

/** The key of an item as one string; the smaller one comes first in its partition. */
export function keyOf(item: Item | undefined): string {
  const { pk, sk } = item ?? {};
  if (!pk?.S || !sk?.S)
    return refuse(
      'ValidationException',
      'One or more parameter values were invalid: the keys pk and sk must be strings that are not empty',
    );
  return JSON.stringify([pk.S, sk.S]);
}

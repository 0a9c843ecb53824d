import { dynamoDbClient } from '../../lib/aws/dynamodb-client.ts';
import { ledgerStore } from '../../lib/aws/ledger.ts';
import { Pacer } from '../../lib/aws/pace.ts';
import type { AwsOptions } from '../../lib/aws/ports.ts';
import { AccountId, Region } from '../../lib/model/ids.ts';
import { type LedgerStore, ledgerTable } from '../../lib/model/ledger-store.ts';
import { type Ledger, ledgerOn } from '../../lib/record/ledger.ts';
import type { Table } from '../../sim/services/dynamodb/state.ts';
import { addTable, tableArn } from '../../sim/services/dynamodb/tables.ts';
import type { World } from '../../sim/world.ts';
import { credentialsOf } from './roles.ts';
import { provider, reconciler, region, simulatedClock } from './world.ts';

/** The table that the control plane makes for the tests' Jetway, made where it is not there. */
export function ledgerTableOf(world: World): Table {
  const name = ledgerTable('test');
  return (
    world.dynamodb.tables.get(tableArn(world, provider, region, name)) ??
    addTable(world, { account: provider, region, name })
  );
}

/** The store of the tests' ledger, opened as a function opens it. */
export function openLedgerStore(
  world: World,
  clientOptions: NonNullable<AwsOptions['clientOptions']>,
  role = reconciler,
): LedgerStore {
  const dynamodb = dynamoDbClient({
    account: AccountId.parse(provider),
    region: Region.parse(region),
    pace: new Pacer({ clock: simulatedClock(world) }),
    credentials: async () => credentialsOf(world, provider, role),
    maxAttempts: 1,
    clientOptions,
  });
  return ledgerStore(dynamodb, ledgerTableOf(world).name);
}

export function openLedger(
  world: World,
  clientOptions: NonNullable<AwsOptions['clientOptions']>,
  role = reconciler,
): Ledger {
  return ledgerOn(openLedgerStore(world, clientOptions, role));
}

import type { ClientOptions, Watch } from '../lib/aws/client.ts';
import { dynamoDbClient } from '../lib/aws/dynamodb-client.ts';
import { ledgerStore } from '../lib/aws/ledger.ts';
import { Pacer } from '../lib/aws/pace.ts';
import type { Configuration } from '../lib/config/configuration.ts';
import { parseConfiguration } from '../lib/config/parse.ts';
import { JetwayError } from '../lib/model/errors.ts';
import { ledgerTable } from '../lib/model/ledger-store.ts';
import { type Ledger, ledgerOn } from '../lib/record/ledger.ts';
import { identifyCaller } from './caller.ts';
import { readText } from './files.ts';
import type { Io } from './io.ts';

/** What a command works on the control plane with: it reads no site and enters no other account. */
export interface ControlPlane {
  readonly configuration: Configuration;
  /** The ARN of whoever runs the command. */
  readonly actor: string;
  /** Of every client of the provider account in the Region of the control plane. */
  readonly client: Watch & ClientOptions;
  /** Whether there is such a table shows when it is asked. */
  readonly ledger: Ledger;
}

/**
 * Reads the configuration and finds out whose credentials these are.
 * @throws JetwayError for a file that cannot be used and credentials that are not the provider's
 */
export async function openControlPlane(file: string, io: Io): Promise<ControlPlane> {
  return controlPlaneOf(await readConfiguration(file, io), io, new Pacer({ clock: io.clock }));
}

/**
 * The same with a configuration that was read.
 * @throws JetwayError where the credentials are not the provider's
 */
export async function controlPlaneOf(
  configuration: Configuration,
  io: Io,
  pace: Pacer,
): Promise<ControlPlane> {
  const { name, provider } = configuration;
  const actor = await providersOwn(provider, io);
  const client = { ...provider, pace, ...io.aws };
  const ledger = ledgerOn(ledgerStore(dynamoDbClient(client), ledgerTable(name)));
  return { configuration, actor, client, ledger };
}

/** @throws JetwayError with every mistake in the file */
export async function readConfiguration(file: string, io: Io): Promise<Configuration> {
  return parseConfiguration(await readText(file, 'Write one, or name it with --config FILE', io), file);
}

/** The caller's ARN, where these are credentials of the provider account. */
async function providersOwn({ account, region }: Configuration['provider'], io: Io): Promise<string> {
  const caller = await identifyCaller(region, io);
  if (caller.account === account) return caller.arn;
  throw new JetwayError('configuration', {
    resource: 'the credentials',
    what: `they are of account ${caller.account}, and the provider in jetway.yaml is ${account}`,
    remedy: `Run with credentials of account ${account}, such as AWS_PROFILE gives, or correct provider.account`,
  });
}

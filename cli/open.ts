import { dynamoDbClient } from '../lib/aws/dynamodb-client.ts';
import { eventBus } from '../lib/aws/event-bus.ts';
import { eventBridgeClient } from '../lib/aws/eventbridge-client.ts';
import { ledgerStore } from '../lib/aws/ledger.ts';
import { type PacedCall, Pacer } from '../lib/aws/pace.ts';
import { awsPorts } from '../lib/aws/ports.ts';
import type { Configuration } from '../lib/config/configuration.ts';
import { parseConfiguration } from '../lib/config/parse.ts';
import { parseSite } from '../lib/config/parse-site.ts';
import type { Site } from '../lib/config/site.ts';
import type { Surroundings } from '../lib/look/scope.ts';
import { readSites } from '../lib/look/sites.ts';
import { JetwayError } from '../lib/model/errors.ts';
import { type EventBus, eventBusName } from '../lib/model/event-bus.ts';
import type { AccountId, Region } from '../lib/model/ids.ts';
import { ledgerTable } from '../lib/model/ledger-store.ts';
import type { Context } from '../lib/reconcile.ts';
import { type Ledger, ledgerOn } from '../lib/record/ledger.ts';
import { callerAccount as readCallerAccount } from './caller.ts';
import { readText } from './files.ts';
import type { Io } from './io.ts';
import type { SharedOptions } from './options.ts';

/** Counts the calls that it lets through, so that a person sees that something happens. */
export class CountingPacer extends Pacer {
  calls = 0;

  override async take(call: PacedCall): Promise<void> {
    await super.take(call);
    this.calls += 1;
  }
}

/** What a command looks at AWS with, and the ledger and the bus, where they are deployed. */
export type Opened = Surroundings & Pick<Context, 'clock' | 'ledger' | 'bus'>;

/**
 * Reads the configuration and the sites, looks for the ledger, and finds out whose credentials these are.
 * @throws JetwayError for files that cannot be used and credentials that are not the provider's
 */
export async function open(
  { config, site }: Pick<SharedOptions, 'config' | 'site'>,
  io: Io,
  pace: Pacer,
): Promise<Opened> {
  const configuration = await readConfiguration(config, io);
  const given = await siteFiles(site, configuration, io);
  const [first] = configuration.sites;
  if (first === undefined) throw new TypeError('a configuration without a site cannot be parsed');
  const callerAccount = await callerInProvider(first.region, configuration, io);
  const ports = awsPorts({
    region: first.region,
    organization: configuration.organization,
    roles: configuration.roles,
    callerAccount,
    sessionName: 'jetway-cli',
    pace,
    clock: io.clock,
    ...io.aws,
  });
  const sites = await readSites(configuration, ports, given);
  const ledger = await deployedLedger(configuration, io, pace);
  const opened = { configuration, ports, ...sites, clock: io.clock };
  return ledger === undefined ? opened : { ...opened, ledger, bus: busOf(configuration, io, pace) };
}

/** The ledger of the control plane, wherever it is deployed. */
export function ledgerOf({ name, provider }: Configuration, io: Io, pace: Pacer): Ledger {
  return ledgerOn(ledgerStore(dynamoDbClient({ ...provider, pace, ...io.aws }), ledgerTable(name)));
}

/** The same; undefined where AWS says that there is no such table. */
async function deployedLedger(
  configuration: Configuration,
  io: Io,
  pace: Pacer,
): Promise<Ledger | undefined> {
  const ledger = ledgerOf(configuration, io, pace);
  try {
    await ledger.entry(configuration.provider.account); // nobody works on the provider, so nothing is there to be read
    return ledger;
  } catch (error) {
    if (!(error instanceof JetwayError)) throw error;
    return error.code === 'not-found' ? undefined : ledger;
  }
}

function busOf({ name, provider }: Configuration, io: Io, pace: Pacer): EventBus {
  return eventBus(eventBridgeClient({ ...provider, pace, ...io.aws }), eventBusName(name));
}

/** The sites that files stand for. */
async function siteFiles(
  paths: readonly string[],
  configuration: Configuration,
  io: Io,
): Promise<ReadonlyMap<Region, Site>> {
  const files = new Map<Region, { readonly path: string; readonly site: Site }>();
  for (const path of paths) {
    const text = await readText(path, 'Pass the path of a site file with --site', io);
    const site = parseSite(text, path, configuration);
    const other = files.get(site.region);
    if (other !== undefined)
      throw new JetwayError('configuration', {
        resource: path,
        what: `it is a site of ${site.region}, as ${other.path} is`,
        remedy: 'Pass one file for each Region',
      });
    files.set(site.region, { path, site });
  }
  return new Map([...files].map(([region, { site }]) => [region, site]));
}

/** @throws JetwayError with every mistake in the file */
export async function readConfiguration(file: string, io: Io): Promise<Configuration> {
  return parseConfiguration(await readText(file, 'Write one, or name it with --config FILE', io), file);
}

/**
 * The account whose credentials these are, which is the provider.
 * @throws JetwayError where it is another one
 */
export async function callerInProvider(
  region: Region,
  { provider }: Configuration,
  io: Io,
): Promise<AccountId> {
  const caller = await readCallerAccount(region, io);
  if (caller === provider.account) return caller;
  throw new JetwayError('configuration', {
    resource: 'the credentials',
    what: `they are of account ${caller}, and the provider in jetway.yaml is ${provider.account}`,
    remedy: `Run with credentials of account ${provider.account}, such as AWS_PROFILE gives, or correct provider.account`,
  });
}

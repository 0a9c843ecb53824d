import { eventBus } from '../lib/aws/event-bus.ts';
import { eventBridgeClient } from '../lib/aws/eventbridge-client.ts';
import { type PacedCall, Pacer } from '../lib/aws/pace.ts';
import { awsPorts } from '../lib/aws/ports.ts';
import type { Configuration } from '../lib/config/configuration.ts';
import { parseSite } from '../lib/config/parse-site.ts';
import type { Site } from '../lib/config/site.ts';
import type { Surroundings } from '../lib/look/scope.ts';
import { readSites } from '../lib/look/sites.ts';
import { JetwayError } from '../lib/model/errors.ts';
import { eventBusName } from '../lib/model/event-bus.ts';
import type { Region } from '../lib/model/ids.ts';
import type { Context } from '../lib/reconcile.ts';
import type { Ledger } from '../lib/record/ledger.ts';
import { type ControlPlane, controlPlaneOf, readConfiguration } from './control-plane.ts';
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
export type Opened = Surroundings & Pick<Context, 'clock' | 'ledger' | 'bus'> & Pick<ControlPlane, 'actor'>;

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
  const controlPlane = await controlPlaneOf(configuration, io, pace);
  const { name, provider, organization, roles } = configuration;
  const ports = awsPorts({
    region: provider.region,
    organization,
    roles,
    callerAccount: provider.account,
    sessionName: 'jetway-cli',
    pace,
    clock: io.clock,
    ...io.aws,
  });
  const sites = await readSites(configuration, ports, given);
  const ledger = await deployedLedger(controlPlane);
  const opened = { configuration, actor: controlPlane.actor, ports, ...sites, clock: io.clock };
  if (ledger === undefined) return opened;
  return { ...opened, ledger, bus: eventBus(eventBridgeClient(controlPlane.client), eventBusName(name)) };
}

/** Undefined where AWS says that there is no such table. */
async function deployedLedger({ configuration, ledger }: ControlPlane): Promise<Ledger | undefined> {
  try {
    await ledger.entry(configuration.provider.account); // nobody works on the provider, so nothing is there to be read
    return ledger;
  } catch (error) {
    if (!(error instanceof JetwayError)) throw error;
    return error.code === 'not-found' ? undefined : ledger;
  }
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

import { realpathSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import pc from 'picocolors';
import { eventBusName } from '../lib/model/event-bus.ts';
import { ledgerTable } from '../lib/model/ledger-store.ts';
import { buildScenario } from '../sim/scenarios/build.ts';
import { ScenarioError } from '../sim/scenarios/document.ts';
import { loadScenario } from '../sim/scenarios/scenario.ts';
import type { Scenario } from '../sim/scenarios/schema.ts';
import { type Simulator, startSimulator } from '../sim/server.ts';
import { addTable } from '../sim/services/dynamodb/tables.ts';
import { addBus } from '../sim/services/events/buses.ts';
import { World } from '../sim/world.ts';
import { exampleConfiguration, exampleScenario } from './example.ts';
import { showsColour } from './text/style.ts';

interface SimOptions {
  readonly port: number;
  readonly scenario?: string;
  readonly speed: number;
  readonly json?: true;
}

const tickMs = 100;
const colours = pc.createColors(showsColour(process.stdout));

/** `jetway sim`: a simulated AWS on localhost, for anyone's tools. It runs until it is interrupted. */
export function simCommand(): Command {
  return new Command('sim')
    .description('serve a simulated AWS organization on localhost, for Jetway and any other AWS client')
    .option('--port <number>', 'where to listen; 0 takes a free port', port, 4566)
    .option('--scenario <file>', 'the world to begin with (default: the example, examples/scenario.yaml)')
    .option('--speed <times>', 'simulated seconds in a real one; 0 stands still', speed, 10)
    .option('--json', 'print where it listens as JSON')
    .action(async (options: SimOptions) => {
      process.exitCode = await serve(options);
    });
}

async function serve({ port, scenario: file = exampleScenario, speed, json }: SimOptions): Promise<0 | 1> {
  const opened = await open(file, port);
  if ('problem' in opened) {
    console.error(opened.problem);
    return 1;
  }
  const { simulator, scenario } = opened;
  const interrupted = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  const stop = follow(simulator.world, speed);
  console.log(
    json
      ? JSON.stringify(described(simulator, scenario), null, 2)
      : render({ simulator, scenario, file, speed }),
  );
  await interrupted;
  stop();
  await simulator.close();
  return 0;
}

type Opened = { readonly simulator: Simulator; readonly scenario: Scenario } | { readonly problem: string };

async function open(file: string, port: number): Promise<Opened> {
  try {
    const scenario = loadScenario(await readFile(file, 'utf8'), file);
    // Clients hold the credentials' expiry against their own clocks, so that of the world starts like theirs.
    const world = new World({ ...scenario, startMs: Date.now() });
    buildScenario(world, scenario);
    addControlPlane(world, scenario);
    return { simulator: await startSimulator(world, { port }), scenario };
  } catch (error) {
    if (error instanceof ScenarioError) return { problem: error.message };
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE')
      return { problem: `Port ${port} is in use: stop what listens there, or choose another with --port` };
    if (code === 'EACCES')
      return { problem: `Port ${port} may not be used: choose one above 1023 with --port` };
    if (code === 'ENOENT' || code === 'EISDIR') return { problem: `${file} cannot be read: it is no file` };
    throw error;
  }
}

/** What the commands need of the control plane: where accounts are remembered, and where others are told. */
function addControlPlane(world: World, { provider }: Scenario): void {
  const { account, name } = provider;
  const [region = ''] = Object.keys(provider.sites);
  addTable(world, { account, region, name: ledgerTable(name) });
  addBus(world, { account, region, name: eventBusName(name) });
}

/** Lets the simulated clock run so many times as fast as the real one; returns how to stop it. */
function follow({ clock }: World, speed: number): () => void {
  if (speed === 0) return () => undefined;
  let lastMs = performance.now();
  const timer = setInterval(() => {
    const nowMs = performance.now();
    clock.advance(((nowMs - lastMs) / 1000) * speed);
    lastMs = nowMs;
  }, tickMs);
  return () => clearInterval(timer);
}

function environment({ url }: Simulator, { provider }: Scenario): Readonly<Record<string, string>> {
  const region = Object.keys(provider.sites)[0] ?? '';
  return {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region, // Version 1 of the AWS CLI and boto3 read only this one.
    AWS_ACCESS_KEY_ID: provider.account,
    AWS_SECRET_ACCESS_KEY: 'simulated',
  };
}

function described(simulator: Simulator, scenario: Scenario) {
  const { organization, provider, accounts } = scenario;
  return {
    url: simulator.url,
    organization: organization.id,
    managementAccount: organization.managementAccount,
    providerAccount: provider.account,
    accounts: Object.entries(accounts).map(([id, { name }]) => ({ id, name })),
    environment: environment(simulator, scenario),
  };
}

function render(served: {
  readonly simulator: Simulator;
  readonly scenario: Scenario;
  readonly file: string;
  readonly speed: number;
}): string {
  const { simulator, scenario, file, speed } = served;
  const { organization, provider, accounts } = scenario;
  const configuration = isExample(file) ? relative('', exampleConfiguration) : 'jetway.yaml';
  const consumer = scenario.vpcs.find(({ attached }) => attached !== 'none') ?? scenario.vpcs[0];
  const size = Object.keys(accounts).length + (organization.managementAccount in accounts ? 0 : 1);
  const pace =
    speed === 0 ? `stands still until POST ${simulator.url}/_jetway/clock` : `runs at ${speed} × real time`;
  return [
    `${colours.bold('A simulated AWS')} listens at ${colours.cyan(simulator.url)}  ${colours.dim('Ctrl-C ends it')}`,
    '',
    `  organization  ${organization.id}, ${size} accounts`,
    `  management    ${organization.managementAccount}`,
    `  provider      ${provider.account}`,
    `  clock         ${pace}`,
    '',
    colours.bold('In another terminal'),
    '',
    ...Object.entries(environment(simulator, scenario)).map(([name, value]) => `  export ${name}=${value}`),
    '',
    `  node bin/jetway.mjs plan --config ${configuration}`,
    `  node bin/jetway.mjs explain ${consumer?.account ?? provider.account} --config ${configuration}`,
    `  aws ec2 describe-transit-gateway-attachments`,
    `  curl ${simulator.url}/_jetway/journal`,
    '',
    colours.dim(
      'The access key id says whose credentials they are: any 12-digit account id is its administrator.',
    ),
  ].join('\n');
}

/** Whether a file is the example, by whatever path. */
function isExample(file: string): boolean {
  return realpathSync(file) === realpathSync(exampleScenario);
}

function port(text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number > 65_535)
    throw new InvalidArgumentError('It must be a port from 0 to 65535.');
  return number;
}

function speed(text: string): number {
  const number = Number(text);
  if (text.trim() === '' || !Number.isFinite(number) || number < 0)
    throw new InvalidArgumentError('It must be a number, 0 or more.');
  return number;
}

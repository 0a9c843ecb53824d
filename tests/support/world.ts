import { Pacer } from '../../lib/aws/pace.ts';
import { type AwsOptions, awsPorts } from '../../lib/aws/ports.ts';
import { parseConfiguration } from '../../lib/config/parse.ts';
import { parseSite } from '../../lib/config/parse-site.ts';
import type { Clock } from '../../lib/model/clock.ts';
import type { Context } from '../../lib/reconcile.ts';
import type { AuditRecord } from '../../lib/record/audit.ts';
import { connectVpc } from '../../sim/scenarios/connect.ts';
import { addSite, type NewSite, type SimulatedSite } from '../../sim/scenarios/site.ts';
import { createSimulator, type Simulator, type SimulatorCore, startSimulator } from '../../sim/server.ts';
import { attachVpc } from '../../sim/services/ec2/gateway/arrange.ts';
import { addSubnet } from '../../sim/services/ec2/subnets.ts';
import { addVpc } from '../../sim/services/ec2/vpcs.ts';
import { addFunction } from '../../sim/services/lambda/functions.ts';
import { addAccount, addOu } from '../../sim/services/organizations/tree.ts';
import { inProcess } from '../../sim/wire/in-process.ts';
import { World, type WorldOptions } from '../../sim/world.ts';
import { addRoles, credentialsOf, rememberUses, rolesOfStack } from './roles.ts';
import { type Variant, variants } from './variants.ts';

export const management = '111111111111';
export const provider = '222222222222';
export const region = 'eu-west-1';
const organizationsRegion = 'us-east-1';
/** The roles of the functions, as the stacks name them. */
export const reconciler = 'jetway-test-reconcile-account';
export const router = 'jetway-test-route-event';
export const sweeper = 'jetway-test-sweep';
/** The OU of the profile, at depth 2: its parent is `workloads`. */
export const consumersOu = 'ou-ab12-11111111';
export const workloadsOu = 'ou-ab12-00000001';
export const otherOu = 'ou-ab12-22222222';

export interface TestSite
  extends Partial<Pick<NewSite, 'cidr' | 'returnRoutes' | 'maxEntries' | 'profiles'>> {
  readonly attachments?: 'accept' | 'create';
  readonly isolation?: 'consumers' | 'none';
  readonly resourceSharing?: 'organization' | 'invitations';
  /** YAML of the profiles, where the usual one will not do. */
  readonly profilesYaml?: string;
  readonly offboarding?: string;
  readonly mode?: 'enforce' | 'observe';
  /** Whether consumers are probed; the tests of other things go without. */
  readonly probe?: 'off' | 'tcp';
}

/** A simulated organization with one site and its profile `shared` for the OU of consumers, opted in by tag. */
export interface TestWorld {
  readonly world: World;
  readonly site: SimulatedSite;
  readonly configurationYaml: string;
  /** Whose roles the world has; another one once the stacks are deployed again. */
  variant: Variant;
}

export function newTestWorld(options: WorldOptions = {}, site: TestSite = {}): TestWorld {
  const world = new World(options);
  addOu(world, { name: 'Workloads', id: workloadsOu });
  addOu(world, { name: 'Consumers', id: consumersOu, parentId: workloadsOu });
  addOu(world, { name: 'Others', id: otherOu });
  addAccount(world, { id: provider, name: 'network' });
  const variant = variantOf(site);
  rememberUses(world);
  for (const stack of ['controlPlane', 'endpoint'] as const)
    addRoles(world, rolesOfStack(variant, stack, { account: provider, region }));
  addRoles(world, rolesOfStack(variant, 'management', { account: management, region: organizationsRegion }));
  const returnRoutes = site.returnRoutes ?? 'exact';
  if (site.resourceSharing === 'invitations') world.ram.organizationSharing = false;
  const deployed = addSite(world, {
    name: 'test',
    account: provider,
    region,
    cidr: site.cidr ?? '10.255.0.0/16',
    addressSpace: ['10.0.0.0/8'],
    returnRoutes,
    maxEntries: site.maxEntries ?? 100,
    services: { payments: 'payments.example.com' },
    profiles: site.profiles ?? ['shared'],
    allowExternalPrincipals: site.resourceSharing === 'invitations',
  });
  const profiles =
    site.profilesYaml ?? `  shared:\n    organizationalUnits: [${consumersOu}]\n    optIn: { tag: jetway }`;
  const configurationYaml = `
name: test
mode: ${site.mode ?? 'enforce'}
organization: { id: ${world.organization.id}, managementAccount: "${management}", resourceSharing: ${site.resourceSharing ?? 'organization'} }
provider: { account: "${provider}" }
sites:
  ${region}:
    addressSpace: [10.0.0.0/8]
    returnRoutes: ${returnRoutes}
    attachments: ${site.attachments ?? 'accept'}
    isolation: ${site.isolation ?? 'consumers'}
services:
  payments: { privateDnsName: payments.example.com, ports: [443], probe: ${site.probe ?? 'off'} }
profiles:
${profiles}
offboarding: ${site.offboarding ?? '{ gracePeriodHours: 0, limit: { accounts: 5, percent: 10 } }'}
`;
  return { world, site: deployed, configurationYaml, variant };
}

/** What the StackSet does when the stacks are deployed again: the role allows what the configuration needs now. */
export function redeployConsumerRoles(test: TestWorld, attachments: Variant['attachments']): void {
  const { resourceSharing } = test.variant;
  test.variant = variantOf({ attachments, resourceSharing });
  for (const { account, name } of test.world.identity.roles.values())
    if (name === 'jetway-consumer') deployConsumerRole(test, account);
}

function variantOf({ attachments = 'accept', resourceSharing = 'organization' }: TestSite): Variant {
  const found = variants.find(
    (one) => one.attachments === attachments && one.resourceSharing === resourceSharing,
  );
  return found ?? fail();
}

export interface TestConsumer {
  readonly id: string;
  readonly ou?: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** Whether the StackSet has deployed the role. */
  readonly role?: boolean;
}

/** An account that is a consumer unless said otherwise: in the OU, tagged on, its role deployed. */
export function addConsumer(
  { world, variant }: TestWorld,
  { id, ou, tags, role = true }: TestConsumer,
): void {
  addAccount(world, {
    id,
    name: `account ${id}`,
    parentId: ou ?? consumersOu,
    tags: tags ?? { jetway: 'on' },
  });
  if (role) deployConsumerRole({ world, variant }, id);
}

/** What the StackSet does with an account sooner or later: the role is there. */
export function deployConsumerRole(
  { world, variant }: Pick<TestWorld, 'world' | 'variant'>,
  account: string,
): void {
  addRoles(world, rolesOfStack(variant, 'consumer', { account, region }));
  const name = 'jetway-test-probe';
  const roleArn = `arn:aws:iam::${account}:role/${name}`;
  addFunction(world, { account, region, name, roleArn, code: { kind: 'probe' } });
}

/** A VPC with a subnet, attached to the site's transit gateway in the given state. */
export function addConsumerVpc(
  { world, site }: TestWorld,
  account: string,
  cidr: string,
  {
    attached = 'pendingAcceptance',
    tags = {},
  }: { attached?: 'pendingAcceptance' | 'available' | 'none'; tags?: Record<string, string> } = {},
): string {
  const vpc = addVpc(world, { account, region, cidrs: [cidr], tags });
  addSubnet(world, { vpcId: vpc.id, cidr });
  if (attached !== 'none')
    attachVpc(world, { gatewayId: site.expectation.gatewayId, vpcId: vpc.id, state: attached });
  return vpc.id;
}

/** A VPC that has the whole connection to the site's first profile, as if Jetway had made it. */
export function addConnectedVpc(test: TestWorld, account: string, cidr: string): string {
  const id = addConsumerVpc(test, account, cidr, { attached: 'none' });
  connectVpc(test.world, test.site, test.world.ec2.vpcs.get(id) ?? fail());
  return id;
}

/** Told after every few seconds that a world's clock advances while Jetway waits. */
export const stepsOf = new WeakMap<World, (() => void)[]>();

/** Waiting in a test is advancing the simulated clock, in steps small enough to see what happens on the way. */
export function simulatedClock(world: World): Clock {
  const { clock } = world;
  return {
    nowMs: () => clock.nowMs,
    async sleep(seconds) {
      for (let left = seconds; left > 0; left -= stepSeconds) {
        clock.advance(Math.min(left, stepSeconds));
        for (const step of stepsOf.get(world) ?? []) step();
      }
    },
  };
}

const stepSeconds = 5;

export interface Opened {
  readonly simulator: Simulator;
  readonly context: Context;
  readonly audit: AuditRecord[];
}

/** Serves the world and opens it as Jetway's function in the provider account would. */
export async function open(test: TestWorld): Promise<Opened> {
  const simulator = await startSimulator(test.world);
  const audit: AuditRecord[] = [];
  return { simulator, audit, context: contextFor(test, { endpoint: simulator.url }, audit) };
}

/** Opens the world without sockets, for tests that make thousands of calls. */
export function openInProcess(test: TestWorld): {
  readonly core: SimulatorCore;
  readonly audit: AuditRecord[];
  /** A fresh process: nothing is cached. */
  readonly context: () => Context;
} {
  const core = createSimulator(test.world);
  const audit: AuditRecord[] = [];
  return { core, audit, context: () => contextFor(test, { requestHandler: inProcess(core) }, audit) };
}

/** What a fresh process of a function knows: nothing is cached beforehand. */
export function contextFor(
  { world, site, configurationYaml }: TestWorld,
  clientOptions: NonNullable<AwsOptions['clientOptions']>,
  audit: AuditRecord[],
  role = reconciler,
): Context {
  const configuration = parseConfiguration(configurationYaml, 'jetway.yaml');
  const clock = simulatedClock(world);
  const credentials = credentialsOf(world, configuration.provider.account, role);
  const ports = awsPorts({
    region: configuration.sites[0]?.region ?? fail(),
    organization: configuration.organization,
    roles: configuration.roles,
    callerAccount: configuration.provider.account,
    sessionName: 'jetway-test',
    pace: new Pacer({ clock }),
    clock,
    credentials: async () => credentials,
    maxAttempts: 1,
    clientOptions,
  });
  return {
    configuration,
    sites: [parseSite(JSON.stringify(site.parameter), 'test', configuration)],
    ports,
    audit: { write: async (records) => void audit.push(...records) },
    clock,
    run: { id: 'run-1', cause: { id: 'test', source: 'test', name: 'test' }, mode: configuration.mode },
  };
}

function fail(): never {
  throw new Error('the test world lacks its site, its variant, or what was just added');
}

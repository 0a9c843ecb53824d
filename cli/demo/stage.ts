import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { LogLine } from '../../handlers/log.ts';
import { reconcileAccount } from '../../handlers/reconcile-account.ts';
import { routeEvent } from '../../handlers/route-event.ts';
import { sweepOrganization } from '../../handlers/sweep.ts';
import { dynamoDbClient } from '../../lib/aws/dynamodb-client.ts';
import { eventBus } from '../../lib/aws/event-bus.ts';
import { eventBridgeClient } from '../../lib/aws/eventbridge-client.ts';
import { ledgerStore } from '../../lib/aws/ledger.ts';
import { Pacer } from '../../lib/aws/pace.ts';
import { awsPorts } from '../../lib/aws/ports.ts';
import { fifoQueue, standardQueue } from '../../lib/aws/queue.ts';
import type { Configuration } from '../../lib/config/configuration.ts';
import { parseSite } from '../../lib/config/parse-site.ts';
import { eventBusName } from '../../lib/model/event-bus.ts';
import type { AccountId } from '../../lib/model/ids.ts';
import { ledgerTable } from '../../lib/model/ledger-store.ts';
import type { Plan } from '../../lib/plan/plan.ts';
import { planFor } from '../../lib/reconcile.ts';
import type { AuditRecord } from '../../lib/record/audit.ts';
import { ledgerOn } from '../../lib/record/ledger.ts';
import { buildScenario } from '../../sim/scenarios/build.ts';
import type { Scenario } from '../../sim/scenarios/schema.ts';
import type { SimulatedSite } from '../../sim/scenarios/site.ts';
import { startSimulator } from '../../sim/server.ts';
import { addTable } from '../../sim/services/dynamodb/tables.ts';
import { addBus } from '../../sim/services/events/buses.ts';
import { addQueue, queueUrl } from '../../sim/services/sqs/queues.ts';
import type { SimulatedQueue } from '../../sim/services/sqs/state.ts';
import { World } from '../../sim/world.ts';
import { poll } from './lambda.ts';
import { type Watch, watch } from './watch.ts';

/** A line of a function's log or of the audit log, and when it was written, in simulated time. */
export type Heard =
  | { readonly atMs: number; readonly line: LogLine }
  | { readonly atMs: number; readonly audit: AuditRecord };

/** The simulated AWS, with Jetway's functions and its queues in it. */
export interface Stage {
  readonly url: string;
  readonly world: World;
  readonly site: SimulatedSite;
  readonly watch: Watch;
  readonly heard: readonly Heard[];
  /** Puts a message on the queue that EventBridge would put it on. */
  send(body: string): Promise<void>;
  /** Lets something happen to the world so many simulated seconds from now. */
  later(seconds: number, happen: () => Promise<void>): void;
  /** Plays Lambda and the clock until the queues are empty and nothing more is to happen. */
  settle(): Promise<void>;
  /** What Jetway would do now; not counted as its calls. */
  plan(accounts: readonly AccountId[]): Promise<Plan>;
  close(): Promise<void>;
}

const stepMs = 5_000;
const longestMs = 6 * 3_600_000;

export async function openStage(scenario: Scenario, configuration: Configuration): Promise<Stage> {
  const world = new World(scenario);
  const [site] = buildScenario(world, scenario);
  const [first] = configuration.sites;
  if (site === undefined || first === undefined) throw new Error('The demo needs a site');
  const { region, providerAccount: account } = site.expectation;
  const simulator = await startSimulator(world);
  const watching = watch(simulator, site, configuration);
  const triggers = addQueue(world, { account, region, name: 'jetway-triggers' });
  const sweeps = addQueue(world, { account, region, name: 'jetway-sweeps.fifo' });
  const requests = addQueue(world, { account, region, name: 'jetway-requests.fifo' });
  const credentials = { accessKeyId: account, secretAccessKey: 'simulated' };
  const sqs = new SQSClient({ endpoint: simulator.url, region, credentials });

  const heard: Heard[] = [];
  const scheduled: { readonly atMs: number; readonly happen: () => Promise<void> }[] = [];
  const clock = {
    nowMs: () => world.clock.nowMs,
    sleep: async (seconds: number) => world.clock.advance(seconds),
  };
  const log = (line: LogLine) => void heard.push({ atMs: clock.nowMs(), line });
  const metrics = { put: () => {}, connectedAfter: () => {}, failure: () => {} }; // the log tells the demo what happens
  const portsFor = (sessionName: string) =>
    awsPorts({
      region: first.region,
      organization: configuration.organization,
      roles: configuration.roles,
      callerAccount: configuration.provider.account,
      sessionName,
      pace: new Pacer({ clock }),
      clock,
      credentials: async () => credentials,
      clientOptions: { endpoint: simulator.url },
    });
  const ports = portsFor('jetway');
  const table = addTable(world, { account, region, name: ledgerTable(configuration.name) });
  const client = {
    account: configuration.provider.account,
    region: first.region,
    pace: new Pacer({ clock }),
    credentials: async () => credentials,
    clientOptions: { endpoint: simulator.url },
  };
  const dynamodb = dynamoDbClient(client);
  const ledger = ledgerOn(ledgerStore(dynamodb, table.name));
  const { name } = addBus(world, { account, region, name: eventBusName(configuration.name) });
  const bus = eventBus(eventBridgeClient(client), name);
  const rules = {
    managementAccount: configuration.organization.managementAccount,
    providerAccount: configuration.provider.account,
    ownRoles: [configuration.roles.consumer, configuration.roles.organizationReader],
  };
  const mappings = [
    {
      queue: triggers,
      url: queueUrl(world, triggers),
      handler: routeEvent(async () => ({
        rules,
        requests: fifoQueue(sqs, queueUrl(world, requests)),
        sweeps: fifoQueue(sqs, queueUrl(world, sweeps)),
        log,
        metrics,
      })),
    },
    {
      queue: sweeps,
      url: queueUrl(world, sweeps),
      handler: sweepOrganization(async () => ({
        configuration,
        ports,
        rules,
        ledger,
        bus,
        clock,
        requests: fifoQueue(sqs, queueUrl(world, requests)),
        log,
        metrics,
      })),
    },
    {
      queue: requests,
      url: queueUrl(world, requests),
      handler: reconcileAccount(async () => ({
        configuration,
        ports,
        clock,
        audit: {
          write: async (records) => {
            heard.push(...records.map((audit) => ({ atMs: clock.nowMs(), audit })));
          },
        },
        ledger,
        bus,
        triggers: standardQueue(sqs, queueUrl(world, triggers)),
        requests: fifoQueue(sqs, queueUrl(world, requests)),
        log,
        metrics,
      })),
    },
  ];
  const narrator = portsFor('jetway-demo');

  const happenNow = async (): Promise<void> => {
    const at = scheduled.findIndex(({ atMs }) => atMs <= clock.nowMs());
    const [due] = at < 0 ? [] : scheduled.splice(at, 1);
    await due?.happen();
  };
  const hasWork = ({ messages }: SimulatedQueue) =>
    messages.some(({ visibleAtMs }) => visibleAtMs <= clock.nowMs());
  const nextMs = (): number =>
    Math.min(
      ...scheduled.map(({ atMs }) => atMs),
      ...mappings.flatMap(({ queue: { messages } }) => messages.map(({ visibleAtMs }) => visibleAtMs)),
    );

  return {
    url: simulator.url,
    world,
    site,
    watch: watching,
    heard,
    async send(body) {
      await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl(world, triggers), MessageBody: body }));
    },
    later(seconds, happen) {
      scheduled.push({ atMs: clock.nowMs() + seconds * 1000, happen });
    },
    async settle() {
      const endMs = clock.nowMs() + longestMs;
      for (;;) {
        const dueMs = nextMs();
        if (!Number.isFinite(dueMs)) return;
        if (dueMs > endMs) throw new Error('Jetway still looks again after six hours');
        while (clock.nowMs() < dueMs) {
          world.clock.advance(Math.min(dueMs - clock.nowMs(), stepMs) / 1000);
          watching.check('time has passed');
        }
        await happenNow();
        for (const mapping of mappings) if (hasWork(mapping.queue)) await poll(sqs, mapping);
      }
    },
    plan: (accounts) =>
      watching.aside(() =>
        planFor(
          { accounts, deep: true },
          {
            configuration,
            sites: [parseSite(JSON.stringify(site.parameter), 'the simulated site', configuration)],
            ports: narrator,
            clock,
            ledger,
          },
        ),
      ),
    close() {
      sqs.destroy();
      return simulator.close();
    },
  };
}

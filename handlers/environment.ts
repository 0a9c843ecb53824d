import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import * as z from 'zod/mini';
import { auditLog } from '../lib/aws/audit-log.ts';
import { dynamoDbClient } from '../lib/aws/dynamodb-client.ts';
import { endpointServiceClient, endpointServices } from '../lib/aws/endpoint-services.ts';
import { eventBus } from '../lib/aws/event-bus.ts';
import { eventBridgeClient } from '../lib/aws/eventbridge-client.ts';
import { ledgerStore } from '../lib/aws/ledger.ts';
import { logsClient } from '../lib/aws/logs-client.ts';
import { Pacer } from '../lib/aws/pace.ts';
import { awsPorts } from '../lib/aws/ports.ts';
import { publicDns } from '../lib/aws/public-dns.ts';
import { fifoQueue, queueClient, standardQueue } from '../lib/aws/queue.ts';
import { systemClock } from '../lib/aws/system-clock.ts';
import type { Configuration } from '../lib/config/configuration.ts';
import { parseConfiguration } from '../lib/config/parse.ts';
import type { Clock } from '../lib/model/clock.ts';
import { JetwayError } from '../lib/model/errors.ts';
import { Region } from '../lib/model/ids.ts';
import type { Ports } from '../lib/model/ports.ts';
import { ledgerOn } from '../lib/record/ledger.ts';
import type { TriggerRules } from '../lib/trigger/trigger.ts';
import type { PrivateDnsNameContext, ReconcileContext, RouteContext, SweepContext } from './context.ts';
import { standardOutputLog } from './log.ts';
import { embeddedMetrics } from './metrics.ts';
import { parsed } from './parsed.ts';

const Common = z.object({
  /** The path of `jetway.yaml`, packed with the function. */
  JETWAY_CONFIG_FILE: z.string().check(z.minLength(1)),
  /** Lambda sets it: the function's Region. */
  AWS_REGION: Region,
  /** How many copies of the function may run at once; each takes its part of AWS's rates. */
  JETWAY_CONCURRENCY: z.prefault(
    z.pipe(z.string().check(z.regex(/^[1-9]\d{0,3}$/, 'expected 1 to 9999')), z.transform(Number)),
    '1',
  ),
});

const BusName = z.string().check(z.regex(/^[\w.\-/]{1,256}$/, 'expected the name of an event bus'));

const LedgerTable = z.string().check(z.regex(/^[\w.-]{3,255}$/, 'expected the name of a DynamoDB table'));

const FifoQueueUrl = z.string().check(z.regex(/^https?:.+\.fifo$/, 'expected the URL of a FIFO queue'));

const Routing = z.extend(Common, {
  JETWAY_REQUESTS_QUEUE_URL: FifoQueueUrl,
  /** The name of the role of `reconcile-account`, whose own changes need no look. */
  JETWAY_RECONCILER_ROLE: z.string().check(z.minLength(1)),
});

const RouteEnvironment = z.extend(Routing, { JETWAY_SWEEPS_QUEUE_URL: FifoQueueUrl });

const SweepEnvironment = z.extend(Routing, {
  JETWAY_LEDGER_TABLE: LedgerTable,
  JETWAY_BUS_NAME: BusName,
});

const ReconcileEnvironment = z.extend(Common, {
  JETWAY_TRIGGERS_QUEUE_URL: z
    .string()
    .check(z.regex(/^https?:.+(?<!\.fifo)$/, 'expected the URL of a standard queue')),
  JETWAY_REQUESTS_QUEUE_URL: FifoQueueUrl,
  JETWAY_AUDIT_LOG_GROUP: z.string().check(z.regex(/^[\w.\-/#]{1,512}$/, 'expected the name of a log group')),
  JETWAY_LEDGER_TABLE: LedgerTable,
  JETWAY_BUS_NAME: BusName,
});

const PrivateDnsNameEnvironment = z.pick(Common, { AWS_REGION: true });

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * What `route-event` stands on, opened at the first invocation and kept.
 * @throws JetwayError `configuration`, from that invocation, where a variable or `jetway.yaml` is wrong
 */
export function openRouteContext(variables: Variables = process.env): () => Promise<RouteContext> {
  return once(async () => {
    const environment = parse(RouteEnvironment, variables);
    const configuration = await configurationOf(environment);
    const sqs = queueClient(environment.AWS_REGION);
    const log = standardOutputLog();
    return {
      rules: rulesOf(configuration, environment),
      requests: fifoQueue(sqs, environment.JETWAY_REQUESTS_QUEUE_URL),
      sweeps: fifoQueue(sqs, environment.JETWAY_SWEEPS_QUEUE_URL),
      log,
      metrics: embeddedMetrics(configuration.name, log),
    };
  });
}

/** The same for `sweep`, which caches nothing of AWS but credentials. */
export function openSweepContext(
  variables: Variables = process.env,
  clock: Clock = systemClock,
): () => Promise<SweepContext> {
  return once(async () => {
    const environment = parse(SweepEnvironment, variables);
    const { AWS_REGION: region, JETWAY_LEDGER_TABLE: table } = environment;
    const { configuration, ports, pace } = await open(environment, 'jetway-sweep', clock);
    const { account } = configuration.provider;
    const client = { account, region, pace };
    const log = standardOutputLog();
    return {
      configuration,
      ports,
      rules: rulesOf(configuration, environment),
      ledger: ledgerOn(ledgerStore(dynamoDbClient(client), table)),
      bus: eventBus(eventBridgeClient(client), environment.JETWAY_BUS_NAME),
      clock,
      requests: fifoQueue(queueClient(region), environment.JETWAY_REQUESTS_QUEUE_URL),
      log,
      metrics: embeddedMetrics(configuration.name, log),
    };
  });
}

/** The same for `reconcile-account`. */
export function openReconcileContext(
  variables: Variables = process.env,
  clock: Clock = systemClock,
): () => Promise<ReconcileContext> {
  return once(async () => {
    const environment = parse(ReconcileEnvironment, variables);
    const { AWS_REGION: region, JETWAY_AUDIT_LOG_GROUP: group, JETWAY_LEDGER_TABLE: table } = environment;
    const { configuration, ports, pace } = await open(environment, 'jetway-reconcile-account', clock);
    const { account } = configuration.provider;
    const client = { account, region, pace };
    const logs = logsClient(client);
    const sqs = queueClient(region);
    const log = standardOutputLog();
    return {
      configuration,
      ports,
      clock,
      audit: auditLog(logs, { group, stream: streamName('reconcile-account', clock) }),
      ledger: ledgerOn(ledgerStore(dynamoDbClient(client), table)),
      bus: eventBus(eventBridgeClient(client), environment.JETWAY_BUS_NAME),
      triggers: standardQueue(sqs, environment.JETWAY_TRIGGERS_QUEUE_URL),
      requests: fifoQueue(sqs, environment.JETWAY_REQUESTS_QUEUE_URL),
      log,
      metrics: embeddedMetrics(configuration.name, log),
    };
  });
}

/** The same for `private-dns-name`, which needs no `jetway.yaml`. */
export function openPrivateDnsNameContext(
  variables: Variables = process.env,
  clock: Clock = systemClock,
): () => Promise<PrivateDnsNameContext> {
  return once(async () => {
    const { AWS_REGION } = parse(PrivateDnsNameEnvironment, variables);
    return {
      services: endpointServices(endpointServiceClient(AWS_REGION)),
      publicDns: publicDns(),
      clock,
      log: standardOutputLog(),
    };
  });
}

/** A log stream that no other instance of a function writes to. */
function streamName(name: string, clock: Clock): string {
  return `${name}/${new Date(clock.nowMs()).toISOString().slice(0, 10)}/${randomUUID()}`;
}

interface Opened {
  readonly configuration: Configuration;
  readonly ports: Ports;
  readonly pace: Pacer;
}

function rulesOf(
  { organization, provider, roles }: Configuration,
  { JETWAY_RECONCILER_ROLE }: z.output<typeof Routing>,
): TriggerRules {
  return {
    managementAccount: organization.managementAccount,
    providerAccount: provider.account,
    ownRoles: [JETWAY_RECONCILER_ROLE, roles.consumer, roles.organizationReader],
  };
}

async function configurationOf({
  JETWAY_CONFIG_FILE,
}: Pick<z.output<typeof Common>, 'JETWAY_CONFIG_FILE'>): Promise<Configuration> {
  return parseConfiguration(await textOf(JETWAY_CONFIG_FILE), JETWAY_CONFIG_FILE);
}

async function open(
  environment: z.output<typeof Common>,
  sessionName: string,
  clock: Clock,
): Promise<Opened> {
  const { AWS_REGION, JETWAY_CONCURRENCY } = environment;
  const configuration = await configurationOf(environment);
  const { organization, provider, roles } = configuration;
  const pace = new Pacer({ clock, share: 1 / JETWAY_CONCURRENCY });
  const ports = awsPorts({
    region: AWS_REGION,
    organization,
    roles,
    callerAccount: provider.account, // the functions are deployed there and nowhere else
    sessionName,
    pace,
    clock,
  });
  return { configuration, ports, pace };
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const what = `it cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`;
    const remedy = 'Pack jetway.yaml with the function, and name its path in JETWAY_CONFIG_FILE';
    throw new JetwayError('configuration', { resource: file, what, remedy }, { cause });
  }
}

function parse<Schema extends z.core.$ZodType>(schema: Schema, variables: Variables): z.output<Schema> {
  return parsed(schema, variables, {
    resource: 'the function’s environment',
    remedy: 'Deploy the stack again, or set the variables as docs/reference/handlers.md says',
  });
}

/** Opens at the first call and keeps what it opened; a failure is tried again at the next call. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}

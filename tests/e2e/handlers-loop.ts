import { readFileSync } from 'node:fs';
import {
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import * as z from 'zod/mini';
import type { BatchHandler } from '../../handlers/batch.ts';
import type { ReconcileContext, RouteContext, SweepContext } from '../../handlers/context.ts';
import type { LogLine } from '../../handlers/log.ts';
import type { Counts } from '../../handlers/metrics.ts';
import { reconcileAccount } from '../../handlers/reconcile-account.ts';
import { routeEvent } from '../../handlers/route-event.ts';
import { sweepOrganization } from '../../handlers/sweep.ts';
import { eventBus } from '../../lib/aws/event-bus.ts';
import { eventBridgeClient } from '../../lib/aws/eventbridge-client.ts';
import { Pacer } from '../../lib/aws/pace.ts';
import { fifoQueue, standardQueue } from '../../lib/aws/queue.ts';
import type { ErrorCode } from '../../lib/model/errors.ts';
import { AccountId, Region } from '../../lib/model/ids.ts';
import type { AuditRecord } from '../../lib/record/audit.ts';
import { DomainEvent } from '../../lib/record/domain-event.ts';
import { newViolations, type Violation, violations } from '../../sim/invariant.ts';
import type { CallRecord } from '../../sim/journal.ts';
import { type Simulator, startSimulator } from '../../sim/server.ts';
import { addBus } from '../../sim/services/events/buses.ts';
import { addRule } from '../../sim/services/events/rules.ts';
import { addQueue, queueUrl } from '../../sim/services/sqs/queues.ts';
import type { SimulatedQueue } from '../../sim/services/sqs/state.ts';
import { openLedger } from '../support/ledger.ts';
import { credentialsOf } from '../support/roles.ts';
import {
  contextFor,
  provider,
  reconciler,
  region,
  router,
  simulatedClock,
  sweeper,
  type TestWorld,
} from '../support/world.ts';

const Heard = z.object({
  account: z.string(),
  source: z.literal('jetway'),
  'detail-type': z.string(),
  time: z.string(),
  detail: DomainEvent,
});
type Heard = z.output<typeof Heard>;

const admitsRules = (Resource: string) => ({
  Statement: {
    Effect: 'Allow',
    Principal: { Service: 'events.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Resource,
  },
});

/** What happened, in the order in which it did. */
export type Happened = { readonly call: CallRecord } | { readonly audit: AuditRecord };

/** The functions behind their queues, fed as Lambda feeds them, in simulated time. */
export interface Loop {
  readonly simulator: Simulator;
  readonly triggers: SimulatedQueue;
  readonly sweeps: SimulatedQueue;
  readonly requests: SimulatedQueue;
  readonly deadLetters: SimulatedQueue;
  readonly logs: readonly LogLine[];
  /** What the functions counted, record by record. */
  readonly counts: readonly Counts[];
  readonly failures: readonly ErrorCode[];
  /** How long accounts took from the event to being connected, in seconds. */
  readonly waits: readonly number[];
  /** What others were told on the bus, in order. */
  heard(): readonly Heard[];
  readonly timeline: readonly Happened[];
  /** What a mutating call broke of the invariant. */
  readonly broken: readonly Violation[];
  /** New processes take the functions' places: nothing that they kept is left. */
  restart(): void;
  /** Puts a body in front of `route-event`. */
  send(body: unknown): Promise<void>;
  /** Puts a body in front of `reconcile-account`, as a request about the account. */
  sendRequest(account: string, body: string): Promise<void>;
  /** Delivers once what is there to `route-event` and to `sweep`. */
  route(): Promise<number>;
  /** Delivers once what is there of all queues; returns how many messages that were. */
  deliver(): Promise<number>;
  /** Delivers, and lets time pass, until the queues are empty. */
  drain(): Promise<void>;
  mutations(): readonly CallRecord[];
  close(): Promise<void>;
}

const maxReceiveCount = '3';

export async function openLoop(test: TestWorld, isConsumer: (account: string) => boolean): Promise<Loop> {
  const { world, site } = test;
  const simulator = await startSimulator(world);
  const queue = (name: string, attributes: Record<string, string> = {}) =>
    addQueue(world, { account: provider, region, name, attributes });
  const deadLetters = queue('dead.fifo');
  const redrive = JSON.stringify({ deadLetterTargetArn: deadLetters.arn, maxReceiveCount });
  const requests = queue('jetway-test-requests.fifo', { VisibilityTimeout: '60', RedrivePolicy: redrive });
  const sweeps = queue('jetway-test-sweeps.fifo', { VisibilityTimeout: '60', RedrivePolicy: redrive });
  const triggers = queue('jetway-test-triggers', { VisibilityTimeout: '60' });
  const sqsOf = (credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }) =>
    new SQSClient({ region, endpoint: simulator.url, maxAttempts: 1, credentials });
  const outside = sqsOf({ accessKeyId: provider, secretAccessKey: 'unchecked' });
  const asRouter = sqsOf(credentialsOf(world, provider, router));
  const asSweeper = sqsOf(credentialsOf(world, provider, sweeper));
  const asReconciler = sqsOf(credentialsOf(world, provider, reconciler));

  const logs: LogLine[] = [];
  const counts: Counts[] = [];
  const failures: ErrorCode[] = [];
  const waits: number[] = [];
  const timeline: Happened[] = [];
  const broken: Violation[] = [];
  const now = () => violations(world, { ...site.expectation, isConsumer });
  let before = now();
  simulator.onCall((call) => {
    if (!call.mutating) return;
    timeline.push({ call });
    const after = now();
    broken.push(...newViolations(before, after));
    before = after;
  });

  const bus = addBus(world, { account: provider, region, name: 'jetway-test' });
  const heard = queue('heard');
  heard.attributes.set('Policy', JSON.stringify(admitsRules(heard.arn)));
  addRule(world, {
    account: provider,
    region,
    name: 'heard',
    bus: bus.name,
    pattern: { source: ['jetway'] },
    targets: [{ id: 'heard', arn: heard.arn }],
  });
  const busAs = (role: string) =>
    eventBus(
      eventBridgeClient({
        account: AccountId.parse(provider),
        region: Region.parse(region),
        pace: new Pacer({ clock: simulatedClock(world) }),
        credentials: async () => credentialsOf(world, provider, role),
        maxAttempts: 1,
        clientOptions: { endpoint: simulator.url },
      }),
      bus.name,
    );

  const process = () => {
    const log = (line: LogLine) => void logs.push(line);
    const metrics = {
      put: (counted: Counts) => void counts.push(counted),
      connectedAfter: (seconds: number) => void waits.push(seconds),
      failure: (cause: ErrorCode) => void failures.push(cause),
    };
    const { configuration, ports, clock } = contextFor(test, { endpoint: simulator.url }, []);
    const { organization, roles } = configuration;
    const rules = {
      managementAccount: organization.managementAccount,
      providerAccount: configuration.provider.account,
      ownRoles: [reconciler, roles.consumer],
    };
    const routeContext: RouteContext = {
      rules,
      requests: fifoQueue(asRouter, queueUrl(world, requests)),
      sweeps: fifoQueue(asRouter, queueUrl(world, sweeps)),
      log,
      metrics,
    };
    const sweepContext: SweepContext = {
      configuration,
      ports: contextFor(test, { endpoint: simulator.url }, [], sweeper).ports,
      rules,
      ledger: openLedger(world, { endpoint: simulator.url }, sweeper),
      bus: busAs(sweeper),
      clock,
      requests: fifoQueue(asSweeper, queueUrl(world, requests)),
      log,
      metrics,
    };
    const reconcileContext: ReconcileContext = {
      configuration,
      ports,
      clock,
      audit: { write: async (records) => void timeline.push(...records.map((audit) => ({ audit }))) },
      ledger: openLedger(world, { endpoint: simulator.url }),
      bus: busAs(reconciler),
      triggers: standardQueue(asReconciler, queueUrl(world, triggers)),
      requests: fifoQueue(asReconciler, queueUrl(world, requests)),
      log,
      metrics,
    };
    return {
      route: routeEvent(async () => routeContext),
      sweep: sweepOrganization(async () => sweepContext),
      reconcile: reconcileAccount(async () => reconcileContext),
    };
  };
  let functions = process();

  // Lambda reads a function's queue with the function's role.
  const deliverTo = async (handler: BatchHandler, from: SimulatedQueue, sqs: SQSClient): Promise<number> => {
    const QueueUrl = queueUrl(world, from);
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        MessageSystemAttributeNames: ['All'],
      }),
    );
    if (Messages.length === 0) return 0;
    const { batchItemFailures } = await handler({ Records: Messages.map((one) => recordOf(one, from)) });
    const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    for (const { MessageId = '', ReceiptHandle } of Messages)
      if (!failed.has(MessageId)) await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    return Messages.length;
  };
  const route = async () =>
    (await deliverTo(functions.route, triggers, asRouter)) +
    (await deliverTo(functions.sweep, sweeps, asSweeper));
  const deliver = async () =>
    (await route()) + (await deliverTo(functions.reconcile, requests, asReconciler));

  return {
    simulator,
    triggers,
    sweeps,
    requests,
    deadLetters,
    logs,
    counts,
    failures,
    waits,
    heard() {
      world.clock.advance(2); // an event is on its way for a second
      return heard.messages.map(({ body }) => Heard.parse(JSON.parse(body)));
    },
    timeline,
    broken,
    deliver,
    restart() {
      functions = process();
    },
    async send(body) {
      const MessageBody = typeof body === 'string' ? body : JSON.stringify(body);
      await outside.send(new SendMessageCommand({ QueueUrl: queueUrl(world, triggers), MessageBody }));
    },
    async sendRequest(account, MessageBody) {
      const QueueUrl = queueUrl(world, requests);
      const message = { MessageBody, MessageGroupId: account, MessageDeduplicationId: 'direct' };
      await outside.send(new SendMessageCommand({ QueueUrl, ...message }));
    },
    route,
    async drain() {
      for (let rounds = 0; rounds < 200; rounds += 1) {
        if ((await deliver()) > 0) continue;
        const hidden = [...triggers.messages, ...sweeps.messages, ...requests.messages].map(
          ({ visibleAtMs }) => visibleAtMs,
        );
        if (hidden.length === 0) return;
        world.clock.advance((Math.min(...hidden) - world.clock.nowMs) / 1000);
      }
      throw new Error('the queues do not become empty');
    },
    mutations: () => simulator.journal.records.filter(({ mutating }) => mutating),
    async close() {
      for (const client of [outside, asRouter, asSweeper, asReconciler]) client.destroy();
      await simulator.close();
    },
  };
}

function recordOf(
  { MessageId = '', ReceiptHandle = '', Body = '', MD5OfBody = '', Attributes = {} }: Message,
  queue: SimulatedQueue,
): SQSRecord {
  const { MessageGroupId } = Attributes;
  return {
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    body: Body,
    md5OfBody: MD5OfBody,
    messageAttributes: {},
    attributes: {
      ApproximateReceiveCount: Attributes.ApproximateReceiveCount ?? '',
      ApproximateFirstReceiveTimestamp: Attributes.ApproximateFirstReceiveTimestamp ?? '',
      SentTimestamp: Attributes.SentTimestamp ?? '',
      SenderId: Attributes.SenderId ?? '',
      ...(MessageGroupId !== undefined && { MessageGroupId }),
    },
    eventSource: 'aws:sqs',
    eventSourceARN: queue.arn,
    awsRegion: queue.region,
  };
}

/** A stored sample of an event, as EventBridge would deliver it about this account. */
export function eventAbout(account: string, sample: string, id = `${sample} ${account}`): object {
  const text = readFileSync(new URL(`../events/${sample}.json`, import.meta.url), 'utf8');
  return { ...JSON.parse(text.replaceAll('333333333333', account)), id };
}

/** Whether the names of a profile resolve in the VPC. */
export function resolves({ world }: TestWorld, vpc: string): boolean {
  return [...world.profiles.associations.values()].some(
    ({ vpcId, status }) => vpcId === vpc && status === 'COMPLETE',
  );
}

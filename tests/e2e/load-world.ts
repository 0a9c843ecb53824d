import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { Fault } from '../../sim/faults.ts';
import type { CallRecord } from '../../sim/journal.ts';
import { Lambda } from '../../sim/lambda/runtime.ts';
import { Random } from '../../sim/random.ts';
import { createSimulator, type SimulatorCore } from '../../sim/server.ts';
import { addFunction } from '../../sim/services/lambda/functions.ts';
import { addLogGroup } from '../../sim/services/logs/groups.ts';
import { addQueue } from '../../sim/services/sqs/queues.ts';
import type { SimulatedQueue } from '../../sim/services/sqs/state.ts';
import { roleArn } from '../../sim/services/sts/roles.ts';
import { bundleHandler } from '../support/bundle.ts';
import { ledgerTableOf } from '../support/ledger.ts';
import { newTestWorld, provider, reconciler, region, router, type TestWorld } from '../support/world.ts';
import { feed } from '../wire/lambda-world.ts';

const auditGroup = '/jetway/test/audit';

export interface LoadWorld {
  readonly test: TestWorld;
  readonly simulator: SimulatorCore;
  readonly lambda: Lambda;
  readonly triggers: SimulatedQueue;
  readonly requests: SimulatedQueue;
  readonly deadLetters: readonly SimulatedQueue[];
}

/** `route-event` and `reconcile-account` from their bundles, behind their queues, with the control plane's settings. */
export function openLoadWorld(folder: string): LoadWorld {
  const test = newTestWorld({}, { maxEntries: 400 });
  const { world } = test;
  const simulator = createSimulator(world);
  const urlOf = (queue: string) => `https://sqs.${region}.amazonaws.com/${provider}/${queue}`;
  const deploy = (name: string, role: string, concurrency: number) => {
    const path = bundleHandler(name, folder);
    writeFileSync(join(path, 'jetway.yaml'), test.configurationYaml);
    return addFunction(world, {
      account: provider,
      region,
      name: role,
      roleArn: roleArn(world, { account: provider, name: role }),
      code: { kind: 'folder', path },
      timeoutSeconds: 300,
      environment: {
        JETWAY_CONFIG_FILE: 'jetway.yaml',
        JETWAY_REQUESTS_QUEUE_URL: urlOf('jetway-test-requests.fifo'),
        JETWAY_SWEEPS_QUEUE_URL: urlOf('jetway-test-sweeps.fifo'),
        JETWAY_TRIGGERS_QUEUE_URL: urlOf('jetway-test-triggers'),
        JETWAY_RECONCILER_ROLE: reconciler,
        JETWAY_AUDIT_LOG_GROUP: auditGroup,
        JETWAY_LEDGER_TABLE: ledgerTableOf(world).name,
        JETWAY_BUS_NAME: 'jetway-test',
        JETWAY_CONCURRENCY: String(concurrency),
      },
    });
  };
  const deadLetters = ['jetway-test-dead', 'jetway-test-dead.fifo'].map((name) =>
    addQueue(world, { account: provider, region, name }),
  );
  const [dead, deadFifo] = deadLetters;
  const redrive = (to: SimulatedQueue | undefined) =>
    JSON.stringify({ deadLetterTargetArn: to?.arn, maxReceiveCount: '5' });
  const triggers = feed(world, deploy('route-event', router, 2), {
    name: 'jetway-test-triggers',
    attributes: { VisibilityTimeout: '360', RedrivePolicy: redrive(dead) },
    batchSize: 10,
    maximumConcurrency: 2,
  });
  const requests = feed(world, deploy('reconcile-account', reconciler, 10), {
    name: 'jetway-test-requests.fifo',
    attributes: { FifoQueue: 'true', VisibilityTimeout: '1800', RedrivePolicy: redrive(deadFifo) },
    batchSize: 1,
    maximumConcurrency: 10,
  });
  addLogGroup(world, { account: provider, region, name: auditGroup });
  return { test, simulator, lambda: new Lambda(simulator), triggers, requests, deadLetters };
}

const faults: readonly Fault[] = ['internalError', 'throttle', 'cutBefore', 'cutAfter'];

/** Lets a part of all calls fail, by chance from a seed. */
export function failSome({ simulator }: LoadWorld, part: number): void {
  const random = new Random(7);
  simulator.faults.intercept(() =>
    random.next() < part ? faults[Math.floor(random.next() * faults.length)] : undefined,
  );
}

/**
 * The rates of one account: how many calls at once, and how many a second after that. RAM's are not published.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
const rates: Readonly<Record<string, readonly [burst: number, perSecond: number]>> = {
  'organizations DescribeAccount': [30, 20],
  'organizations DescribeOrganization': [2, 1],
  'organizations ListAccounts': [12, 8],
  'organizations ListParents': [8, 5],
  'organizations ListTagsForResource': [15, 10],
  ram: [10, 5],
};

/** Throttles RAM and Organizations as AWS does, with token buckets. */
export function throttle({ simulator, test: { world } }: LoadWorld): void {
  const buckets = new Map<string, { tokens: number; atMs: number }>();
  simulator.faults.intercept(({ service, operation }) => {
    const name = service === 'ram' ? service : `${service} ${operation}`;
    const rate = rates[name];
    if (rate === undefined) return undefined;
    const [burst, perSecond] = rate;
    const { nowMs } = world.clock;
    const bucket = buckets.get(name) ?? { tokens: burst, atMs: nowMs };
    const tokens = Math.min(burst, bucket.tokens + ((nowMs - bucket.atMs) / 1000) * perSecond);
    buckets.set(name, { tokens: tokens < 1 ? tokens : tokens - 1, atMs: nowMs });
    return tokens < 1 ? 'throttle' : undefined;
  });
}

const Audited = z.object({
  run: z.string(),
  phase: z.enum(['intent', 'outcome']),
  account: z.string(),
  step: z.string(),
  verb: z.string(),
  key: z.string(),
});

/** What each operation that changes something is in the audit log. */
const changes: Readonly<Record<string, readonly string[]>> = {
  AssociateResourceShare: ['add gateway-principal', 'add profile-principal'],
  DisassociateResourceShare: ['remove gateway-principal', 'remove profile-principal'],
  AcceptTransitGatewayVpcAttachment: ['add attachment'],
  AssociateTransitGatewayRouteTable: ['add association'],
  DisassociateTransitGatewayRouteTable: ['remove association'],
  EnableTransitGatewayRouteTablePropagation: ['add propagation'],
  DisableTransitGatewayRouteTablePropagation: ['remove propagation'],
  ModifyManagedPrefixList: ['add prefix-list-entry', 'remove prefix-list-entry'],
  CreateRoute: ['add consumer-route'],
  DeleteRoute: ['remove consumer-route'],
  AssociateProfile: ['add profile-association'],
  DisassociateProfile: ['remove profile-association'],
};

/** What is wrong with the audit log beside the calls, read from the calls themselves: in order, nothing left out. */
export function auditFaults(calls: readonly CallRecord[]): readonly string[] {
  const wrong: string[] = [];
  const open = new Map<string, { readonly run: string; readonly account: string; readonly change: string }>();
  const seen = new Set<string>();
  for (const { service, operation, input, outcome, mutating } of calls) {
    if (operation === 'PutLogEvents' && input.logGroupName === auditGroup) {
      if (outcome.state !== 'ok' && !(outcome.state === 'cut' && outcome.tookEffect)) continue;
      const events = z.array(z.object({ message: z.string() })).parse(input.logEvents);
      for (const { message } of events) {
        const { run, phase, account, step, verb, key } = Audited.parse(JSON.parse(message));
        const change = `${verb} ${step}`;
        const id = `${run} ${account} ${change} ${key}`;
        if (phase === 'outcome') {
          if (!open.delete(id) && !seen.has(id)) wrong.push(`no intent of ${id}`);
          continue;
        }
        const other = [...open.values()].find((one) => one.account === account && one.run !== run);
        if (other !== undefined) wrong.push(`${account}: ${run} begins while ${other.run} is at work`);
        open.set(id, { run, account, change });
        seen.add(id);
      }
      continue;
    }
    if (!mutating) continue;
    const expected = changes[operation] ?? [];
    if (![...open.values()].some(({ change }) => expected.includes(change)))
      wrong.push(`${service} ${operation} without an intent`);
  }
  return [...wrong, ...[...open.keys()].map((id) => `no outcome of ${id}`)];
}

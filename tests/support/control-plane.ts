import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { queueNames } from '../../lib/model/queue-names.ts';
import { runUntilQuiet } from '../../sim/lambda/run.ts';
import { Lambda, type LambdaOptions } from '../../sim/lambda/runtime.ts';
import { createSimulator, type SimulatorCore } from '../../sim/server.ts';
import { addBus } from '../../sim/services/events/buses.ts';
import { addFunction } from '../../sim/services/lambda/functions.ts';
import { addLogGroup } from '../../sim/services/logs/groups.ts';
import type { LogGroup } from '../../sim/services/logs/state.ts';
import { addQueue } from '../../sim/services/sqs/queues.ts';
import type { SimulatedQueue } from '../../sim/services/sqs/state.ts';
import { roleArn } from '../../sim/services/sts/roles.ts';
import { feed, put } from '../wire/lambda-world.ts';
import { bundleHandler } from './bundle.ts';
import { ledgerTableOf } from './ledger.ts';
import { provider, reconciler, region, router, sweeper, type TestWorld } from './world.ts';

const auditLogGroup = '/jetway/test/audit';
/** How often a message is tried before it is a dead letter. */
export const maxReceiveCount = 5;

/** The functions as the control plane has them: a bundle, a role, and a queue in front. */
const workers = {
  'route-event': {
    role: router,
    queue: 'triggers',
    timeoutSeconds: 60,
    retrySeconds: 360,
    batchSize: 10,
    copies: 2,
  },
  sweep: {
    role: sweeper,
    queue: 'sweeps',
    timeoutSeconds: 900,
    retrySeconds: 900,
    batchSize: 10,
    copies: 1,
  },
  'reconcile-account': {
    role: reconciler,
    queue: 'requests',
    timeoutSeconds: 300,
    retrySeconds: 1800,
    batchSize: 1,
    copies: 10,
  },
} as const;
export type WorkerName = keyof typeof workers;
export const workerRole = (name: WorkerName): string => workers[name].role;
export const workerNames: readonly WorkerName[] = ['route-event', 'sweep', 'reconcile-account'];

/** The functions behind their queues, run from their bundles in simulated time. */
export interface ControlPlane {
  readonly test: TestWorld;
  readonly core: SimulatorCore;
  readonly lambda: Lambda;
  readonly triggers: SimulatedQueue;
  readonly requests: SimulatedQueue;
  readonly sweeps: SimulatedQueue;
  /** Of all three queues. */
  readonly deadLetters: readonly SimulatedQueue[];
  readonly audit: LogGroup;
  /** Puts a message in front of `route-event`. */
  send(body: object): void;
  /** Lets functions run until nothing is left to do, for at most so long; time stops where they do. */
  run(longestSeconds: number): ReturnType<typeof runUntilQuiet>;
}

/** Bundles the functions into a folder, for control planes of any number of worlds. */
export function bundleWorkers(folder: string): void {
  for (const name of workerNames) bundleHandler(name, folder);
}

/** @param after called whenever all functions have ended or wait for the clock */
export function openControlPlane(
  test: TestWorld,
  folder: string,
  { after, ...options }: LambdaOptions & { readonly after?: () => void } = {},
): ControlPlane {
  const { world } = test;
  const names = queueNames('test');
  const account = provider;
  const core = createSimulator(world);
  const lambda = new Lambda(core, options);
  const audit = addLogGroup(world, { account, region, name: auditLogGroup });
  addBus(world, { account, region, name: 'jetway-test' });
  addQueue(world, { account, region, name: names.undelivered });
  const urlOf = (queue: 'triggers' | 'sweeps' | 'requests') =>
    `https://sqs.${region}.amazonaws.com/${provider}/${names[queue]}`;
  const deadLetters: SimulatedQueue[] = [];
  const deploy = (name: WorkerName): SimulatedQueue => {
    const { role, queue, timeoutSeconds, retrySeconds, batchSize, copies } = workers[name];
    const path = join(folder, name);
    writeFileSync(join(path, 'jetway.yaml'), test.configurationYaml);
    const fn = addFunction(world, {
      account,
      region,
      name: role,
      roleArn: roleArn(world, { account, name: role }),
      code: { kind: 'folder', path },
      timeoutSeconds,
      environment: {
        JETWAY_CONFIG_FILE: 'jetway.yaml',
        JETWAY_REQUESTS_QUEUE_URL: urlOf('requests'),
        JETWAY_SWEEPS_QUEUE_URL: urlOf('sweeps'),
        JETWAY_TRIGGERS_QUEUE_URL: urlOf('triggers'),
        JETWAY_RECONCILER_ROLE: reconciler,
        JETWAY_AUDIT_LOG_GROUP: auditLogGroup,
        JETWAY_LEDGER_TABLE: ledgerTableOf(world).name,
        JETWAY_BUS_NAME: 'jetway-test',
        JETWAY_CONCURRENCY: String(copies),
      },
    });
    const dead = addQueue(world, { account, region, name: names[`${queue}DeadLetters`] });
    deadLetters.push(dead);
    return feed(world, fn, {
      name: names[queue],
      attributes: {
        VisibilityTimeout: String(retrySeconds),
        RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount }),
      },
      batchSize,
      ...(copies > 1 && { maximumConcurrency: copies }),
    });
  };
  const triggers = deploy('route-event');
  return {
    test,
    core,
    lambda,
    triggers,
    sweeps: deploy('sweep'),
    requests: deploy('reconcile-account'),
    deadLetters,
    audit,
    send: (body) => put(world, triggers, JSON.stringify(body)),
    run: (longestSeconds) =>
      runUntilQuiet(lambda, { longestSeconds, stepSeconds: 30, ...(after && { after }) }),
  };
}

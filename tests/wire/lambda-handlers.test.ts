import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { runUntilQuiet } from '../../sim/lambda/run.ts';
import { Lambda } from '../../sim/lambda/runtime.ts';
import { createSimulator, type SimulatorCore } from '../../sim/server.ts';
import { addFunction } from '../../sim/services/lambda/functions.ts';
import { addLogGroup } from '../../sim/services/logs/groups.ts';
import type { SimulatedQueue } from '../../sim/services/sqs/state.ts';
import { roleArn } from '../../sim/services/sts/roles.ts';
import { eventAbout } from '../e2e/handlers-loop.ts';
import { bundleHandler } from '../support/bundle.ts';
import { ledgerTableOf } from '../support/ledger.ts';
import {
  addConsumer,
  addConsumerVpc,
  newTestWorld,
  provider,
  reconciler,
  region,
  router,
  type TestWorld,
} from '../support/world.ts';
import { feed, put } from './lambda-world.ts';

const consumer = '333333333333';
const functions = ['route-event', 'reconcile-account'] as const;
const folder = mkdtempSync(join(tmpdir(), 'jetway-lambda-'));

let shared: TestWorld;
let simulator: SimulatorCore;
let lambda: Lambda;
let triggers: SimulatedQueue;
let requests: SimulatedQueue;
beforeAll(() => {
  for (const name of functions) bundleHandler(name, folder);
});
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(begin);

/** A world of its own, with both functions behind their queues. */
function begin(): void {
  shared = newTestWorld();
  addConsumer(shared, { id: consumer });
  simulator = createSimulator(shared.world);
  lambda = new Lambda(simulator);
  const fifo = { FifoQueue: 'true', VisibilityTimeout: '1800' };
  const name = 'jetway-test-requests.fifo';
  triggers = feed(shared.world, deploy('route-event', router), {
    name: 'jetway-test-triggers',
    attributes: { VisibilityTimeout: '360' },
    maximumConcurrency: 2,
  });
  requests = feed(shared.world, deploy('reconcile-account', reconciler), {
    name,
    attributes: fifo,
    batchSize: 1,
    maximumConcurrency: 10,
  });
  addLogGroup(shared.world, { account: provider, region, name: '/jetway/test/audit' });
}

/** A function as the control plane has it, from its bundle. */
function deploy(name: (typeof functions)[number], role: string) {
  const path = join(folder, name);
  writeFileSync(join(path, 'jetway.yaml'), shared.configurationYaml);
  const urlOf = (queue: string) => `https://sqs.${region}.amazonaws.com/${provider}/${queue}`;
  return addFunction(shared.world, {
    account: provider,
    region,
    name: role,
    roleArn: roleArn(shared.world, { account: provider, name: role }),
    code: { kind: 'folder', path },
    timeoutSeconds: 300,
    environment: {
      JETWAY_CONFIG_FILE: 'jetway.yaml',
      JETWAY_REQUESTS_QUEUE_URL: urlOf('jetway-test-requests.fifo'),
      JETWAY_SWEEPS_QUEUE_URL: urlOf('jetway-test-sweeps.fifo'),
      JETWAY_TRIGGERS_QUEUE_URL: urlOf('jetway-test-triggers'),
      JETWAY_RECONCILER_ROLE: reconciler,
      JETWAY_AUDIT_LOG_GROUP: '/jetway/test/audit',
      JETWAY_LEDGER_TABLE: ledgerTableOf(shared.world).name,
      JETWAY_BUS_NAME: 'jetway-test',
    },
  });
}

const calls = () =>
  simulator.journal.records.map(({ atMs, caller, operation }) => `${atMs} ${caller?.arn} ${operation}`);
const logged = () => lambda.lines.map(({ text }) => JSON.parse(text));

test('route-event takes an event from its queue and puts a request into the next', async () => {
  shared.world.functions.mappings.splice(1); // nobody takes the requests
  put(shared.world, triggers, JSON.stringify(eventAbout(consumer, 'org-move-account')));
  expect(await runUntilQuiet(lambda, { longestSeconds: 60 })).toMatchObject({ state: 'quiet' });
  expect(triggers.messages).toEqual([]);
  expect(requests.messages).toMatchObject([{ fifo: { groupId: consumer } }]);
  expect(logged()).toContainEqual(expect.objectContaining({ event: 'routed', accounts: 1 }));
});

test('both functions connect an account, in simulated time', async () => {
  const vpc = addConsumerVpc(shared, consumer, '10.1.0.0/16');
  put(shared.world, triggers, JSON.stringify(eventAbout(consumer, 'org-move-account')));
  expect(await runUntilQuiet(lambda, { longestSeconds: 3600 })).toMatchObject({ state: 'quiet' });
  const associations = [...shared.world.profiles.associations.values()];
  expect(associations).toMatchObject([{ vpcId: vpc, status: 'COMPLETE' }]);
  expect([...triggers.messages, ...requests.messages]).toEqual([]);
  expect(logged().filter(({ level }) => level === 'error')).toEqual([]);
});

test('the same world tells the same story, several functions at once', async () => {
  const play = async () => {
    begin();
    const consumers = ['333333333334', '333333333335', '333333333336'];
    for (const [index, id] of consumers.entries()) {
      addConsumer(shared, { id });
      addConsumerVpc(shared, id, `10.${index}.0.0/16`);
      put(shared.world, triggers, JSON.stringify(eventAbout(id, 'org-move-account')));
    }
    await runUntilQuiet(lambda, { longestSeconds: 120 });
    return calls();
  };
  const first = await play();
  expect(first.length).toBeGreaterThan(100);
  expect(await play()).toEqual(first);
});

import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { build, stop } from 'esbuild';
import { bundling } from '../../cdk/constructs/bundling.ts';
import { type Simulator, startSimulator } from '../../sim/server.ts';
import { addLogGroup } from '../../sim/services/logs/groups.ts';
import type { LogGroup } from '../../sim/services/logs/state.ts';
import { addQueue, queueUrl } from '../../sim/services/sqs/queues.ts';
import type { SimulatedQueue } from '../../sim/services/sqs/state.ts';
import { ledgerTableOf } from '../support/ledger.ts';
import { credentialsOf, environmentOf } from '../support/roles.ts';
import {
  addConsumer,
  addConsumerVpc,
  newTestWorld,
  provider,
  reconciler,
  region,
  router,
  sweeper,
} from '../support/world.ts';
import { eventAbout } from './handlers-loop.ts';

const consumer = '333333333333';
const functions = ['route-event', 'sweep', 'reconcile-account'] as const;
const roles = { 'route-event': router, sweep: sweeper, 'reconcile-account': reconciler };
const folder = mkdtempSync(join(tmpdir(), 'jetway-bundle-'));
// A process has the real time, and CloudWatch Logs rejects what is hours ahead of its own.
const shared = newTestWorld({ startMs: Date.now() });
const { world } = shared;

let simulator: Simulator;
let sweeps: SimulatedQueue;
let requests: SimulatedQueue;
let triggers: SimulatedQueue;
let audit: LogGroup;
beforeAll(async () => {
  addConsumer(shared, { id: consumer });
  addConsumerVpc(shared, consumer, '10.1.0.0/16');
  sweeps = addQueue(world, { account: provider, region, name: 'jetway-test-sweeps.fifo' });
  requests = addQueue(world, { account: provider, region, name: 'jetway-test-requests.fifo' });
  triggers = addQueue(world, { account: provider, region, name: 'jetway-test-triggers' });
  audit = addLogGroup(world, { account: provider, region, name: '/jetway/test/audit' });
  simulator = await startSimulator(world);
  writeFileSync(join(folder, 'jetway.yaml'), shared.configurationYaml);
});
afterAll(async () => {
  await stop();
  await simulator.close();
  rmSync(folder, { recursive: true });
});

test.each([...functions, 'private-dns-name'])('%s is bundled without a warning', async (name) => {
  const { warnings, errors } = await build({
    entryPoints: [fileURLToPath(new URL(`../../handlers/${name}.ts`, import.meta.url))],
    outfile: join(folder, `${name}.mjs`),
    bundle: true,
    ...bundling,
    mainFields: [...bundling.mainFields],
    logLevel: 'silent',
  });
  expect([...warnings, ...errors]).toEqual([]);
});

/** Imports a bundle in a process of its own, as Lambda does, and invokes its handler with one message. */
async function invoke(name: (typeof functions)[number], body: string): Promise<readonly string[]> {
  const event = { Records: [{ messageId: 'message-1', body, attributes: { ApproximateReceiveCount: '1' } }] };
  const bundle = pathToFileURL(join(folder, `${name}.mjs`));
  const script = `const { handler } = await import('${bundle}');
    console.log(JSON.stringify(await handler(${JSON.stringify(event)})));`;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--no-warnings', '--input-type=module', '--eval', script],
    {
      env: {
        AWS_ENDPOINT_URL: simulator.url,
        AWS_REGION: region,
        ...environmentOf(credentialsOf(world, provider, roles[name])),
        JETWAY_CONFIG_FILE: join(folder, 'jetway.yaml'),
        JETWAY_REQUESTS_QUEUE_URL: queueUrl(world, requests),
        JETWAY_SWEEPS_QUEUE_URL: queueUrl(world, sweeps),
        JETWAY_TRIGGERS_QUEUE_URL: queueUrl(world, triggers),
        JETWAY_AUDIT_LOG_GROUP: audit.name,
        JETWAY_LEDGER_TABLE: ledgerTableOf(world).name,
        JETWAY_BUS_NAME: 'jetway-test',
        JETWAY_RECONCILER_ROLE: reconciler,
      },
    },
  );
  return stdout.trimEnd().split('\n');
}

test('the bundles work in processes of their own, with the environment alone', async () => {
  const routed = await invoke('route-event', JSON.stringify(eventAbout(consumer, 'org-move-account')));
  expect(routed.at(-1)).toBe('{"batchItemFailures":[]}');
  const [request] = requests.messages;
  expect(request?.fifo?.groupId).toBe(consumer);

  const sweep = { source: 'jetway', 'detail-type': 'Sweep', id: 'tick-1' };
  await invoke('route-event', JSON.stringify(sweep));
  const [passedOn] = sweeps.messages;
  expect((await invoke('sweep', passedOn?.body ?? '')).at(-1)).toBe('{"batchItemFailures":[]}');
  expect(requests.messages.map(({ body }) => JSON.parse(body).trigger.name)).toEqual([
    'MoveAccount',
    'Sweep',
  ]);

  const reconciled = await invoke('reconcile-account', request?.body ?? '');
  expect(reconciled.at(-1)).toBe('{"batchItemFailures":[]}');
  const lines = reconciled.map((line) => JSON.parse(line));
  expect(JSON.parse(audit.events[0]?.message ?? '')).toMatchObject({
    phase: 'intent',
    cause: { name: 'MoveAccount' },
  });
  expect([...audit.streams.keys()]).toEqual([
    expect.stringMatching(/^reconcile-account\/[\d-]+\/[\da-f-]+$/),
  ]);
  expect(lines).toContainEqual(expect.objectContaining({ event: 'reconciled', state: 'waiting' }));
  expect(triggers.messages).toHaveLength(1);
});

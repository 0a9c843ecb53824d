import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { openReconcileContext, openSweepContext } from '../../handlers/environment.ts';
import { Region } from '../../lib/model/ids.ts';
import { type Simulator, startSimulator } from '../../sim/server.ts';
import { credentialsOf, environmentOf } from '../support/roles.ts';
import { newTestWorld, provider, reconciler, region } from '../support/world.ts';
import { StillClock } from '../unit/aws/clock.ts';

const folder = mkdtempSync(join(tmpdir(), 'jetway-pace-'));
const shared = newTestWorld();
const variables = {
  JETWAY_CONFIG_FILE: join(folder, 'jetway.yaml'),
  JETWAY_REQUESTS_QUEUE_URL: 'https://sqs.invalid/requests.fifo',
  JETWAY_TRIGGERS_QUEUE_URL: 'https://sqs.invalid/triggers',
  JETWAY_AUDIT_LOG_GROUP: '/jetway/test/audit',
  JETWAY_LEDGER_TABLE: 'jetway-test-ledger',
  JETWAY_BUS_NAME: 'jetway-test',
  JETWAY_RECONCILER_ROLE: 'jetway-reconcile-account',
  AWS_REGION: region,
};

let simulator: Simulator;
beforeAll(async () => {
  writeFileSync(variables.JETWAY_CONFIG_FILE, shared.configurationYaml);
  simulator = await startSimulator(shared.world);
  jest.replaceProperty(process, 'env', {
    ...process.env,
    AWS_ENDPOINT_URL: simulator.url,
    ...environmentOf(credentialsOf(shared.world, provider, reconciler)),
  });
});
afterAll(async () => {
  jest.restoreAllMocks();
  await simulator.close();
  rmSync(folder, { recursive: true });
});

// AWS lets through 10 calls of SSM at once, and 10 a second.
test.each([
  { copies: undefined, seconds: 1 },
  { copies: '1', seconds: 1 },
  { copies: '5', seconds: 9 },
])('where $copies copies run at once, 20 calls take $seconds s', async ({ copies, seconds }) => {
  for (const open of [openSweepContext, openReconcileContext]) {
    const clock = new StillClock();
    const { ports } = await open({ ...variables, JETWAY_CONCURRENCY: copies }, clock)();
    for (let call = 0; call < 20; call += 1)
      await ports.siteParameter(Region.parse(region), '/jetway/test/site');
    expect(Math.round(clock.nowMs() / 1000)).toBe(seconds);
  }
});

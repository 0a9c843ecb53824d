import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { auditLog } from '../../../lib/aws/audit-log.ts';
import { logsClient } from '../../../lib/aws/logs-client.ts';
import { Pacer } from '../../../lib/aws/pace.ts';
import { AccountId, Region } from '../../../lib/model/ids.ts';
import type { AuditLog } from '../../../lib/record/audit.ts';
import { type Simulator, startSimulator } from '../../../sim/server.ts';
import { addLogGroup } from '../../../sim/services/logs/groups.ts';
import type { LogGroup } from '../../../sim/services/logs/state.ts';
import { World } from '../../../sim/world.ts';
import { anAuditRecord } from '../../unit/support/audit.ts';

const account = AccountId.parse('222222222222');
const region = Region.parse('eu-west-1');
const name = '/jetway/test/audit';

let world: World;
let simulator: Simulator;
let group: LogGroup;
let audit: AuditLog;
beforeEach(async () => {
  world = new World();
  group = addLogGroup(world, { account, region, name });
  simulator = await startSimulator(world);
  audit = logOf(name);
});
afterEach(() => simulator.close());

function logOf(logGroup: string): AuditLog {
  const clock = {
    nowMs: () => world.clock.nowMs,
    sleep: async (seconds: number) => world.clock.advance(seconds),
  };
  const logs = logsClient({
    account,
    region,
    pace: new Pacer({ clock }),
    credentials: async () => ({ accessKeyId: account, secretAccessKey: 'simulated' }),
    maxAttempts: 1,
    clientOptions: { endpoint: simulator.url },
  });
  return auditLog(logs, { group: logGroup, stream: 'writer' });
}

const record = (index: number, time = world.clock.now().toISOString()) =>
  anAuditRecord({ run: `run-${index}`, time });
const runs = () => group.events.map(({ message }) => JSON.parse(message).run);
const operations = () => simulator.journal.records.map(({ operation }) => operation);

test('a record is in the log group as it is when the write resolves, in the writer’s stream', async () => {
  const written = record(1);
  await audit.write([written]);
  await audit.write([record(2)]);
  expect(group.events[0]).toMatchObject({ stream: 'writer', timestampMs: world.clock.nowMs });
  expect(JSON.parse(group.events[0]?.message ?? '')).toEqual(written);
  expect(operations()).toEqual(['CreateLogStream', 'PutLogEvents', 'PutLogEvents']);
  expect(await audit.write([])).toBeUndefined();
});

test('records of many times are written oldest first', async () => {
  const now = world.clock.nowMs;
  await audit.write([record(2, new Date(now).toISOString()), record(1, new Date(now - 1000).toISOString())]);
  expect(runs()).toEqual(['run-1', 'run-2']);
});

test('more than one call takes is written in as many as it needs', async () => {
  await audit.write(Array.from({ length: 10_001 }, (_, index) => record(index)));
  expect(operations()).toEqual(['CreateLogStream', ...Array(operations().length - 1).fill('PutLogEvents')]);
  expect(group.events).toHaveLength(10_001);
});

test('a stream that is there already is written to, and one that is gone is made once more', async () => {
  group.streams.set('writer', world.clock.nowMs);
  await audit.write([record(1)]);
  group.streams.clear();
  await audit.write([record(2)]);
  expect(runs()).toEqual(['run-1', 'run-2']);
  simulator.faults.intercept(({ operation }) => {
    if (operation === 'PutLogEvents') group.streams.clear();
    return undefined;
  });
  await expect(audit.write([record(3)])).rejects.toMatchObject({ code: 'not-found' });
  expect(operations().slice(-3)).toEqual(['PutLogEvents', 'CreateLogStream', 'PutLogEvents']);
});

test('a log group that is missing is said by its name, with what makes it', async () => {
  await expect(logOf('/jetway/other/audit').write([record(1)])).rejects.toMatchObject({
    code: 'not-found',
    problem: {
      resource: '/jetway/other/audit',
      remedy: expect.stringContaining('Deploy the control plane'),
      aws: { service: 'CloudWatchLogs', operation: 'CreateLogStream', requestId: expect.any(String) },
    },
  });
});

test.each([
  { age: 'too new', afterMs: 7_200_001, says: 'more than two hours ahead' },
  { age: 'too old', afterMs: -15 * 86_400_000, says: 'older than 14 days' },
])('a record that is rejected as $age fails the write', async ({ afterMs, says }) => {
  const time = new Date(world.clock.nowMs + afterMs).toISOString();
  await expect(audit.write([record(1, time)])).rejects.toMatchObject({
    code: 'rejected',
    problem: {
      resource: name,
      what: expect.stringContaining(says),
      aws: { code: 'RejectedLogEvents', requestId: expect.any(String) },
    },
  });
});

test.each([
  { fault: 'throttle', code: 'throttled' },
  { fault: 'internalError', code: 'unavailable' },
  { fault: 'accessDenied', code: 'access-denied' },
  { fault: 'cutBefore', code: 'unavailable' },
] as const)(
  '$fault of either call is $code, and says that no further call is made',
  async ({ fault, code }) => {
    for (const operation of ['CreateLogStream', 'PutLogEvents']) {
      const end = simulator.faults.inject(fault, { operation });
      await expect(audit.write([record(1)])).rejects.toMatchObject({
        code,
        problem: {
          resource: name,
          what: expect.stringContaining('so no further call is made'),
          aws: { service: 'CloudWatchLogs', operation },
        },
      });
      end();
    }
    await audit.write([record(2)]);
    expect(runs()).toEqual(['run-2']);
  },
);

import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { eventBus } from '../../../lib/aws/event-bus.ts';
import { eventBridgeClient } from '../../../lib/aws/eventbridge-client.ts';
import { Pacer } from '../../../lib/aws/pace.ts';
import type { EventBus } from '../../../lib/model/event-bus.ts';
import { AccountId, Region } from '../../../lib/model/ids.ts';
import { type Simulator, startSimulator } from '../../../sim/server.ts';
import { addBus } from '../../../sim/services/events/buses.ts';
import type { SimulatedQueue } from '../../../sim/services/sqs/state.ts';
import type { World } from '../../../sim/world.ts';
import {
  addOpenQueue,
  bodies,
  newBusWorld,
  provider,
  region,
  rule,
} from '../../unit/sim/events/bus-world.ts';

let world: World;
let simulator: Simulator;
let queue: SimulatedQueue;
let bus: EventBus;
beforeEach(async () => {
  world = newBusWorld();
  addBus(world, { account: provider, region, name: 'jetway-test' });
  queue = addOpenQueue(world, 'others');
  rule(world, { arn: queue.arn }, { bus: 'jetway-test', pattern: { source: ['jetway'] } });
  simulator = await startSimulator(world);
  const clock = {
    nowMs: () => world.clock.nowMs,
    sleep: async (seconds: number) => world.clock.advance(seconds),
  };
  const client = eventBridgeClient({
    account: AccountId.parse(provider),
    region: Region.parse(region),
    pace: new Pacer({ clock }),
    credentials: async () => ({ accessKeyId: provider, secretAccessKey: 'simulated' }),
    maxAttempts: 1,
    clientOptions: { endpoint: simulator.url },
  });
  bus = eventBus(client, 'jetway-test');
});
afterEach(() => simulator.close());

const at = '2026-09-14T08:00:00.000Z';
const numbered = (index: number, padding = '') => ({ type: 'counted', at, detail: { index, padding } });
const events = (count: number, padding?: string) =>
  Array.from({ length: count }, (_, index) => numbered(index, padding));
const calls = () => simulator.journal.records.filter(({ operation }) => operation === 'PutEvents').length;

test.each([
  { count: 0, calls: 0 },
  { count: 1, calls: 1 },
  { count: 10, calls: 1 },
  { count: 11, calls: 2 },
])('$count events are $calls calls', async ({ count, calls: expected }) => {
  await bus.put(events(count));
  world.clock.advance(5);
  expect(calls()).toBe(expected);
  expect(bodies(queue)).toMatchObject(
    events(count).map(({ type, detail }) => ({
      source: 'jetway',
      'detail-type': type,
      time: '2026-09-14T08:00:00Z',
      account: provider,
      detail,
    })),
  );
});

test('large events are as many calls as they need', async () => {
  await bus.put(events(5, 'x'.repeat(100_000)));
  expect(calls()).toBe(3);
  world.clock.advance(5);
  expect(bodies(queue)).toHaveLength(5);
});

test('an event that is not accepted is an error with AWS’s code, and the others are on the bus', async () => {
  await expect(bus.put([numbered(1), numbered(2, 'x'.repeat(262_144)), numbered(3)])).rejects.toMatchObject({
    code: 'rejected',
    problem: {
      resource: 'jetway-test',
      what: expect.stringContaining('1 of 1 events were not accepted'),
      aws: {
        service: 'EventBridge',
        operation: 'PutEvents',
        code: 'InvalidArgument',
        requestId: expect.any(String),
      },
    },
  });
  world.clock.advance(5);
  expect(bodies(queue)).toMatchObject([{ detail: { index: 1 } }]);
});

test.each([
  { fault: 'throttle', code: 'throttled' },
  { fault: 'internalError', code: 'unavailable' },
  { fault: 'accessDenied', code: 'access-denied' },
  { fault: 'cutBefore', code: 'unavailable' },
] as const)('$fault is $code, and is not tried again here', async ({ fault, code }) => {
  simulator.faults.inject(fault, { operation: 'PutEvents' });
  await expect(bus.put(events(1))).rejects.toMatchObject({ code });
  expect(calls()).toBe(1);
});

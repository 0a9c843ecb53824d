import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { runLogQuery } from '../../../lib/aws/log-query.ts';
import { logsClient } from '../../../lib/aws/logs-client.ts';
import { Pacer } from '../../../lib/aws/pace.ts';
import { AccountId, Region } from '../../../lib/model/ids.ts';
import { type Simulator, startSimulator } from '../../../sim/server.ts';
import { addLogGroup } from '../../../sim/services/logs/groups.ts';
import { World } from '../../../sim/world.ts';

const account = AccountId.parse('222222222222');
const region = Region.parse('eu-west-1');
const group = '/jetway/test/audit';

let world: World;
let simulator: Simulator;
beforeEach(async () => {
  world = new World();
  const { events } = addLogGroup(world, { account, region, name: group });
  for (const who of ['a', 'b'])
    events.push({
      stream: 'writer',
      timestampMs: world.clock.nowMs,
      ingestedAtMs: world.clock.nowMs,
      message: JSON.stringify({ who }),
    });
  simulator = await startSimulator(world);
});
afterEach(() => simulator.close());

const clock = {
  nowMs: () => world.clock.nowMs,
  sleep: async (seconds: number) => world.clock.advance(seconds),
};

function ask({ interrupt = new AbortController(), name = group } = {}) {
  const searched: number[] = [];
  const logs = logsClient({
    account,
    region,
    pace: new Pacer({ clock }),
    credentials: async () => ({ accessKeyId: account, secretAccessKey: 'simulated' }),
    maxAttempts: 1,
    clientOptions: { endpoint: simulator.url },
  });
  const rows = runLogQuery(
    logs,
    { group: name, text: 'fields who', fromMs: clock.nowMs() - 1000, untilMs: clock.nowMs() },
    { clock, interrupted: interrupt.signal, onSearched: (records) => searched.push(records) },
  );
  return { rows, searched };
}
const operations = () => simulator.journal.records.map(({ operation }) => operation);

test('a query is asked for its rows until it has them', async () => {
  const { rows, searched } = ask();
  expect(await rows).toEqual([{ who: 'a' }, { who: 'b' }]);
  expect(searched).toEqual([2, 2, 2]);
  expect(operations()).toEqual(['StartQuery', ...Array(3).fill('GetQueryResults')]);
});

test('an interruption stops the query, or finds that it has ended', async () => {
  const interrupt = new AbortController();
  const stop = simulator.faults.intercept(({ operation }) => {
    if (operation === 'GetQueryResults') interrupt.abort();
    return undefined;
  });
  expect(await ask({ interrupt }).rows).toBe('stopped');
  expect(operations().at(-1)).toBe('StopQuery');
  expect([...world.logs.queries.values()].map(({ stopped }) => stopped)).toEqual([true]);
  stop();
  simulator.onCall(({ operation }) => {
    if (operation === 'StartQuery') world.clock.advance(60);
  });
  expect(await ask({ interrupt }).rows).toBe('stopped');
});

test('a query that somebody else stopped is no answer', async () => {
  simulator.onCall(({ operation }) => {
    if (operation === 'StartQuery') for (const query of world.logs.queries.values()) query.stopped = true;
  });
  await expect(ask().rows).rejects.toMatchObject({
    code: 'unavailable',
    problem: { resource: group, aws: { code: 'Cancelled', requestId: expect.any(String) } },
  });
});

test('a log group that is missing is an error that names it', () =>
  expect(ask({ name: '/jetway/other/audit' }).rows).rejects.toMatchObject({
    code: 'not-found',
    problem: { resource: '/jetway/other/audit', aws: { operation: 'StartQuery' } },
  }));

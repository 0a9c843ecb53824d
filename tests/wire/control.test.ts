import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Simulator, startSimulator } from '../../sim/server.ts';
import { putParameter } from '../../sim/services/ssm/parameters.ts';
import { World } from '../../sim/world.ts';
import { clientSettings } from './client-settings.ts';

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator(new World());
});
afterEach(() => simulator.close());

const clock = (init: RequestInit = {}) => fetch(`${simulator.url}/_jetway/clock`, init);

test('the clock is read and advanced, with what is due', async () => {
  const changed: number[] = [];
  simulator.world.clock.after(60, () => changed.push(simulator.world.clock.nowMs));
  expect(await (await clock()).json()).toEqual({ now: '2026-09-14T08:00:00.000Z' });
  const advanced = await clock({ method: 'POST', body: '{"advanceSeconds": 90}' });
  expect(await advanced.json()).toEqual({ now: '2026-09-14T08:01:30.000Z' });
  expect(changed).toEqual([Date.UTC(2026, 8, 14, 8, 1)]);
});

test.each(['{"advanceSeconds": -1}', '{}', 'soon'])('%s does not advance it', async (body) => {
  expect((await clock({ method: 'POST', body })).status).toBe(400);
  expect(await (await clock()).json()).toEqual({ now: '2026-09-14T08:00:00.000Z' });
});

test('the journal has every call and how often each was made', async () => {
  putParameter(simulator.world, { account: '222222222222', region: 'us-east-1', name: '/a', value: 'b' });
  const ssm = new SSMClient(clientSettings(simulator.url));
  await ssm.send(new GetParameterCommand({ Name: '/a' }));
  const journal = await fetch(`${simulator.url}/_jetway/journal`);
  expect(await journal.json()).toMatchObject({
    calls: [
      {
        sequence: 1,
        caller: { account: '222222222222' },
        service: 'ssm',
        operation: 'GetParameter',
        input: { Name: '/a' },
        mutating: false,
        outcome: { state: 'ok' },
      },
    ],
    counts: { 'ssm:GetParameter': 1 },
  });
});

test('an unknown control is said to be unknown', async () => {
  expect((await fetch(`${simulator.url}/_jetway/weather`)).status).toBe(404);
});

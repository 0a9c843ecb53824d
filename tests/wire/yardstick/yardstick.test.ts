import { beforeAll, describe, expect, test } from '@jest/globals';
import { startSimulator } from '../../../sim/server.ts';
import { type Result, yardstickClients } from './clients.ts';
import { commands } from './commands.ts';
import { yardstickWorld } from './world.ts';

const patienceMs = 120_000; // each `aws` starts Python anew, which takes a busy machine seconds

describe.each(yardstickClients())('$name works against the simulator', (client) => {
  let results: readonly Result[] = [];
  beforeAll(async () => {
    const simulator = await startSimulator(yardstickWorld());
    results = await client.run(commands, simulator.url).finally(() => simulator.close());
  }, patienceMs);

  test.each(commands.map(({ cli, answers, fails }, at) => ({ words: cli.join(' '), answers, fails, at })))(
    '$words',
    ({ answers, fails, at }) =>
      expect(results[at]).toMatchObject(fails === undefined ? { answer: answers } : { error: fails }),
  );
});

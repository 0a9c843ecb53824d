import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { eventAbout } from '../e2e/handlers-loop.ts';
import { bundleWorkers, type ControlPlane, openControlPlane } from '../support/control-plane.ts';
import { addConsumer, addConsumerVpc, newTestWorld, type TestWorld } from '../support/world.ts';

const consumer = '333333333333';
const folder = mkdtempSync(join(tmpdir(), 'jetway-lambda-'));

let shared: TestWorld;
let plane: ControlPlane;
beforeAll(() => bundleWorkers(folder));
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(begin);

/** A world of its own, with the functions behind their queues. */
function begin(): void {
  shared = newTestWorld();
  addConsumer(shared, { id: consumer });
  plane = openControlPlane(shared, folder);
}

const calls = () =>
  plane.core.journal.records.map(({ atMs, caller, operation }) => `${atMs} ${caller?.arn} ${operation}`);
const logged = () => plane.lambda.lines.map(({ text }) => JSON.parse(text));

test('route-event takes an event from its queue and puts a request into the next', async () => {
  shared.world.functions.mappings.pop(); // nobody takes the requests
  plane.send(eventAbout(consumer, 'org-move-account'));
  expect(await plane.run(60)).toMatchObject({ state: 'quiet' });
  expect(plane.triggers.messages).toEqual([]);
  expect(plane.requests.messages).toMatchObject([{ fifo: { groupId: consumer } }]);
  expect(logged()).toContainEqual(expect.objectContaining({ event: 'routed', accounts: 1 }));
});

test('both functions connect an account, in simulated time', async () => {
  const vpc = addConsumerVpc(shared, consumer, '10.1.0.0/16');
  plane.send(eventAbout(consumer, 'org-move-account'));
  expect(await plane.run(3600)).toMatchObject({ state: 'quiet' });
  const associations = [...shared.world.profiles.associations.values()];
  expect(associations).toMatchObject([{ vpcId: vpc, status: 'COMPLETE' }]);
  expect([...plane.triggers.messages, ...plane.requests.messages]).toEqual([]);
  expect(logged().filter(({ level }) => level === 'error')).toEqual([]);
});

test('the same world tells the same story, several functions at once', async () => {
  const play = async () => {
    begin();
    const consumers = ['333333333334', '333333333335', '333333333336'];
    for (const [index, id] of consumers.entries()) {
      addConsumer(shared, { id });
      addConsumerVpc(shared, id, `10.${index}.0.0/16`);
      plane.send(eventAbout(id, 'org-move-account'));
    }
    await plane.run(120);
    return calls();
  };
  const first = await play();
  expect(first.length).toBeGreaterThan(100);
  expect(await play()).toEqual(first);
});

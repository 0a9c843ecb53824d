import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { type Run, runUntilQuiet } from '../../sim/lambda/run.ts';
import { moveAccount } from '../../sim/services/organizations/tree.ts';
import { bundleWorkers, type ControlPlane, openControlPlane } from '../support/control-plane.ts';
import { addConsumer, addConsumerVpc, newTestWorld, otherOu } from '../support/world.ts';
import { eventAbout, resolves } from './handlers-loop.ts';
import { auditFaults, failSome, throttle } from './load-faults.ts';

const consumers = Array.from({ length: 200 }, (_, index) => String(300_000_000_000 + index));
/** The larger of five accounts and a tenth of the consumers. */
const limit = consumers.length / 10;
/** A request that was received or done, but whose answer was lost, comes back half an hour later; some do so twice. */
const longestSeconds = 4 * 3600;

jest.setTimeout(900_000); // tens of thousands of calls, on a machine that may be busy

const folder = mkdtempSync(join(tmpdir(), 'jetway-load-'));
const vpcs = new Map<string, string>();
let load: ControlPlane;
let ended: Run;
beforeAll(async () => {
  bundleWorkers(folder);
  load = openControlPlane(newTestWorld({}, { maxEntries: 400 }), folder);
  failSome(load, 0.01);
  throttle(load);
  const { clock } = load.test.world;
  for (const [index, id] of consumers.entries()) {
    const second = (60 * index) / consumers.length;
    clock.after(second, () => {
      addConsumer(load.test, { id });
      vpcs.set(id, addConsumerVpc(load.test, id, `10.1.${index}.0/24`));
    });
    // Twice each, and those of one account before or after those of others that were created later.
    for (const late of [1 + ((index * 7) % 11) * 2, 5 + ((index * 5) % 13)])
      clock.after(second + late, () => tell(id, 'created'));
  }
  ended = await runUntilQuiet(load.lambda, { longestSeconds });
});
afterAll(() => rmSync(folder, { recursive: true }));

function tell(account: string, id: string): void {
  const event = eventAbout(account, 'org-move-account', `${id} ${account}`);
  load.send(event);
}

const connected = () => consumers.filter((account) => resolves(load.test, vpcs.get(account) ?? ''));
const left = () =>
  [load.triggers, load.sweeps, load.requests, ...load.deadLetters].flatMap(({ messages }) => messages);
const changesOfList = () =>
  load.core.journal.records.filter(
    ({ operation, outcome }) => operation === 'ModifyManagedPrefixList' && outcome.state === 'ok',
  );

test('accounts created in a minute are all connected, though calls fail and are throttled', () => {
  expect(ended.state).toBe('quiet');
  expect(connected()).toEqual(consumers);
  expect(left()).toEqual([]);
  expect(changesOfList().length).toBeLessThan(consumers.length);
});

test('each change is in the audit log around its call, and no account is worked on twice at once', () => {
  expect(auditFaults(load)).toEqual([]);
});

test('a mass move out of the OU is stopped at the limit', async () => {
  load.test.world.clock.advance(600); // past the five minutes for which SQS drops duplicates
  for (const account of consumers) {
    moveAccount(load.test.world, account, otherOu);
    tell(account, 'left');
  }
  expect(await runUntilQuiet(load.lambda, { longestSeconds })).toMatchObject({ state: 'quiet' });
  expect(connected().length).toBeGreaterThanOrEqual(consumers.length - limit);
  expect(load.deadLetters.flatMap(({ messages }) => messages)).toEqual([]);
  expect(auditFaults(load)).toEqual([]);
});

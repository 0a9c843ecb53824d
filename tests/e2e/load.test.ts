import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { type Run, runUntilQuiet } from '../../sim/lambda/run.ts';
import { createSimulator } from '../../sim/server.ts';
import { addAccount } from '../../sim/services/organizations/tree.ts';
import { resolvingProfiles } from '../../sim/services/profiles/resolving.ts';
import { inProcess } from '../../sim/wire/in-process.ts';
import {
  attach,
  createVpc,
  type Deployed,
  deployInto,
  moveAccount,
  newOrganization,
  type OwnVpc,
  seesGateway,
  synthesize,
} from '../support/deployed.ts';
import { openLedger } from '../support/ledger.ts';
import { consumersOu, otherOu, region } from '../support/world.ts';
import { auditFaults, failSome, throttle } from './load-faults.ts';

const consumers = Array.from({ length: 200 }, (_, index) => String(300_000_000_000 + index));
/** The larger of five accounts and a tenth of the consumers. */
const limit = consumers.length / 10;
const variant = { name: 'accept-organization', resourceSharing: 'organization' } as const;

jest.setTimeout(900_000); // tens of thousands of calls, on a machine that may be busy

const folder = mkdtempSync(join(tmpdir(), 'jetway-load-'));
const vpcs = new Map<string, OwnVpc>();
let load: Deployed;
let ended: Run;
beforeAll(async () => {
  const world = newOrganization(variant);
  for (const id of consumers) addAccount(world, { id, name: id, tags: { jetway: 'on' } });
  load = await deployInto(world, synthesize(variant, folder));
  world.clock.advance(1); // the first sweep is due
  await runUntilQuiet(load.lambda, { longestSeconds: 3600 });
  load.core.journal.clear();
  failSome(load.core, 0.01);
  throttle(load.core);
  Object.assign(world.events.chance, { duplicate: 0.5, reorder: 0.5 });
  const joining: Promise<void>[] = [];
  let over = 0;
  for (const [index, id] of consumers.entries())
    world.clock.after((60 * index) / consumers.length, () =>
      joining.push(joins(id, `10.1.${index}.0/24`).finally(() => (over += 1))),
    );
  do {
    // A request that was received or done, but whose answer was lost, comes back half an hour later; some do so twice.
    ended = await runUntilQuiet(load.lambda, { longestSeconds: 4 * 3600 });
  } while (over < consumers.length && ended.state === 'quiet'); // a run does not wait for people's own calls
  await Promise.all(joining);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What people do: move the account into the OU, make a VPC, and attach it as soon as they see the gateway. */
async function joins(account: string, cidr: string): Promise<void> {
  await moveAccount(load, account, { from: 'r-ab12', to: consumersOu });
  const vpc = await createVpc(load, account, cidr);
  vpcs.set(account, vpc);
  while (!(await seesGateway(load, account)))
    await new Promise<void>((passed) => load.world.clock.after(30, passed));
  await attach(load, vpc);
}

const connected = () =>
  consumers.filter(
    (account) => resolvingProfiles(load.world, region, vpcs.get(account)?.VpcId ?? '').length === 1,
  );
/**
 * The accounts that the ledger has as connected, which says that their probes have answered. It is asked through a
 * simulator of its own, in which no call fails.
 */
async function writtenDown(): Promise<readonly string[]> {
  const entries = await openLedger(load.world, {
    requestHandler: inProcess(createSimulator(load.world)),
  }).entries();
  return [...entries].flatMap(([account, memory]) =>
    memory.state === 'read' && memory.value?.phase === 'connected' ? [account] : [],
  );
}
const messages = () =>
  [...load.world.queues.queues.values()].filter((queue) => queue.messages.length > 0).map(({ name }) => name);
const changesOfList = () =>
  load.core.journal.records.filter(
    ({ operation, outcome }) => operation === 'ModifyManagedPrefixList' && outcome.state === 'ok',
  );
const faultsOfAudit = () => auditFaults(load.core, '/jetway/test/audit');

test('accounts that move in within a minute are all connected, though calls fail and are throttled', async () => {
  expect(ended.state).toBe('quiet');
  expect(connected()).toEqual(consumers);
  expect([...(await writtenDown())].sort()).toEqual(consumers);
  expect(messages()).toEqual([]);
  expect(load.world.events.lost).toEqual([]);
  expect(load.lambda.lost).toEqual([]);
  expect(changesOfList().length).toBeLessThan(consumers.length);
});

test('each change is in the audit log around its call, and no account is worked on twice at once', () => {
  expect(faultsOfAudit()).toEqual([]);
});

test('a mass move out of the OU is stopped at the limit, once its grace periods end', async () => {
  const { clock } = load.world;
  for (const account of consumers) await moveAccount(load, account, { from: consumersOu, to: otherOu });
  const graceSeconds = 24 * 3600;
  clock.after(graceSeconds + 2 * 3600, () => undefined); // sweeps alone are nothing to wait for
  await runUntilQuiet(load.lambda, { longestSeconds: graceSeconds + 4 * 3600, stepSeconds: 60 });
  expect(connected().length).toBeGreaterThanOrEqual(consumers.length - limit);
  expect(load.lambda.lines.some(({ text }) => text.includes('"event":"guard"'))).toBe(true);
  expect(messages()).toEqual([]);
  expect(faultsOfAudit()).toEqual([]);
});

import { afterEach, expect, test } from '@jest/globals';
import { AccountId } from '../../lib/model/ids.ts';
import { type Result, reconcile } from '../../lib/reconcile.ts';
import { AuditRecord } from '../../lib/record/audit.ts';
import type { Simulator } from '../../sim/server.ts';
import { openAuditLog, type SimulatedAuditLog } from '../support/audit-log.ts';
import { addConsumer, addConsumerVpc, newTestWorld, open, type TestSite } from '../support/world.ts';

const consumer = AccountId.parse('333333333333');

interface Stage {
  readonly simulator: Simulator;
  readonly audit: SimulatedAuditLog;
  run(): Promise<Result>;
}

let simulator: Simulator;
afterEach(() => simulator.close());

/** A consumer that is to be connected, and the audit log of the control plane. */
async function start(site: TestSite = {}): Promise<Stage> {
  const world = newTestWorld({}, site);
  addConsumer(world, { id: consumer });
  addConsumerVpc(world, consumer, '10.1.0.0/16');
  const opened = await open(world);
  simulator = opened.simulator;
  const audit = openAuditLog(simulator);
  const context = { ...opened.context, audit };
  const scope = { accounts: [consumer], deep: true };
  return { simulator, audit, run: () => reconcile(scope, context, { waitSeconds: 3600 }) };
}

const calls = () => simulator.journal.records;
const changes = () => calls().filter(({ mutating }) => mutating);

/** Calls that change something and do not follow an intent which the log group accepted. */
function unannounced(): readonly string[] {
  let announced = false;
  return calls().flatMap(({ operation, outcome, mutating, input }) => {
    if (operation === 'PutLogEvents')
      announced = outcome.state === 'ok' && JSON.stringify(input).includes('\\"phase\\":\\"intent\\"');
    return mutating && !announced ? [operation] : [];
  });
}

test('every change is in the log group before it is made, by its schema, and its outcome after it', async () => {
  const { audit, run } = await start();
  expect((await run()).state).toBe('converged');
  expect(unannounced()).toEqual([]);
  const records = audit.records();
  for (const record of records) expect(AuditRecord.parse(record)).toEqual(record);
  expect(records.map(({ phase }) => phase)).toEqual(
    records.map((_, index) => (index % 2 ? 'outcome' : 'intent')),
  );
  expect(records.filter(({ outcome }) => outcome === 'done')).toHaveLength(changes().length);
  expect(changes().length).toBeGreaterThan(5);
});

test.each(['throttle', 'internalError', 'accessDenied', 'cutBefore'] as const)(
  'while the log cannot be written (%s), nothing is changed, and then it goes on',
  async (fault) => {
    const { run, audit } = await start();
    const end = simulator.faults.inject(fault, { service: 'logs' });
    await expect(run()).rejects.toThrow('the audit log was not written, so no further call is made');
    expect(changes()).toEqual([]);
    expect(audit.records()).toEqual([]);
    end();
    expect((await run()).state).toBe('converged');
  },
);

test('wherever a write fails, no call is made without its intent, and another run converges', async () => {
  for (let nth = 1; ; nth += 1) {
    const { run, audit } = await start();
    const fault = nth % 2 === 0 ? 'cutAfter' : 'cutBefore';
    const end = simulator.faults.inject(fault, { operation: 'PutLogEvents', nth });
    const ended = await run().then(
      ({ state }) => state,
      () => 'refused',
    );
    if (ended === 'converged') break;
    expect(ended).toBe('refused');
    expect(changes()).toHaveLength(Math.floor(nth / 2));
    end();
    expect((await run()).state).toBe('converged');
    expect(unannounced()).toEqual([]);
    expect(audit.records().filter(({ phase }) => phase === 'intent').length).toBeGreaterThan(5);
    await simulator.close();
  }
});

test('in observe mode every record says that it is a dry run, and nothing is changed', async () => {
  const { audit, run } = await start({ mode: 'observe' });
  expect((await run()).state).toBe('observed');
  expect(changes()).toEqual([]);
  expect(audit.records().map(({ phase, outcome, dryRun }) => ({ phase, outcome, dryRun }))).toEqual(
    expect.arrayContaining([
      { phase: 'intent', dryRun: true },
      { phase: 'outcome', outcome: 'observed', dryRun: true },
    ]),
  );
  expect(audit.records().every(({ dryRun }) => dryRun)).toBe(true);
});

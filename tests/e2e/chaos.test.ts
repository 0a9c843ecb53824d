import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { AuditRecord } from '../../lib/record/audit.ts';
import type { Fault, FaultMatch } from '../../sim/faults.ts';
import type { CallRecord } from '../../sim/journal.ts';
import { moveAccount } from '../../sim/services/organizations/tree.ts';
import { type Answered, type Chaos, openChaos, runAndRedrive } from '../support/chaos.ts';
import { bundleWorkers } from '../support/control-plane.ts';
import {
  addConnectedVpc,
  addConsumer,
  addConsumerVpc,
  newTestWorld,
  otherOu,
  type TestWorld,
} from '../support/world.ts';
import { eventAbout, resolves } from './handlers-loop.ts';

const joining = '333333333333';
const leaving = '444444444444';
const staying = '555555555555';

const folder = mkdtempSync(join(tmpdir(), 'jetway-chaos-'));
beforeAll(() => bundleWorkers(folder));
afterAll(() => rmSync(folder, { recursive: true }));

let shared: TestWorld;
let chaos: Chaos;
let vpcs: ReadonlyMap<string, string>;
beforeEach(() => {
  shared = newTestWorld();
  vpcs = new Map(
    [joining, leaving, staying].map((id, index) => {
      addConsumer(shared, { id });
      const add = id === joining ? addConsumerVpc : addConnectedVpc;
      return [id, add(shared, id, `10.${index + 1}.0.0/16`)] as const;
    }),
  );
  chaos = openChaos(shared, folder);
  chaos.outside({ name: 'it leaves', make: ({ world }) => moveAccount(world, leaving, otherOu) });
});

const tellOfAll = () => {
  for (const id of [joining, leaving, staying]) chaos.send(eventAbout(id, 'org-move-account'));
};
const connected = () => [...vpcs].flatMap(([id, vpc]) => (resolves(shared, vpc) ? [id] : []));
const tookEffect = ({ outcome }: CallRecord) =>
  outcome.state === 'ok' || (outcome.state === 'cut' && outcome.tookEffect);
const isRemoval = ({ operation, input }: CallRecord) =>
  /^(Disassociate|Disable|Delete)/.test(operation) || 'RemoveEntries' in input;
const left = () =>
  [chaos.triggers, chaos.requests, chaos.sweeps, ...chaos.deadLetters].flatMap(({ messages }) => messages);

interface Outage {
  readonly what: string;
  readonly fault: Fault;
  readonly of: FaultMatch;
  /** What is not done meanwhile. */
  readonly kept: 'changes' | 'removals';
}

const reader: FaultMatch = {
  service: 'sts',
  when: ({ input }) => String(input.RoleArn).includes('organization-reader'),
};

describe('while something is out of order', () => {
  test.each<Outage>([
    { what: 'the audit log refuses', fault: 'accessDenied', of: { service: 'logs' }, kept: 'changes' },
    { what: 'the audit log is silent', fault: 'timeout', of: { service: 'logs' }, kept: 'changes' },
    { what: 'the ledger refuses', fault: 'accessDenied', of: { service: 'dynamodb' }, kept: 'changes' },
    { what: 'the ledger is silent', fault: 'timeout', of: { service: 'dynamodb' }, kept: 'changes' },
    { what: 'the organization cannot be read', fault: 'accessDenied', of: reader, kept: 'changes' },
    {
      what: 'Organizations throttles',
      fault: 'throttle',
      of: { service: 'organizations' },
      kept: 'changes',
    },
    { what: 'RAM fails', fault: 'internalError', of: { service: 'ram' }, kept: 'removals' },
    { what: 'EC2 is silent', fault: 'timeout', of: { service: 'ec2' }, kept: 'removals' },
  ])('$what: of $kept nothing is done, and all is done afterwards', async ({ fault, of, kept }) => {
    const mend = chaos.core.faults.inject(fault, of);
    tellOfAll();
    await chaos.run(300);
    expect(chaos.core.journal.records.filter(({ outcome }) => outcome.state !== 'ok')).not.toEqual([]);
    const done = chaos.mutations.filter((call) => kept === 'changes' || isRemoval(call));
    expect(done.map(({ operation }) => operation)).toEqual([]);
    mend();
    expect(await chaos.run(24 * 3600)).toMatchObject({ state: 'quiet' });
    expect(connected()).toEqual([joining, staying]);
    expect([...chaos.wrongs, ...left()]).toEqual([]);
  });
});

const lineOf = ({ run, step, verb, key }: AuditRecord) => `${run} ${verb} ${step} ${key}`;

describe('where the function is killed at every change', () => {
  test.each<{ when: string; isThere: (answered: Answered) => boolean; done: 'before' | 'notYet' }>([
    {
      when: 'between the intent and the call',
      isThere: ({ call, intents }) => call.operation === 'PutLogEvents' && intents.length > 0,
      done: 'notYet',
    },
    { when: 'between the call and its outcome', isThere: ({ call }) => call.mutating, done: 'before' },
  ])('$when, it is done once, and the audit log says so', async ({ isThere, done }) => {
    const killed = new Set<string>();
    const changes = new Set<string>();
    chaos.killAfter((answered) => {
      const [intent] = answered.intents;
      if (intent === undefined || !isThere(answered)) return false;
      const change = `${intent.account} ${intent.verb} ${intent.step} ${intent.key}`;
      if (changes.has(change)) return false;
      changes.add(change);
      for (const one of answered.intents) killed.add(lineOf(one));
      return true;
    });
    tellOfAll();
    await runAndRedrive(chaos);
    expect(connected()).toEqual([joining, staying]);
    expect([...chaos.wrongs, ...left()]).toEqual([]);

    const records = chaos.records();
    const outcomes = records.filter(({ phase }) => phase === 'outcome');
    const ended = new Set(outcomes.map(lineOf));
    const open = records.filter((one) => one.phase === 'intent' && !ended.has(lineOf(one)));
    expect(new Set(open.map(lineOf))).toEqual(killed);
    expect(killed.size).toBeGreaterThan(10);
    const calls = chaos.mutations.filter(tookEffect);
    const said = outcomes.filter(({ outcome }) => outcome === 'done');
    expect(calls).toHaveLength(said.length + (done === 'before' ? killed.size : 0));
    expect(new Set(calls.map(({ operation, input }) => `${operation} ${JSON.stringify(input)}`)).size).toBe(
      calls.length,
    );
  });
});

test('of a batch that fails in part, only that part is delivered again', async () => {
  const third = {
    service: 'sqs',
    operation: 'SendMessageBatch',
    when: ({ input }: CallInput) => JSON.stringify(input).includes(leaving),
  };
  chaos.core.faults.inject('accessDenied', { ...third, times: 1 });
  tellOfAll();
  expect(await chaos.run(24 * 3600)).toMatchObject({ state: 'quiet' });
  const lines = chaos.lambda.lines.map(({ text }) => JSON.parse(text));
  const batches = lines.filter(({ event }) => event === 'batch');
  expect(batches[0]).toMatchObject({ received: 3, failed: 1 });
  const failed = lines.filter(({ event }) => event === 'failed');
  expect(failed).toHaveLength(1);
  expect(connected()).toEqual([joining, staying]);
  expect([...chaos.wrongs, ...left()]).toEqual([]);
});

type CallInput = Pick<CallRecord, 'input'>;

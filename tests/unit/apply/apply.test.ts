import { expect, test } from '@jest/globals';
import { type ApplyContext, apply } from '../../../lib/apply/apply.ts';
import { JetwayError } from '../../../lib/model/errors.ts';
import { planAccount } from '../../../lib/plan/account.ts';
import type { Action } from '../../../lib/plan/action.ts';
import type { Applied } from '../../../lib/plan/outcome.ts';
import { AuditRecord } from '../../../lib/record/audit.ts';
import { anAuditRecord } from '../support/audit.ts';
import { consumer, gatewayShare } from '../support/ids.ts';
import { recordingPorts } from '../support/ports.ts';
import { isReady } from '../support/said.ts';
import { aView } from '../support/view.ts';

/** Both principals: two calls. */
const actions: readonly Action[] = planAccount(aView()).actions.filter(isReady);
const { decisions } = anAuditRecord();

interface Recorded extends ApplyContext {
  /** Audit records and calls, in the order in which they came. */
  readonly journal: readonly string[];
  readonly records: readonly AuditRecord[];
  readonly told: readonly Applied[];
}

function aContext({
  mode = 'enforce',
  answer,
  failingWrite,
  lost = false,
}: {
  readonly mode?: 'enforce' | 'observe';
  readonly answer?: () => Error | undefined;
  readonly failingWrite?: number;
  readonly lost?: boolean;
} = {}): Recorded {
  const journal: string[] = [];
  const records: AuditRecord[] = [];
  const told: Applied[] = [];
  let writes = 0;
  const ports = recordingPorts((method) => {
    journal.push(method);
    return answer?.();
  });
  return {
    journal,
    records,
    told,
    run: { id: 'run-1', cause: { id: 'event-1', source: 'aws.organizations', name: 'MoveAccount' }, mode },
    audit: {
      async write(batch) {
        writes += 1;
        if (writes === failingWrite) throw new Error('the log is full');
        records.push(...batch);
        journal.push(
          ...batch.map(
            ({ phase, step, outcome }) => `${phase} ${step}${outcome === undefined ? '' : ` ${outcome}`}`,
          ),
        );
      },
    },
    keep: async (accounts) => {
      if (lost) throw new Error(`somebody else has ${accounts}`);
    },
    decisions: ({ account }) => (account === consumer ? decisions : []),
    now: () => new Date('2026-01-01T00:00:00Z'),
    provider: () => ports.provider,
    consumer: ports.consumer,
    onApplied: (applied) => told.push(applied),
  };
}

const error = (code: JetwayError['code']) =>
  new JetwayError(code, {
    resource: gatewayShare,
    what: 'RAM refused it',
    remedy: 'See why',
    aws: { service: 'RAM', operation: 'AssociateResourceShare', code: 'Boom', requestId: 'request-1' },
  });

test('the intent is written before the call, the outcome after it, for each call', async () => {
  const context = aContext();
  const applied = await apply(actions, context);
  expect(context.journal).toEqual([
    'intent gateway-principal',
    'provider.associatePrincipals',
    'outcome gateway-principal done',
    'intent profile-principal',
    'provider.associatePrincipals',
    'outcome profile-principal done',
  ]);
  expect(applied.map(({ outcome }) => outcome)).toEqual([{ state: 'done' }, { state: 'done' }]);
  expect(context.told).toEqual(applied);
});

test('a record says who, what, why and when, and its schema knows every key of it', async () => {
  const context = aContext();
  await apply(actions, context);
  const time = '2026-01-01T00:00:00.000Z';
  expect(context.records.slice(0, 2)).toEqual([
    anAuditRecord({ time }),
    anAuditRecord({ time, phase: 'outcome', outcome: 'done' }),
  ]);
  for (const record of context.records) expect(AuditRecord.parse(record)).toEqual(record);
});

test('what an addition makes is after it, what a removal takes away before it, by its ids', async () => {
  const context = aContext();
  await apply(
    actions.slice(0, 1).map((action) => ({ ...action, verb: 'remove' })),
    context,
  );
  const { before, after, resource } = anAuditRecord();
  expect(context.records[0]).toMatchObject({ resource, before: after, after: before });
});

test.each([
  { code: 'already-so', state: 'already-so', told: false },
  { code: 'throttled', state: 'waiting', told: true },
  { code: 'unavailable', state: 'waiting', told: true },
  { code: 'not-ready', state: 'waiting', told: true },
  { code: 'access-denied', state: 'failed', told: true },
  { code: 'role-refused', state: 'failed', told: true },
  { code: 'not-found', state: 'failed', told: true },
  { code: 'quota', state: 'failed', told: true },
  { code: 'rejected', state: 'failed', told: true },
  { code: 'unexpected-answer', state: 'failed', told: true },
] as const)('$code is $state, and the others are done all the same', async ({ code, state, told }) => {
  const failure = error(code);
  const answers: (Error | undefined)[] = [failure];
  const context = aContext({ answer: () => answers.shift() });
  const applied = await apply(actions, context);
  expect(applied.map(({ outcome }) => outcome)).toEqual([
    told ? { state, error: failure } : { state },
    { state: 'done' },
  ]);
  expect(context.records[1]?.outcome).toBe(state);
  expect(context.records[1]?.error).toEqual(
    told ? { code, message: failure.message, aws: failure.problem.aws } : undefined,
  );
});

test('an error that is no answer of AWS is a defect: it is on record, and comes through', async () => {
  const defect = new TypeError('x is not a function');
  const context = aContext({ answer: () => defect });
  await expect(apply(actions, context)).rejects.toMatchObject({ code: 'defect', cause: defect });
  expect(context.journal).toEqual([
    'intent gateway-principal',
    'provider.associatePrincipals',
    'outcome gateway-principal failed',
  ]);
});

test('when the intent cannot be written, nothing is called', async () => {
  const context = aContext({ failingWrite: 1 });
  await expect(apply(actions, context)).rejects.toThrow('the log is full');
  expect(context.journal).toEqual([]);
});

test('when a lease is lost, nothing is announced and nothing is called', async () => {
  const context = aContext({ lost: true });
  await expect(apply(actions, context)).rejects.toThrow('somebody else has');
  expect(context.journal).toEqual([]);
});

test('when an outcome cannot be written, no further call is made', async () => {
  const context = aContext({ failingWrite: 2 });
  await expect(apply(actions, context)).rejects.toThrow('the log is full');
  expect(context.journal).toEqual(['intent gateway-principal', 'provider.associatePrincipals']);
});

test('observe mode calls nothing and records everything', async () => {
  const context = aContext({ mode: 'observe' });
  const applied = await apply(actions, context);
  expect(context.journal).toEqual([
    'intent gateway-principal',
    'outcome gateway-principal observed',
    'intent profile-principal',
    'outcome profile-principal observed',
  ]);
  expect(applied.map(({ outcome }) => outcome.state)).toEqual(['observed', 'observed']);
  for (const { dryRun } of context.records) expect(dryRun).toBe(true);
});

test('nothing to do is nothing done and nothing recorded', async () => {
  const context = aContext();
  expect(await apply([], context)).toEqual([]);
  expect(context.journal).toEqual([]);
});

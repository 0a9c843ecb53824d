import type { Decision } from '../decide/membership.ts';
import { JetwayError, passesByItself } from '../model/errors.ts';
import type { AccountId, Region } from '../model/ids.ts';
import type { ConsumerPort, ProviderPort } from '../model/ports.ts';
import type { Action } from '../plan/action.ts';
import type { Applied, Outcome } from '../plan/outcome.ts';
import type { AuditLog, AuditRecord, Cause } from '../record/audit.ts';
import type { StepName } from '../steps/names.ts';
import type { Verb } from '../steps/step.ts';
import { type Subjects, steps } from '../steps/steps.ts';
import { batches } from './batch.ts';

/** One pass of Jetway over its scope: why it runs, and whether it may change anything. */
export interface Run {
  readonly id: string;
  readonly cause: Cause;
  readonly mode: 'enforce' | 'observe';
}

export interface ApplyContext {
  readonly run: Run;
  readonly audit: AuditLog;
  /** Makes sure that nobody else works on the accounts; where it throws, they are not changed. */
  keep(accounts: readonly AccountId[]): Promise<void>;
  /** What was decided of an action's account, for the record. */
  decisions(action: Action): readonly Decision[];
  readonly now: () => Date;
  provider(region: Region): ProviderPort;
  consumer(account: AccountId, region: Region): Promise<ConsumerPort>;
  /** Told of each action as soon as its outcome is known. */
  readonly onApplied?: (applied: Applied) => void;
}

/**
 * Does actions in their order: the intent is in the audit log before the call, the outcome after it. A failure of
 * one does not keep the others from being done: whatever needs it waits until it is read back.
 * @throws what the audit log throws, and whoever keeps others away; then no further call is made
 */
export async function apply(actions: readonly Action[], context: ApplyContext): Promise<readonly Applied[]> {
  const applied: Applied[] = [];
  for (const batch of batches(actions)) {
    await context.keep(batch.map(({ account }) => account));
    await context.audit.write(batch.map((action) => auditRecord(action, context)));
    const outcome = batch.some((action) => isDry(action, context.run))
      ? observed
      : await outcomeOf(batch, context);
    await context.audit.write(batch.map((action) => auditRecord(action, context, outcome)));
    if (outcome.state === 'failed' && outcome.error.code === 'defect') throw outcome.error;
    for (const action of batch) {
      applied.push({ action, outcome });
      context.onApplied?.({ action, outcome });
    }
  }
  return applied;
}

/** A batch holds what is done or what is only observed, never both. */
function isDry({ observed: only }: Action, { mode }: Run): boolean {
  return mode === 'observe' || only === true;
}

const observed: Outcome = { state: 'observed' };

async function outcomeOf<K extends StepName>(
  batch: readonly Action<K>[],
  context: ApplyContext,
): Promise<Outcome> {
  const [first] = batch;
  if (first === undefined) return { state: 'done' };
  try {
    await perform(
      first.step,
      first.verb,
      batch.map(({ subject }) => subject),
      first,
      context,
    );
    return { state: 'done' };
  } catch (error) {
    if (!(error instanceof JetwayError)) return { state: 'failed', error: defect(first, error) };
    if (error.code === 'already-so') return { state: 'already-so' };
    return { state: passesByItself(error.code) ? 'waiting' : 'failed', error };
  }
}

/** Whatever is no JetwayError is a fault of Jetway's own: it is on record, and ends the run. */
function defect({ does, account }: Pick<Action, 'does' | 'account'>, cause: unknown): JetwayError {
  return new JetwayError(
    'defect',
    {
      resource: account,
      what: `${does}: ${cause instanceof Error ? cause.message : String(cause)}`,
      remedy: 'This is a defect of Jetway; what became of the call is read back in the next look',
    },
    { cause },
  );
}

function perform<K extends StepName>(
  step: K,
  verb: Verb,
  subjects: readonly Subjects[K][],
  { account, site }: Pick<Action, 'account' | 'site'>,
  context: ApplyContext,
): Promise<void> {
  return steps[step][verb](subjects, {
    provider: context.provider(site),
    consumer: () => context.consumer(account, site),
  });
}

/** What has no bounds comes last: Logs Insights finds the first 200 fields of a record and no more. */
function auditRecord(action: Action, { run, now, decisions }: ApplyContext, outcome?: Outcome): AuditRecord {
  const { account, site, step, verb, key, does, reason } = action;
  const subject = { ...action.subject };
  return {
    version: 1,
    time: now().toISOString(),
    run: run.id,
    dryRun: isDry(action, run),
    cause: run.cause,
    phase: outcome === undefined ? 'intent' : 'outcome',
    account,
    site,
    step,
    verb,
    key,
    does,
    reason,
    resource: resourceOf(action),
    ...(outcome === undefined ? {} : ending(outcome)),
    before: verb === 'add' ? null : subject,
    after: verb === 'add' ? subject : null,
    decisions: [...decisions(action)],
  };
}

function ending(outcome: Outcome): Pick<AuditRecord, 'outcome' | 'error'> {
  if (!('error' in outcome)) return { outcome: outcome.state };
  const { code, message, problem } = outcome.error;
  const error = { code, message, ...(problem.aws === undefined ? {} : { aws: problem.aws }) };
  return { outcome: outcome.state, error };
}

function resourceOf<K extends StepName>({ step, subject }: Action<K>): string {
  return steps[step].resource(subject);
}

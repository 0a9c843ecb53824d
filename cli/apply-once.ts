import { createHash } from 'node:crypto';
import type { Configuration } from '../lib/config/configuration.ts';
import { JetwayError } from '../lib/model/errors.ts';
import { type PlanData, planJson } from '../lib/plan/json.ts';
import { actionsOf, type Plan } from '../lib/plan/plan.ts';
import { type Context, planFor, type ReconcileOptions, type Result, reconcile } from '../lib/reconcile.ts';
import type { AuditLog } from '../lib/record/audit.ts';
import { approvedBy, heldAccounts } from './approved.ts';
import { type ExitCode, exitCodeOfResult, exitCodes } from './exit-code.ts';
import type { Io, Screen } from './io.ts';
import type { Leases } from './leases.ts';
import { refuseMoved } from './moved.ts';
import { CountingPacer, type Opened, open } from './open.ts';
import type { AccountOptions, SharedOptions } from './options.ts';
import { scopeOf, subject } from './plan.ts';
import { Progress } from './progress.ts';
import { resultJson } from './result-json.ts';
import {
  appliedText,
  noLedgerText,
  resultText,
  unrecordedText,
  untoldText,
  waitingText,
} from './text/applied.ts';
import { errorText } from './text/error.ts';
import { planText } from './text/plan.ts';
import { counted, styleOf } from './text/style.ts';

export interface ApplyOptions extends SharedOptions, AccountOptions {
  readonly deep?: true;
  readonly yes?: true;
  /** Records what would be done, and does nothing. */
  readonly observe?: true;
  readonly wait: number;
  readonly audit: string;
}

/** A plan that a person has seen, and what errors call it. */
export interface Saved {
  readonly plan: PlanData;
  readonly source: string;
}

interface Applying {
  /** Whether the limit on losses holds, or a person lets the plan exceed it. */
  readonly command: 'apply' | 'approve';
  readonly options: ApplyOptions;
  readonly io: Io;
  readonly saved: Saved | undefined;
  readonly audit: AuditLog;
  readonly leases: Leases;
}

/** Everything of one run of `apply` that its parts share. */
interface Session extends Applying {
  readonly surroundings: Opened;
  readonly pace: CountingPacer;
  readonly progress: Progress;
  /** Where a person reads; stdout is JSON's alone where that is asked for. */
  readonly screen: Screen;
  readonly scope: { readonly accounts: Plan['scope']; readonly deep: boolean };
}

/**
 * Shows the plan, asks, and does it. What was approved is done and nothing else: the first look of the run must
 * find the very plan that was shown.
 * @throws WorldMoved where it does not
 */
export async function applyOnce(applying: Applying): Promise<ExitCode> {
  const { options, io, saved } = applying;
  const pace = new CountingPacer({ clock: io.clock });
  const progress = new Progress(io);
  const surroundings = await progress.during(
    () => `Reading the sites: ${counted(pace.calls, 'call')}`,
    () => open(options, io, pace),
  );
  const { configuration } = surroundings;
  if (saved !== undefined) refuseOthersPlan(saved, configuration);
  const asks = options.yes !== true && modeOf(options, configuration) === 'enforce';
  if (applying.command === 'approve') refuseApproval(surroundings, saved);
  if (asks && io.ask === undefined) throw nobodyToAsk(applying.command);
  const session: Session = {
    ...applying,
    surroundings,
    pace,
    progress,
    screen: options.json ? io.err : io.out,
    scope: saved === undefined ? scopeOf(options) : { accounts: saved.plan.scope, deep: saved.plan.deep },
  };
  const approves = applying.command === 'approve';
  const approved = asks || approves ? await approve(session, asks) : saved;
  if (approved === 'refused') {
    session.screen.write('Nothing was changed.\n');
    return exitCodes.failed;
  }
  if (approves && approved !== undefined)
    await surroundings.ledger?.approve(heldAccounts(approved.plan), io.clock.nowMs());
  if (surroundings.ledger === undefined) io.err.write(noLedgerText(styleOf(io.err)));
  const result = await whenFree(session, () => run(session, approved, asks || approves));
  if (result === 'busy') return exitCodes.notYet;
  if (options.json) io.out.write(resultJson(result));
  session.screen.write(`\n${resultText(result, styleOf(session.screen))}`);
  session.screen.write(unrecordedText(result, styleOf(session.screen)));
  session.screen.write(untoldText(result, styleOf(session.screen)));
  return exitCodeOfResult(result);
}

/** Shows what would be done and asks, where there is anything that can be done. */
async function approve(session: Session, asks: boolean): Promise<Saved | 'refused'> {
  const { command, io, saved, scope, surroundings, screen } = session;
  const shown = await session.progress.during(
    () => looking(session),
    () => planFor(scope, surroundings),
  );
  if (saved !== undefined) refuseMoved(saved.plan, shown, saved.source);
  screen.write(`\n${planText(shown, styleOf(screen))}`);
  const todo = actionsOf(shown).filter(
    (action) =>
      action.observed !== true && approvedBy(shown, command === 'approve' ? 'too' : undefined)(action),
  );
  const plan: Saved = { plan: shown, source: saved?.source ?? 'the plan above' };
  if (todo.length === 0 || !asks) return plan;
  const make = todo.length === 1 ? 'this change' : `these ${todo.length} changes`;
  const losing = heldAccounts(shown).length;
  const yes = await io.ask?.(
    command === 'approve'
      ? `\nLet ${counted(losing, 'account')} lose access, and make ${make}?`
      : `\nMake ${make}?`,
  );
  return yes === true ? plan : 'refused';
}

/** How often it is asked whether others have ended. */
const askAgainSeconds = 15;

/** Waits for others that are at work on every account that was named, and says who they are. */
async function whenFree(session: Session, work: () => Promise<Result>): Promise<Result | 'busy'> {
  const { options, io, screen, progress } = session;
  for (let waited = 0; ; waited += askAgainSeconds) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof JetwayError) || error.code !== 'busy') throw error;
      progress.write(screen, errorText(error, false, styleOf(screen)));
      if (waited + askAgainSeconds > options.wait) return 'busy';
      await io.clock.sleep(askAgainSeconds);
    }
  }
}

async function run(session: Session, approved: Saved | undefined, wasShown: boolean): Promise<Result> {
  const { command, options, io, audit, surroundings, progress, screen } = session;
  const held = command === 'approve' ? 'too' : undefined;
  const style = styleOf(screen);
  let doing = () => looking(session);
  let plans = 0;
  let waitSaid: string | undefined;
  const reconciling: ReconcileOptions = {
    waitSeconds: options.wait,
    ...(approved === undefined ? {} : { allowed: approvedBy(approved.plan, held) }),
    onPlan(plan) {
      plans += 1;
      if (plans > 1) return;
      // What was approved is counted no more, so the plan that was compared already is another one now.
      if (approved !== undefined && command === 'apply') refuseMoved(approved.plan, plan, approved.source);
      if (!wasShown) progress.write(screen, `\n${planText(plan, style)}`);
      progress.write(screen, '\n');
      doing = () => `Applying: ${counted(session.pace.calls, 'call')}`;
    },
    onApplied(applied) {
      waitSaid = undefined;
      progress.write(screen, appliedText(applied, style));
    },
    onWait(waits, seconds) {
      const text = waitingText(waits, seconds, style);
      // In a log the same line again says nothing; on a terminal it shows that time passes.
      if (text !== waitSaid || screen.terminal !== undefined) progress.write(screen, text);
      waitSaid = text;
      doing = () => 'Waiting';
    },
  };
  const { actor, ledger, ...standing } = surroundings;
  const context: Context = {
    ...standing,
    ...(ledger === undefined ? {} : { ledger: session.leases.of(ledger) }),
    audit,
    clock: io.clock,
    run: {
      id: io.newRunId(),
      cause: {
        id: command === 'approve' && approved !== undefined ? digestOf(approved.plan) : 'cli',
        source: 'jetway',
        name: command,
        actor,
      },
      mode: modeOf(options, standing.configuration),
    },
  };
  return progress.during(
    () => doing(),
    () => reconcile(session.scope, context, reconciling),
  );
}

const modeOf = ({ observe }: ApplyOptions, { mode }: Configuration): Configuration['mode'] =>
  observe === true ? 'observe' : mode;

function looking({ pace, scope }: Session): string {
  const account = scope.accounts === 'organization' ? [] : scope.accounts;
  return `Looking at ${subject({ account })}: ${counted(pace.calls, 'call')}`;
}

function refuseOthersPlan({ plan, source }: Saved, { name, organization }: Configuration): void {
  if (plan.organization === organization.id && plan.name === name) return;
  throw new JetwayError('configuration', {
    resource: source,
    what: `it is a plan of ${plan.name} in organization ${plan.organization}, and jetway.yaml is of ${name} in ${organization.id}`,
    remedy: 'Apply it with the configuration that it was made with',
  });
}

/** @throws JetwayError where there is nothing that could be approved, or nowhere to write that down */
function refuseApproval({ configuration, ledger }: Opened, saved: Saved | undefined): void {
  const { plan, source: resource = 'jetway approve' } = saved ?? {};
  const refuse = (what: string, remedy: string): never => {
    throw new JetwayError('configuration', { resource, what, remedy });
  };
  if (configuration.mode === 'observe')
    refuse('nothing can be approved in observe mode', 'Set mode: enforce in jetway.yaml first');
  if (plan === undefined || heldAccounts(plan).length === 0)
    refuse('it holds nothing back, so there is nothing to approve', 'Run: jetway apply PLAN');
  if (ledger === undefined)
    refuse(
      'there is no ledger that would remember the approval',
      'Deploy the control plane, or raise offboarding.limit for this change',
    );
}

/** Names a plan: whoever has the file can tell that it is this one. */
function digestOf(plan: PlanData): string {
  return `plan ${createHash('sha256').update(planJson(plan)).digest('hex')}`;
}

function nobodyToAsk(command: string): JetwayError {
  return new JetwayError('configuration', {
    resource: `jetway ${command}`,
    what: 'it asks before it changes anything, and there is no terminal to ask on, so nothing was changed',
    remedy: `Pass --yes to ${command} without being asked`,
  });
}

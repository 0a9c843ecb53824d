import { apply, type Run } from './apply/apply.ts';
import { ended, isWorthTrying, outcomesByAction, type Result } from './apply/result.ts';
import { type AccountProbe, probesOf } from './decide/probe.ts';
import { look, lookAgain } from './look/look.ts';
import { type Look, type Scope, type Surroundings, viewKey } from './look/scope.ts';
import type { Clock } from './model/clock.ts';
import type { EventBus } from './model/event-bus.ts';
import type { AccountId } from './model/ids.ts';
import type { Action, Wait } from './plan/action.ts';
import { identityOf } from './plan/json.ts';
import { nextLookSeconds, type Passed, passBySite, settlesInSeconds, waitsOf } from './plan/next-look.ts';
import type { Applied } from './plan/outcome.ts';
import { type AccountPlan, actionsOf, decisionsIn, type Plan } from './plan/plan.ts';
import { staleParts } from './plan/stale.ts';
import { askProbes, withFailures } from './probe.ts';
import { isNews, type Seen } from './record/after-look.ts';
import type { AuditLog } from './record/audit.ts';
import { guardedPlan, shownPlan } from './record/guarded.ts';
import { busyError, Hold } from './record/hold.ts';
import type { Ledger } from './record/ledger.ts';
import { type Remembering, recollect } from './record/recollect.ts';
import { both, letGo, type Remembered, remember, rememberFailure } from './record/remember.ts';
import { type Teller, tellerOf } from './record/tell.ts';

export type { Result } from './apply/result.ts';

/** Everything that a run stands on; effects come in through it and nowhere else. */
export interface Context extends Surroundings {
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly run: Run;
  /** Absent where none is deployed: then nothing keeps two runs apart, and nobody knows who is in a grace period. */
  readonly ledger?: Ledger;
  /** Where others are told what was done; absent where none is deployed. */
  readonly bus?: EventBus;
}

export interface ComesBack {
  readonly seconds: number;
  /** Which look that will be, for its cause; absent where it gives way to any other. */
  readonly attempt?: number;
}

export interface ReconcileOptions {
  /** How long to wait, in all, for what AWS is still doing; with 0, the result says when to look again. */
  readonly waitSeconds: number;
  /** When somebody comes back after such a result, for the ledger to say it; undefined where nobody does. */
  readonly comesBackAfter?: (result: Result) => ComesBack | undefined;
  /** Which actions may be done; all of them where it is absent. */
  readonly allowed?: (action: Action) => boolean;
  /** Which actions somebody else does: they are not done, and the result names those that are ready. */
  readonly handsOver?: (action: Action) => boolean;
  readonly onPlan?: (plan: Plan) => void;
  readonly onApplied?: (applied: Applied) => void;
  readonly onWait?: (waits: readonly Wait[], seconds: number) => void;
}

/**
 * Looks once and plans; changes nothing.
 * @throws JetwayError where membership could not be read
 */
export async function planFor(
  scope: Scope,
  context: Surroundings & Pick<Context, 'clock' | 'ledger'>,
): Promise<Plan> {
  const memory = await recollect(scope, context);
  const { plan } = await shownPlan(await look(scope, context, memory), context);
  return plan;
}

/**
 * Observe, decide, plan, apply, record; then read back what was changed, until nothing is left to do or time is up. Only
 * accounts whose leases this run has are changed.
 * @throws JetwayError where membership could not be read, whatever the audit log throws, and `busy` where others are at
 *   work on every account that was named
 */
export async function reconcile(scope: Scope, context: Context, options: ReconcileOptions): Promise<Result> {
  const { run, clock, configuration, bus } = context;
  const teller = tellerOf(configuration, run.mode, bus);
  const hold = new Hold(context.ledger, ownerOf(run), clock);
  try {
    if (scope.accounts !== 'organization') await takeNamed(scope.accounts, hold);
    const result = await passes(scope, context, options, { hold, teller });
    if (isTrial(context)) {
      await letGo(hold);
      return result;
    }
    const { plan, applied, probes } = result;
    const comesBack = options.comesBackAfter?.(result);
    const seen = seenOf(plan.accounts, { applied, probes, comesBack }, context);
    const ending = await remember(seen, { hold, teller, isLast: true });
    return { ...result, ...both({ transitions: [], repaired: 0, ...result }, ending) };
  } catch (error) {
    if (isTrial(context)) await letGo(hold);
    else await rememberFailure(error, lookOf(context), hold);
    throw error;
  }
}

/** Whether this one run alone changes nothing: then nothing of it is remembered, and no grace period begins with it. */
function isTrial({ run, configuration }: Context): boolean {
  return run.mode === 'observe' && configuration.mode !== 'observe';
}

async function takeNamed(accounts: readonly AccountId[], hold: Hold): Promise<void> {
  const got = await hold.take(accounts);
  const [holder] = hold.busy;
  if (got.length === 0 && holder !== undefined) throw busyError(holder);
}

async function passes(
  scope: Scope,
  context: Context,
  options: ReconcileOptions,
  { hold, teller }: { readonly hold: Hold; readonly teller: Teller | undefined },
): Promise<Result & Required<Pick<Result, 'probes'>>> {
  const { run } = context;
  const applied: Applied[] = [];
  let waitedSeconds = 0;
  let tripped = false;
  let remembered: Remembered = { transitions: [], repaired: 0 };
  let memory = await recollect(scope, context, hold);
  let seen = await look(scope, context, memory);
  let asked: readonly AccountProbe[] = [];
  for (let isWhole = true; ; ) {
    const { plan, approved, untold } = await guardedPlan(seen, memory, context);
    if (untold !== undefined) remembered = { ...remembered, untold };
    options.onPlan?.(plan);
    // Once too many would lose access, nothing is removed in this run, whatever the next look counts.
    tripped ||= plan.guard.tripped;
    const allowed = (action: Action) =>
      (options.allowed?.(action) ?? true) &&
      !(tripped && action.verb === 'remove' && !approved.has(action.account));
    const handsOver = (action: Action) =>
      run.mode === 'enforce' && action.observed !== true && (options.handsOver?.(action) ?? false);
    const own = (action: Action) => allowed(action) && !handsOver(action);
    const tried = outcomesByAction(applied);
    const ready = actionsOf(plan).filter(
      (action) => isReady(action) && own(action) && isWorthTrying(tried.get(identityOf(action)) ?? []),
    );
    const news = newsIn(plan, memory);
    // What stands in the ledger as unfinished is written anew, whether or not there is something to do.
    const unfinished = plan.accounts.filter(({ account }) => memory.unfinished.has(account));
    const got = await hold.take([...ready, ...news, ...unfinished].map(({ account }) => account));
    if (got.length > 0 || (!isWhole && ready.some(({ verb }) => verb === 'remove'))) {
      // What is changed is decided on a look after its lease was taken, and what is removed on one that is whole and
      // new, membership included.
      memory = await recollect(scope, context, hold);
      seen = await look(scope, context, memory);
      isWhole = true;
      continue;
    }
    const probes = standing(seen, asked);
    const seenNow = seenOf(news, { applied, probes }, context);
    if (!isTrial(context))
      remembered = both(remembered, await remember(seenNow, { hold, teller, isLast: false }));
    const mine = ready.filter(({ account }) => hold.has(account));
    const done = await apply(mine, applyContext(plan, hold, context, options));
    applied.push(...done);
    let end = { ...ended(plan, applied, hold.busy), ...remembered, probes };
    if (run.mode === 'observe') return end.state === 'failed' ? end : { ...end, state: 'observed' };
    const passed = passBySite(plan, done);
    let lookAgainSeconds = soonest(passed, own);
    const handedOver = actionsOf(plan).filter(
      (action) => allowed(action) && handsOver(action) && isForOthers(action),
    );
    if (handedOver.length > 0)
      return {
        ...end,
        state: end.state === 'failed' ? 'failed' : 'waiting',
        handedOver,
        lookAgainSeconds: lookAgainSeconds ?? end.lookAgainSeconds ?? settlesInSeconds(handedOver),
      };
    if (lookAgainSeconds === undefined) {
      const answers = await askProbes(seen.views, plan, probes, { ...context, hold });
      asked = answers.probes;
      end = { ...end, ...ended(withFailures(plan, asked), applied, hold.busy), probes: asked };
      lookAgainSeconds = answers.lookAgainSeconds;
    }
    if (lookAgainSeconds === undefined) return end;
    if (waitedSeconds + lookAgainSeconds > options.waitSeconds)
      return { ...end, state: end.state === 'failed' ? 'failed' : 'waiting', lookAgainSeconds };
    options.onWait?.(
      passed.flatMap((one) => waitsOf(one, own)),
      lookAgainSeconds,
    );
    await context.clock.sleep(lookAgainSeconds);
    waitedSeconds += lookAgainSeconds;
    seen = await lookAgain(seen, staleOf(passed), context);
    isWhole = false;
  }
}

/** Where probes stand: as this run has asked, else as it is remembered. */
function standing({ views }: Look, asked: readonly AccountProbe[]): readonly AccountProbe[] {
  return probesOf(views).map(
    (probe) => asked.find(({ account, site }) => account === probe.account && site === probe.site) ?? probe,
  );
}

function isReady({ waits, held }: Action): boolean {
  return waits === undefined && held === undefined;
}

/** Whether whoever does an action need not wait for this run: what else its own step waits for is his to know. */
function isForOthers({ waits, held, step }: Action): boolean {
  return held === undefined && (waits === undefined || waits.on === step);
}

/** Who is at work, as others are told: the run, and what set it off. */
function ownerOf({ id, cause: { name, actor } }: Run): string {
  return `run ${id} (${name}${actor === undefined ? '' : ` by ${actor}`})`;
}

/** The accounts of which something must be remembered before anything is done. */
function newsIn({ accounts }: Plan, memory: Remembering): readonly AccountPlan[] {
  return accounts.filter((account) => {
    const before = memory.memory(account.account);
    return isNews(account, before.state === 'read' ? before.value : undefined);
  });
}

function lookOf({ run, clock }: Context): Pick<Seen, 'at' | 'trigger' | 'run'> {
  return { at: new Date(clock.nowMs()).toISOString(), trigger: run.cause, run: run.id };
}

function seenOf(
  accounts: readonly AccountPlan[],
  {
    applied,
    probes,
    comesBack,
  }: Pick<Result, 'applied'> &
    Required<Pick<Result, 'probes'>> & { readonly comesBack?: ComesBack | undefined },
  context: Context,
): readonly Seen[] {
  return accounts.map((account) => ({
    account,
    made: applied.flatMap(({ action, outcome }) =>
      action.account === account.account && outcome.state === 'done' ? [action] : [],
    ),
    failures: applied.flatMap(({ action, outcome }) =>
      action.account === account.account && outcome.state === 'failed' ? [outcome.error] : [],
    ),
    probes: probes.filter((probe) => probe.account === account.account),
    ...(comesBack === undefined ? {} : { next: nextOf(comesBack, context) }),
    ...lookOf(context),
  }));
}

function nextOf({ seconds, ...look }: ComesBack, { clock }: Context): NonNullable<Seen['next']> {
  return { at: new Date(clock.nowMs() + seconds * 1000).toISOString(), ...look };
}

function applyContext(
  plan: Plan,
  hold: Hold,
  { ports, audit, run, clock }: Context,
  { onApplied }: ReconcileOptions,
) {
  return {
    run,
    decisions: decisionsIn(plan),
    audit,
    keep: (accounts: readonly AccountId[]) => hold.keep(accounts),
    now: () => new Date(clock.nowMs()),
    provider: ports.provider,
    consumer: ports.consumer,
    ...(onApplied === undefined ? {} : { onApplied }),
  };
}

function soonest(passed: readonly Passed[], allowed: (action: Action) => boolean): number | undefined {
  const looks = passed.flatMap((one) => nextLookSeconds(one, allowed) ?? []);
  return looks.length === 0 ? undefined : Math.min(...looks);
}

function staleOf(passed: readonly Passed[]) {
  return new Map(passed.map((one) => [viewKey(one.account, { region: one.plan.site }), staleParts(one)]));
}

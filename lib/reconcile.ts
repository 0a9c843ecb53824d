import { apply, type Run } from './apply/apply.ts';
import { look, lookAgain } from './look/look.ts';
import { type Look, type Scope, type Surroundings, viewKey } from './look/scope.ts';
import { isShared } from './look/sight.ts';
import type { Clock } from './model/clock.ts';
import type { JetwayError } from './model/errors.ts';
import type { AccountId } from './model/ids.ts';
import type { Action, Wait } from './plan/action.ts';
import { identityOf } from './plan/json.ts';
import { nextLookSeconds, type Passed, passBySite, waitsOf } from './plan/next-look.ts';
import type { Applied, Outcome } from './plan/outcome.ts';
import { actionsOf, decisionsIn, isBarred, isIncomplete, type Plan, planAll } from './plan/plan.ts';
import { siteFindings } from './plan/site-findings.ts';
import { staleParts } from './plan/stale.ts';
import type { AuditLog } from './record/audit.ts';

/** Everything that a run stands on; effects come in through it and nowhere else. */
export interface Context extends Surroundings {
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly run: Run;
}

export interface ReconcileOptions {
  /** How long to wait, in all, for what AWS is still doing; with 0, the result says when to look again. */
  readonly waitSeconds: number;
  /** Which actions may be done; all of them where it is absent. */
  readonly allowed?: (action: Action) => boolean;
  readonly onPlan?: (plan: Plan) => void;
  readonly onApplied?: (applied: Applied) => void;
  readonly onWait?: (waits: readonly Wait[], seconds: number) => void;
}

/** How a run ended, with its last plan: what that says is left to do is what the world still lacks. */
export interface Result {
  readonly state:
    | 'converged'
    /** Nothing was changed, by the mode; the plan says what would have been. */
    | 'observed'
    /** AWS, or the StackSet, is still at it: `lookAgainSeconds` says when to come back. */
    | 'waiting'
    /** Something stands in the way that only a person can clear. */
    | 'blocked'
    /** Something could not be read, or a call failed. */
    | 'failed';
  readonly plan: Plan;
  readonly applied: readonly Applied[];
  readonly errors: readonly JetwayError[];
  readonly lookAgainSeconds?: number;
}

/** How often an action that AWS put off is tried within one run. */
const triesOfOneAction = 6;

/**
 * Looks once and plans; changes nothing.
 * @throws JetwayError where membership could not be read
 */
export async function planFor(scope: Scope, surroundings: Surroundings): Promise<Plan> {
  return planOf(await look(scope, surroundings), surroundings);
}

/**
 * Observe, decide, plan, apply, record; then read back what was changed, until nothing is left to do or time is up.
 * @throws JetwayError where membership could not be read, and whatever the audit log throws
 */
export async function reconcile(scope: Scope, context: Context, options: ReconcileOptions): Promise<Result> {
  const applied: Applied[] = [];
  let waitedSeconds = 0;
  let tripped = false;
  let seen = await look(scope, context);
  for (let isWhole = true; ; ) {
    const plan = planOf(seen, context);
    options.onPlan?.(plan);
    // Once too many would lose access, nothing is removed in this run, whatever the next look counts.
    tripped ||= plan.guard.tripped;
    const allowed = (action: Action) =>
      (options.allowed?.(action) ?? true) && !(tripped && action.verb === 'remove');
    const tried = outcomesByAction(applied);
    const ready = actionsOf(plan).filter(
      (action) => isReady(action) && allowed(action) && isWorthTrying(tried.get(identityOf(action)) ?? []),
    );
    if (!isWhole && ready.some(({ verb }) => verb === 'remove')) {
      // What is removed is decided on a look that is whole and new, membership included.
      seen = await look(scope, context);
      isWhole = true;
      continue;
    }
    const done = await apply(ready, applyContext(plan, context, options));
    applied.push(...done);
    const end = ended(plan, applied);
    if (context.run.mode === 'observe') return end.state === 'failed' ? end : { ...end, state: 'observed' };
    const passed = passBySite(plan, done);
    const lookAgainSeconds = soonest(passed, allowed);
    if (lookAgainSeconds === undefined) return end;
    if (waitedSeconds + lookAgainSeconds > options.waitSeconds)
      return { ...end, state: end.state === 'failed' ? 'failed' : 'waiting', lookAgainSeconds };
    options.onWait?.(
      passed.flatMap((one) => waitsOf(one, allowed)),
      lookAgainSeconds,
    );
    await context.clock.sleep(lookAgainSeconds);
    waitedSeconds += lookAgainSeconds;
    seen = await lookAgain(seen, staleOf(passed), context);
    isWhole = false;
  }
}

function planOf({ scope, accounts, sites, views }: Look, { configuration }: Surroundings): Plan {
  const everybody = scope.accounts === 'organization';
  const connected = new Set<AccountId>(views.filter(isShared).map(({ account }) => account.id));
  const consumers = new Set<AccountId>(
    views.filter(({ profile }) => profile !== undefined).map(({ account }) => account.id),
  );
  return planAll(views, {
    configuration,
    scope: scope.accounts,
    deep: scope.deep || !everybody,
    connected: connected.size,
    looked: { accounts: accounts.length, consumers: consumers.size },
    findings: everybody
      ? sites.flatMap(({ site, provider }) => siteFindings(site, provider, configuration))
      : [],
  });
}

function isReady({ waits, held }: Action): boolean {
  return waits === undefined && held === undefined;
}

/** A call that AWS refused is not made again in the same run; one that it put off is, a few times. */
function isWorthTrying(outcomes: readonly Outcome[]): boolean {
  return outcomes.length < triesOfOneAction && outcomes.every(({ state }) => state !== 'failed');
}

/** What became of each action of a run, in the order of its tries. */
function outcomesByAction(applied: readonly Applied[]): ReadonlyMap<string, readonly Outcome[]> {
  const outcomes = new Map<string, Outcome[]>();
  for (const { action, outcome } of applied) {
    const before = outcomes.get(identityOf(action));
    if (before === undefined) outcomes.set(identityOf(action), [outcome]);
    else before.push(outcome);
  }
  return outcomes;
}

function applyContext(plan: Plan, { ports, audit, run, clock }: Context, { onApplied }: ReconcileOptions) {
  return {
    run,
    decisions: decisionsIn(plan),
    audit,
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

function ended(plan: Plan, applied: readonly Applied[]): Result {
  const errors = applied.flatMap(({ outcome }) => (outcome.state === 'failed' ? [outcome.error] : []));
  const sites = plan.accounts.flatMap((account) => account.sites);
  const awaitsRole = sites.flatMap(({ settling }) => settling).find(({ on }) => on === 'role');
  const result = { plan, applied, errors };
  if (errors.length > 0 || isIncomplete(plan)) return { ...result, state: 'failed' };
  if (awaitsRole !== undefined)
    return { ...result, state: 'waiting', lookAgainSeconds: awaitsRole.lookAgainSeconds };
  const outcomes = outcomesByAction(applied);
  if (actionsOf(plan).some((action) => outcomes.get(identityOf(action))?.at(-1)?.state === 'waiting'))
    return { ...result, state: 'waiting', lookAgainSeconds: 60 };
  const left =
    sites.some(({ actions }) => actions.length > 0) || plan.accounts.some(isBarred) || plan.guard.tripped;
  return { ...result, state: left ? 'blocked' : 'converged' };
}

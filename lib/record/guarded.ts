import { planOf } from '../look/plan-of.ts';
import type { Look, Surroundings } from '../look/scope.ts';
import type { Clock } from '../model/clock.ts';
import type { JetwayError } from '../model/errors.ts';
import type { EventBus } from '../model/event-bus.ts';
import type { AccountId } from '../model/ids.ts';
import { valueOr } from '../model/observation.ts';
import type { Guard } from '../plan/guard.ts';
import { heldBy, type Plan } from '../plan/plan.ts';
import type { Cause } from './audit.ts';
import { tellOfGuard } from './guard-event.ts';
import type { Ledger } from './ledger.ts';
import { countLosses, finished, kept, knownLosses } from './losses.ts';
import { type Remembering, readable } from './recollect.ts';
import { tellerOf } from './tell.ts';

/** A plan under the blast-radius limit, and whose losses a person has approved. */
export interface Guarded {
  readonly plan: Plan;
  readonly approved: ReadonlySet<AccountId>;
  /** Why others have not been told that removals are held back. */
  readonly untold?: JetwayError;
}

interface Guarding extends Pick<Surroundings, 'configuration' | 'unread'> {
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly ledger?: Ledger;
}

interface Telling {
  readonly run: { readonly id: string; readonly cause: Cause; readonly mode: Plan['mode'] };
  readonly bus?: EventBus;
}

const nobody: ReadonlySet<AccountId> = new Set();

/**
 * The plan of a run. One of named accounts is of few, so it is held against what other runs take from others as well, and
 * whoever it takes access from is counted before it goes on.
 * @throws JetwayError where the ledger does not say who else loses access: then nobody may be cut off
 */
export async function guardedPlan(
  look: Look,
  { memory }: Remembering,
  context: Guarding & Telling,
): Promise<Guarded> {
  const { ledger, run, clock, configuration } = context;
  const unaware = planOf(look, context);
  if (ledger === undefined || run.mode === 'observe') return { plan: unaware, approved: nobody };
  const back = kept(unaware, memory);
  for (const account of back) await ledger.dropLoss(account);
  for (const account of finished(unaware, memory)) await ledger.dropApproval(account);
  if (unaware.guard.losing === 0 && back.length === 0) return { plan: unaware, approved: nobody };
  const approved = await ledger.approvals(clock.nowMs());
  const plan = approved.size === 0 ? unaware : planOf(look, context, approved);
  if (plan.scope === 'organization') return { plan, approved };
  const counting = { ledger, nowMs: clock.nowMs() };
  if (plan.guard.losing === 0) {
    const guard = await knownLosses(plan, approved, configuration, counting);
    return { plan, approved, ...(guard.tripped ? {} : await told(guard, plan.scope, counting, context)) };
  }
  const guard = await countLosses(plan, approved, configuration, counting);
  const held = heldBy(plan, guard, { configuration, approved });
  return { plan: held, approved, ...(await told(guard, plan.scope, counting, context)) };
}

/** Others are told that removals are held back; that they are no longer is remembered. */
async function told(
  guard: Guard,
  accounts: readonly AccountId[],
  { ledger, nowMs }: { readonly ledger: Ledger; readonly nowMs: number },
  { configuration, run: { id, cause, mode }, bus }: Guarding & Telling,
): Promise<Pick<Guarded, 'untold'>> {
  const teller = tellerOf(configuration, mode, bus);
  if (teller === undefined) return {};
  const counted = { guard, scope: 'accounts', accounts, nowMs, cause, run: id } as const;
  const untold = await tellOfGuard(counted, { ledger, teller });
  return untold === undefined ? {} : { untold };
}

/** The plan as a run would find it now; counts nobody. A ledger that does not answer is one that knows nothing. */
export async function shownPlan(look: Look, context: Guarding): Promise<Guarded> {
  const { ledger, clock, configuration } = context;
  const unaware = planOf(look, context);
  if (ledger === undefined || unaware.guard.losing === 0) return { plan: unaware, approved: nobody };
  const approved = valueOr(await readable(() => ledger.approvals(clock.nowMs())), nobody);
  const plan = approved.size === 0 ? unaware : planOf(look, context, approved);
  if (plan.scope === 'organization' || plan.guard.losing === 0 || plan.mode === 'observe')
    return { plan, approved };
  const known = await readable(() =>
    knownLosses(plan, approved, configuration, { ledger, nowMs: clock.nowMs() }),
  );
  return { plan: heldBy(plan, valueOr(known, plan.guard), { configuration, approved }), approved };
}

import type { AccountView } from '../decide/account-view.ts';
import { heldByOu } from '../decide/covering-principal.ts';
import { isObserved } from '../decide/observed.ts';
import { unreadableParts } from '../decide/unreadable.ts';
import type { Finding } from '../model/finding.ts';
import type { VpcId } from '../model/ids.ts';
import { valueOr } from '../model/observation.ts';
import { order, type StepName } from '../steps/names.ts';
import type { Verb, Waiting } from '../steps/step.ts';
import { steps } from '../steps/steps.ts';
import type { Action, Wait } from './action.ts';
import { type AllProgress, explain, type Item, isComplete, type Progress, progressOf } from './progress.ts';

/** What is to be done for one account in one site, and what stands in the way. */
export interface AccountSitePlan {
  readonly actions: readonly Action[];
  /** Changes that are under way and need no call. */
  readonly settling: readonly Wait[];
  readonly findings: readonly Finding[];
  /** Whether something could not be read, so that nothing is removed and the account cannot be called converged. */
  readonly incomplete: boolean;
}

/**
 * Wanted less seen, step by step: removals backwards through the order, then additions forwards. An action that
 * cannot be done yet says what it waits for. Nothing is removed unless every part was read.
 */
export function planAccount(view: AccountView): AccountSitePlan {
  const progress = progressOf(view);
  const unread = unreadableParts(view);
  const complete =
    unread.length === 0 &&
    isComplete(progress) &&
    view.vpcs.undecided.length === 0 &&
    heldByOu(view) === undefined;
  const planning: Planning = { view, progress, settling: [], findings: [] };
  const backwards = complete ? [...progress.values()].reverse() : [];
  const removals = backwards.flatMap((seen) => planRemovals(seen, planning));
  const additions = [...progress.values()].flatMap((seen) => planAdditions(seen, planning));
  return {
    actions: [...removals, ...additions],
    settling: planning.settling,
    findings: distinct(planning.findings),
    incomplete: unread.some(({ error }) => error.code !== 'role-refused'),
  };
}

interface Planning {
  readonly view: AccountView;
  readonly progress: AllProgress;
  readonly settling: Wait[];
  readonly findings: Finding[];
}

function planRemovals<K extends StepName>(
  { step: name, items }: Progress<K>,
  planning: Planning,
): readonly Action<K>[] {
  return items.flatMap((item) => {
    if (item.wanted || !item.ours) return [];
    if (item.seen === 'leaving') return settle(planning, name, explain(name, 'remove', item));
    const hindrance = steps[name].hinders?.('remove', item.subject, planning.view);
    const arriving = item.seen === 'arriving' ? toFinish(name, explain(name, 'add', item)) : undefined;
    const waits = arriving ?? laterStep(name, item, planning) ?? waitOf(name, hindrance);
    return [action(name, 'remove', item, planning.view, waits)];
  });
}

function planAdditions<K extends StepName>(
  { step: name, state, items }: Progress<K>,
  planning: Planning,
): readonly Action<K>[] {
  const step = steps[name];
  // What was not read cannot be known to be missing; what lies out of reach cannot be added.
  if (state !== 'read') return [];
  return items.flatMap((item) => {
    if (!item.wanted) return [];
    if (item.seen === 'arriving') return settle(planning, name, explain(name, 'add', item));
    const hindrance = step.hinders?.('add', item.subject, planning.view);
    if (hindrance !== undefined && 'kind' in hindrance) {
      planning.findings.push(hindrance);
      return [];
    }
    if (item.seen === 'present' || !isToBeMended(item, planning)) return [];
    const leaving = item.seen === 'leaving' ? toFinish(name, explain(name, 'remove', item)) : undefined;
    const waits =
      leaving ??
      waitOf(name, hindrance) ??
      earlierStep(step.needs(item.subject), item.vpc, planning) ??
      revived(name, planning);
    return [action(name, 'add', item, planning.view, waits)];
  });
}

/** In a grace period, what breaks is mended where the names resolve, and nothing else is connected any more. */
function isToBeMended({ vpc }: Pick<Item<StepName>, 'vpc'>, { view, progress }: Planning): boolean {
  if (view.grace === undefined || vpc === undefined) return true;
  const names = progress.get('profile-association')?.items ?? [];
  return names.some((one) => one.vpc === vpc && (one.seen === 'present' || one.seen === 'arriving'));
}

function settle(planning: Planning, step: StepName, does: string): [] {
  planning.settling.push(toFinish(step, does));
  return [];
}

function toFinish(step: StepName, does: string): Wait {
  return { on: step, for: `${does} to finish`, lookAgainSeconds: steps[step].settlesInSeconds };
}

function waitOf(on: StepName, hindrance: Finding | Waiting | undefined): Wait | undefined {
  return hindrance !== undefined && 'for' in hindrance ? { on, ...hindrance } : undefined;
}

/**
 * What an addition would bring to life too early: the subjects of a step that it cuts, left from before, whose own
 * needs are not there yet or that have to go.
 */
function revived(name: StepName, planning: Planning): Wait | undefined {
  for (const cut of steps[name].cuts ?? []) {
    for (const item of planning.progress.get(cut)?.items ?? []) {
      if (item.seen === 'absent') continue;
      if (!item.wanted)
        return { on: cut, for: explain(cut, 'remove', item), lookAgainSeconds: steps[cut].settlesInSeconds };
      const needs = needsOf(cut, item).filter((need) => need !== name);
      const missing = earlierStep(needs, item.vpc, planning);
      if (missing !== undefined) return missing;
    }
  }
  return undefined;
}

function needsOf<K extends StepName>(name: K, { subject }: Item<K>): readonly StepName[] {
  return steps[name].needs(subject);
}

/** What an addition still needs: the slowest of it says when to look again. */
function earlierStep(needs: readonly string[], vpc: VpcId | undefined, planning: Planning): Wait | undefined {
  let slowest: Wait | undefined;
  for (const name of order) {
    if (!needs.includes(name)) continue;
    const missing = firstMissing(name, vpc, planning);
    if (missing !== undefined && missing.lookAgainSeconds > (slowest?.lookAgainSeconds ?? 0))
      slowest = missing;
  }
  return slowest;
}

function firstMissing(name: StepName, vpc: VpcId | undefined, { progress: all }: Planning): Wait | undefined {
  const { state, items } = all.get(name) ?? { state: 'not-looked', items: [] };
  if (state !== 'read')
    return { on: name, for: `the account's ${name} to be readable`, lookAgainSeconds: 60 };
  const missing = items.find((item) => item.wanted && concerns(item.vpc, vpc) && item.seen !== 'present');
  return (
    missing && {
      on: name,
      for: explain(name, 'add', missing),
      lookAgainSeconds: steps[name].settlesInSeconds,
    }
  );
}

/**
 * What a removal must outlast: whatever comes later in the order and has to go for the same VPC or the account.
 * What Jetway may not remove stands in the way as well, unless this very removal takes its effect away.
 */
function laterStep<K extends StepName>(name: K, { vpc }: Item<K>, planning: Planning): Wait | undefined {
  const cuts = steps[name].cuts ?? [];
  // The farthest is done first, so it is the one to look at again.
  for (const later of order.slice(order.indexOf(name) + 1).reverse()) {
    if (steps[later].holdsNothing) continue;
    const items = planning.progress.get(later)?.items ?? [];
    const mayStay = cuts.includes(later) || !isHarmfulWithoutPath(later);
    const remaining = items.find(
      (item) => !item.wanted && concerns(item.vpc, vpc) && (item.ours || !mayStay),
    );
    if (remaining !== undefined)
      return {
        on: later,
        for: explain(later, 'remove', remaining),
        lookAgainSeconds: steps[later].settlesInSeconds,
      };
  }
  return undefined;
}

/** Only a name that resolves makes a missing path harmful; other things of other people's bar nothing. */
function isHarmfulWithoutPath(name: StepName): boolean {
  return name === 'profile-association';
}

function concerns(a: VpcId | undefined, b: VpcId | undefined): boolean {
  return a === undefined || b === undefined || a === b;
}

function action<K extends StepName>(
  step: K,
  verb: Verb,
  item: Item<K>,
  view: AccountView,
  waits: Wait | undefined,
): Action<K> {
  return {
    step,
    verb,
    account: view.account.id,
    site: view.site.region,
    key: item.key,
    subject: item.subject,
    does: explain(step, verb, item),
    reason: reasonFor(verb, view, item.vpc),
    ...(isObserved(view) ? { observed: true } : {}),
    ...(waits === undefined ? {} : { waits }),
  };
}

function reasonFor(verb: Verb, view: AccountView, vpc: VpcId | undefined): string {
  const { profile, decisions, vpcs, provider } = view;
  if (profile === undefined)
    return `it is a consumer of no profile: ${decisions.map(({ profile: name, reason }) => `${name}: ${reason}`).join('; ')}`;
  const decision = decisions.find((one) => one.profile === profile.name);
  const member =
    view.grace === undefined
      ? `it is a consumer of ${profile.name}: ${decision?.reason}`
      : `it is in its grace period as a consumer of ${profile.name}`;
  if (verb === 'add') return member;
  if (vpc === undefined) return `it is a consumer of ${profile.name}, and that is shared otherwise`;
  const refused = vpcs.findings.find(({ resource }) => resource === vpc);
  if (refused !== undefined) return refused.what;
  if (vpcs.connected.some(({ id }) => id === vpc)) return `${vpc} is connected without it`;
  const attached = valueOr(provider.attachments, []).some((one) => one.vpc === vpc);
  return attached ? `${vpc} is not to be attached any more` : `${vpc} is not attached to the transit gateway`;
}

function distinct(findings: readonly Finding[]): readonly Finding[] {
  return [...new Map(findings.map((one) => [`${one.kind} ${one.resource} ${one.what}`, one])).values()];
}

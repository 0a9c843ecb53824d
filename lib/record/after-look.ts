import type { Decision } from '../decide/membership.ts';
import type { AccountProbe } from '../decide/probe.ts';
import type { JetwayError } from '../model/errors.ts';
import type { GracePeriod } from '../model/grace-period.ts';
import type { ProfileName } from '../model/ids.ts';
import type { Action } from '../plan/action.ts';
import { type AccountPlan, isBarred } from '../plan/plan.ts';
import type { Cause } from './audit.ts';
import { conditionsAfter, type Told } from './conditions.ts';
import { eventAtOf, secondsFromEvent } from './event-time.ts';
import type { LedgerEntry, Transition } from './ledger-entry.ts';
import type { Phase } from './phase.ts';

/** One look at an account, and what came of it. */
export interface Seen {
  readonly account: AccountPlan;
  /** What was changed. */
  readonly made: readonly Action[];
  /** What failed of what was tried. */
  readonly failures: readonly JetwayError[];
  /** Where its probes stand, in the sites where one is to answer. */
  readonly probes: readonly AccountProbe[];
  /** UTC, as in ISO 8601. */
  readonly at: string;
  /** When a message will bring the next look, and which it will be where it counts for others; absent where none does. */
  readonly next?: { readonly at: string; readonly attempt?: number };
  readonly trigger: Cause;
  readonly run: string;
}

export interface Written {
  readonly entry: LedgerEntry;
  /** Present where the account stands elsewhere than before, or a decision has changed. */
  readonly transition?: Transition;
}

/**
 * What is to be remembered after a look, given what was before it.
 * @returns nothing of an account that is none of Jetway's and never was
 */
export function afterLook(before: LedgerEntry | undefined, seen: Seen): Written | undefined {
  const { account, failures, at, next, trigger, run } = seen;
  const told = toldOf(seen);
  if (before === undefined && !isOurs(told)) return undefined;
  const phase = phaseOf(told, before?.phase);
  const decisions = told.decisions.map((decision) => ({
    ...decision,
    since: sinceOf(decision, before) ?? at,
  }));
  const graceEndsAt = endOfGrace(
    account,
    (profile) => decisions.find((one) => one.profile === profile)?.since ?? at,
  );
  const eventAt = eventAtOf(phase, before, seen);
  const nextLookAt = [next?.at, graceEndsAt].flatMap((time) => time ?? []).sort()[0];
  const entry: LedgerEntry = {
    version: 1,
    account: account.account,
    ...(account.name === undefined ? {} : { name: account.name }),
    phase,
    since: before?.phase === phase ? before.since : at,
    decisions,
    ...(graceEndsAt === undefined ? {} : { graceEndsAt }),
    conditions: [...conditionsAfter(before?.conditions ?? [], told, at)],
    ...reportsOf(seen, before),
    plan: countsOf(account),
    ...errorOf(failures, at),
    ...(eventAt === undefined ? {} : { eventAt }),
    lookedAt: at,
    ...(nextLookAt === undefined ? {} : { nextLookAt }),
    ...(next?.attempt === undefined ? {} : { promised: { at: next.at, attempt: next.attempt } }),
    trigger,
    run,
  };
  const changed = told.decisions.some((decision) => sinceOf(decision, before) === undefined);
  if (before?.phase === phase && !changed) return { entry };
  const reason = reasonOf(phase, told);
  const took = secondsFromEvent(phase, before, at);
  return {
    entry,
    transition: {
      version: 1,
      account: account.account,
      at,
      ...(before === undefined ? {} : { from: before.phase }),
      to: phase,
      reason,
      ...(took === undefined ? {} : { secondsFromEvent: took }),
      trigger,
      run,
    },
  };
}

/** What is to be remembered after a look that failed before it could tell anything. */
export function afterFailure(
  before: LedgerEntry,
  { failure, at, trigger, run }: Pick<Seen, 'at' | 'trigger' | 'run'> & { readonly failure: JetwayError },
): LedgerEntry {
  const { nextLookAt: _, promised: __, ...known } = before; // they told of no look after this one
  return { ...known, ...errorOf([failure], at), lookedAt: at, trigger, run };
}

/**
 * When the first of an account's grace periods ends.
 * @param beginsAt when one begins that was not remembered before, by its profile
 */
export function endOfGrace(
  { sites }: Pick<AccountPlan, 'sites'>,
  beginsAt: (profile: ProfileName) => string,
): string | undefined {
  return sites.flatMap(({ grace }) => (grace === undefined ? [] : endOf(grace, beginsAt))).sort()[0];
}

function endOf(grace: GracePeriod, beginsAt: (profile: ProfileName) => string): readonly string[] {
  switch (grace.state) {
    case 'running':
      return [grace.until];
    case 'begins':
      return [new Date(Date.parse(beginsAt(grace.profile)) + grace.hours * 3_600_000).toISOString()];
    case 'unknown':
      return [];
  }
}

/**
 * Whether something of a plan must be remembered before anything is done: that an account has become a consumer or is
 * none any more. Grace periods begin and are cancelled by it.
 */
export function isNews({ sites }: AccountPlan, before: LedgerEntry | undefined): boolean {
  return sites.some(({ grace, decisions }) =>
    decisions.some(({ profile, member }) => {
      const last = before?.decisions.find((one) => one.profile === profile);
      return last === undefined ? grace?.profile === profile : last.member !== member;
    }),
  );
}

function toldOf({ account, failures, probes }: Pick<Seen, 'account' | 'failures' | 'probes'>): Told {
  const { sites, findings } = account;
  const byProfile = new Map<string, Decision>(
    sites.flatMap(({ decisions }) => decisions.map((one) => [one.profile, one] as const)),
  );
  const actions = sites.flatMap((site) => site.actions);
  return {
    decisions: [...byProfile.values()],
    inGrace: sites.some(({ grace }) => grace !== undefined),
    actions,
    waits: [...sites.flatMap(({ settling }) => settling), ...actions.flatMap(({ waits }) => waits ?? [])],
    incomplete: sites.some(({ incomplete }) => incomplete),
    barring: isBarred(account) ? findings.filter((one) => isBarred({ ...account, findings: [one] })) : [],
    findings,
    failures,
    probes,
  };
}

function isOurs({ decisions, inGrace, actions, waits, findings }: Told): boolean {
  return (
    inGrace || actions.length + waits.length + findings.length > 0 || decisions.some(({ member }) => member)
  );
}

function phaseOf(told: Told, before: Phase | undefined): Phase {
  const { decisions, inGrace, actions, waits, incomplete, barring, probes } = told;
  if (inGrace) return 'grace';
  if (barring.length > 0 || actions.some(({ held }) => held === true)) return 'blocked';
  const isDone = actions.length === 0 && waits.length === 0 && !incomplete;
  if (!decisions.some(({ member }) => member)) return isDone ? 'disconnected' : 'offboarding';
  const answered = probes.every(({ state }) => state === 'answered');
  return (isDone && answered) || before === 'connected' ? 'connected' : 'onboarding';
}

/**
 * What the probes said last: in this run, or as it was remembered before. Where nothing is asked any more, that tells
 * until the probe has left that there is one.
 */
function reportsOf(
  { account, probes }: Pick<Seen, 'account' | 'probes'>,
  before: LedgerEntry | undefined,
): Pick<LedgerEntry, 'probes'> {
  const reports = account.sites.flatMap(({ site, grace, actions }) => {
    const probe = probes.find((one) => one.site === site);
    const stays = probe !== undefined || grace !== undefined || actions.some(({ step }) => step === 'probe');
    return probe?.report ?? (stays ? (before?.probes?.find((one) => one.site === site) ?? []) : []);
  });
  return reports.length === 0 ? {} : { probes: reports };
}

function sinceOf({ profile, member }: Decision, before: LedgerEntry | undefined): string | undefined {
  return before?.decisions.find((one) => one.profile === profile && one.member === member)?.since;
}

function countsOf({ sites, findings }: AccountPlan): LedgerEntry['plan'] {
  const actions = sites.flatMap((site) => site.actions);
  return {
    add: actions.filter(({ verb }) => verb === 'add').length,
    remove: actions.filter(({ verb }) => verb === 'remove').length,
    waiting: actions.filter(({ waits }) => waits !== undefined).length,
    held: actions.filter(({ held }) => held === true).length,
    settling: sites.flatMap(({ settling }) => settling).length,
    findings: findings.length,
  };
}

function errorOf(failures: readonly JetwayError[], at: string): Pick<LedgerEntry, 'error'> {
  const last = failures.at(-1);
  if (last === undefined) return {};
  const { code, message, problem } = last;
  return { error: { code, message, ...(problem.aws === undefined ? {} : { aws: problem.aws }), at } };
}

/** A move between phases is explained by what decided it, and being blocked by what stands in the way. */
function reasonOf(phase: Phase, { decisions, barring }: Told): string {
  const [obstacle] = barring;
  if (phase === 'blocked' && obstacle !== undefined) return `${obstacle.resource}: ${obstacle.what}`;
  const members = decisions.filter(({ member }) => member);
  return (members.length > 0 ? members : decisions)
    .map(({ profile, reason }) => `${profile}: ${reason}`)
    .join('; ');
}

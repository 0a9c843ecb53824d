import type { FindingKind } from '../model/finding.ts';
import type { AccountPlan } from '../plan/plan.ts';
import { isNews } from './after-look.ts';
import type { Memory } from './ledger.ts';
import type { Phase } from './phase.ts';

/** Why an account that was seen from outside is worth a look of its own. */
export type Reason =
  /** It is not as it should be. */
  | 'differs'
  /** It has become a consumer, or is none any more, and nobody has written that down. */
  | 'news'
  /** Its grace period ends before the next sweep. */
  | 'grace'
  /** A look from inside may show that what was found is no more, or that it is Jetway's. */
  | 'finding'
  /** The last look has left something to do. */
  | 'unfinished'
  /** It is its turn to be looked at from inside. */
  | 'turn';

/** Sweeps are an hour apart. */
const sweepMs = 3_600_000;

/**
 * Why an account is worth a look, whether or not it is its turn.
 * @param differs whether what was seen of it is not as it should be, in any site
 * @returns undefined where nothing says so
 */
export function reasonToLook(
  plan: AccountPlan,
  differs: boolean,
  memory: Memory,
  nowMs: number,
): Exclude<Reason, 'turn'> | undefined {
  const { sites, findings } = plan;
  if (differs || sites.some(({ actions, incomplete }) => incomplete || actions.length > 0)) return 'differs';
  if (memory.state === 'read' && isNews(plan, memory.value)) return 'news';
  if (sites.some(({ grace }) => grace !== undefined && endsBy(grace, nowMs + sweepMs))) return 'grace';
  if (findings.some(({ kind }) => lookMayClear[kind])) return 'finding';
  return isUnfinished(memory) ? 'unfinished' : undefined;
}

/** Whether what is remembered of an account says by itself that somebody has to come back. */
export function isUnfinished(memory: Memory): boolean {
  if (memory.state !== 'read' || memory.value === undefined) return false;
  const { phase, error, untold } = memory.value;
  return error !== undefined || untold !== undefined || unfinished[phase];
}

/** What blocks may only show from inside, so nobody sees from outside that it is gone. */
const unfinished: Readonly<Record<Phase, boolean>> = {
  onboarding: true,
  offboarding: true,
  blocked: true,
  connected: false,
  grace: false,
  disconnected: false,
};

/** Where it is unknown since when, only a look can tell. */
function endsBy(grace: NonNullable<AccountPlan['sites'][number]['grace']>, ms: number): boolean {
  switch (grace.state) {
    case 'begins':
    case 'unknown':
      return true;
    case 'running':
      return Date.parse(grace.until) <= ms;
  }
}

/** The others are seen from outside as long as they last, and what follows when they end is a difference. */
const lookMayClear: Readonly<Record<FindingKind, boolean>> = {
  'other-profile': true,
  'second-profile': false,
  'cidr-overlap': false,
  'outside-address-space': false,
  'other-route': true,
  'dns-off': true,
  'attachment-of-no-consumer': true,
  quota: true,
  'own-endpoint': false,
  'no-subnet': true,
  'invitation-refused': true,
  'role-refused': true,
  'left-behind': true,
  'held-by-ou': true,
  'probe-failed': true,
  unreadable: true,
  'stray-principal': false,
  'blast-radius': false,
};

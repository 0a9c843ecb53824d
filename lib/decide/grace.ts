import type { ProfileName } from '../model/ids.ts';
import type { Observation } from '../model/observation.ts';
import type { Decision } from './membership.ts';
import type { SiteProfile } from './sighting.ts';

/** A decision as it is remembered, and since when it has been so. */
export interface Remembered extends Pick<Decision, 'profile' | 'member'> {
  readonly sinceMs: number;
}

/** Why an account that is no consumer may keep what it has. */
export type Grace =
  | { readonly state: 'begins'; readonly profile: ProfileName }
  | {
      readonly state: 'running';
      readonly profile: ProfileName;
      readonly sinceMs: number;
      readonly untilMs: number;
    }
  | { readonly state: 'unknown'; readonly profile: ProfileName; readonly why: string };

interface Leaving {
  /** One for each profile of the site, as it was decided now. */
  readonly decisions: readonly Decision[];
  /** The profile whose share names the account itself: what it has to lose. Absent where it has nothing. */
  readonly has: SiteProfile | undefined;
  readonly gracePeriodHours: number;
}

/**
 * Whether a grace period keeps what an account has, though it is a consumer of nothing in the site. An account that
 * is not active, or not of the organization any more, has none: nobody works in it. Nor has one that AWS itself cut off
 * with its OU.
 * @param remembered what was decided when the account was last looked at; not looked at where there is no ledger
 * @returns undefined where nothing is kept
 */
export function decideGrace(
  { decisions, has, gracePeriodHours }: Leaving,
  remembered: Observation<readonly Remembered[]>,
  nowMs: number,
): Grace | undefined {
  if (gracePeriodHours === 0 || has === undefined) return undefined;
  if (decisions.some(({ member, rule }) => member || rule === 'state')) return undefined;
  const profile = has.name;
  switch (remembered.state) {
    case 'unreadable':
      return { state: 'unknown', profile, why: remembered.error.problem.what };
    case 'not-looked':
    case 'out-of-reach':
      return { state: 'unknown', profile, why: 'there is no ledger that would remember since when' };
    case 'read': {
      const last = remembered.value.find((one) => one.profile === profile);
      if (last === undefined || last.member) return { state: 'begins', profile };
      const untilMs = last.sinceMs + gracePeriodHours * 3_600_000;
      return nowMs < untilMs ? { state: 'running', profile, sinceMs: last.sinceMs, untilMs } : undefined;
    }
  }
}

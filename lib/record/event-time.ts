import { clocksDifferMs } from '../model/clock.ts';
import type { Cause } from './audit.ts';
import type { LedgerEntry } from './ledger-entry.ts';
import type { Phase } from './phase.ts';

/** No queue keeps a message longer, so an event that says it is older is wrong. */
const longestMs = 14 * 86_400_000;

/**
 * When the first event happened that set an account on its way to being connected. It is known while the account is
 * onboarding and no longer: where a person has to clear something first, nobody measures how long that took.
 * @param at when the account was looked at
 */
export function eventAtOf(
  phase: Phase,
  before: LedgerEntry | undefined,
  { trigger, at }: { readonly trigger: Cause; readonly at: string },
): string | undefined {
  if (phase !== 'onboarding') return undefined;
  return (before?.phase === 'onboarding' ? before.eventAt : undefined) ?? credible(trigger, at);
}

/** How long an account was on its way, where it has just been connected and somebody knows since when. */
export function secondsFromEvent(
  phase: Phase,
  before: LedgerEntry | undefined,
  at: string,
): number | undefined {
  if (phase !== 'connected' || before?.eventAt === undefined) return undefined;
  return Math.max(0, (Date.parse(at) - Date.parse(before.eventAt)) / 1000);
}

/** An event's own time, where it can be so: Jetway's own triggers are no events, and a clock may be a little ahead. */
function credible({ source, time }: Cause, at: string): string | undefined {
  if (source === 'jetway' || time === undefined) return undefined;
  const ageMs = Date.parse(at) - Date.parse(time);
  if (Number.isNaN(ageMs) || ageMs > longestMs || ageMs < -clocksDifferMs) return undefined;
  return ageMs < 0 ? at : time;
}

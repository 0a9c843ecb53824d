import type { JetwayError } from '../model/errors.ts';
import type { AccountId } from '../model/ids.ts';
import type { HoldScope, StoredHold } from '../model/ledger-store.ts';
import type { Guard } from '../plan/guard.ts';
import type { Cause } from './audit.ts';
import { type DomainEvent, idOf } from './domain-event.ts';
import { failureOf } from './failure-of.ts';
import type { Ledger } from './ledger.ts';
import { type Teller, tell } from './tell.ts';

/** A count of losses, and of whom. */
export interface Counted {
  readonly guard: Guard;
  readonly scope: HoldScope;
  /** Those of whom something would be removed. */
  readonly accounts: readonly AccountId[];
  readonly nowMs: number;
  readonly cause: Cause;
  readonly run: string;
}

const dayMs = 86_400_000;

/** More accounts than this are not named. */
const mostAccounts = 100;

/**
 * Tells others once that removals are held back, whatever many looks find it so, and once more each day that it lasts.
 * @returns why they were not told, or not told that it is over; the next count tells them
 */
export async function tellOfGuard(
  counted: Counted,
  { ledger, teller }: { readonly ledger: Ledger; readonly teller: Teller },
): Promise<JetwayError | undefined> {
  const { guard, scope, nowMs } = counted;
  return failureOf(async () => {
    const holds = await ledger.holds();
    const lasting = holds.find((one) => one.scope === scope && one.untilMs > nowMs);
    if (!guard.tripped) {
      if (lasting !== undefined) await ledger.keepHold({ ...lasting, untilMs: nowMs });
      return;
    }
    const hold = lasting ?? (await ledger.beginHold(scope, nowMs, nowMs + dayMs));
    if (hold.told) return;
    const untold = await tell([guardTripped(counted, hold, teller)], teller);
    if (untold !== undefined) throw untold;
    await ledger.keepHold({ ...hold, told: true });
  });
}

function guardTripped(
  { guard, scope, accounts, nowMs, cause, run }: Counted,
  { since }: StoredHold,
  { installation }: Teller,
): DomainEvent {
  const type = 'jetway.guard.tripped';
  const { losing, consumers, limit } = guard;
  return {
    type,
    version: 1,
    id: idOf(installation, type, scope, since),
    installation,
    at: new Date(nowMs).toISOString(),
    cause,
    run,
    scope,
    since,
    losing,
    consumers,
    limit,
    accounts: accounts.slice(0, mostAccounts),
  };
}

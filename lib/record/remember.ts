import { JetwayError } from '../model/errors.ts';
import type { AccountId } from '../model/ids.ts';
import { accountEvents, repairedOf } from './account-events.ts';
import { afterFailure, afterLook, type Seen, type Written } from './after-look.ts';
import type { AccountEvent } from './domain-event.ts';
import { failureOf } from './failure-of.ts';
import type { Hold } from './hold.ts';
import type { LedgerEntry, Transition } from './ledger-entry.ts';
import { lastOfEach, type Teller, tell } from './tell.ts';

/** What came of writing down a look. */
export interface Remembered {
  /** Those that were written. */
  readonly transitions: readonly Transition[];
  /** How many calls mended what no event had told of. */
  readonly repaired: number;
  /** What kept the last of the others from being written. */
  readonly unrecorded?: JetwayError;
  /** Why others have not been told of all; the ledger has it, and the next look tells them. */
  readonly untold?: JetwayError;
}

interface Remembering {
  readonly hold: Hold;
  /** Absent where nobody is told: in observe mode nothing happens. */
  readonly teller: Teller | undefined;
  /** Whether the accounts are given back to whoever comes next; otherwise they are worked on further. */
  readonly isLast: boolean;
}

/**
 * Tells others of what was seen of accounts that are held, and writes it down: in this order, so that what a killed run
 * has not told is told by the next one.
 * @returns also what could not be written or told: it stops nothing but work on an account whose lease has passed to
 *   somebody else
 * @throws JetwayError `busy` for that
 */
export async function remember(seen: readonly Seen[], remembering: Remembering): Promise<Remembered> {
  let remembered: Remembered = { transitions: [], repaired: 0 };
  for (const one of seen)
    if (remembering.hold.memory(one.account.account) !== undefined)
      remembered = both(remembered, await rememberOne(one, remembering));
  return remembered;
}

/** What was written down earlier in a run, and later. */
export function both(earlier: Remembered, later: Remembered): Remembered {
  return {
    ...earlier,
    ...later,
    transitions: [...earlier.transitions, ...later.transitions],
    repaired: earlier.repaired + later.repaired,
  };
}

async function rememberOne(whole: Seen, { hold, teller, isLast }: Remembering): Promise<Remembered> {
  const { account } = whole.account;
  const seen = isLast ? whole : { ...whole, made: [] }; // what it has changed is told at its end
  const before = rememberedOf(hold, account);
  const written = afterLook(before, seen);
  const { untold, entry } = await told(seen, before, written, teller);
  const unrecorded = await failureOf(async () => {
    if (isLast) await hold.giveBack(account, entry, written?.transition);
    else if (entry !== undefined) await hold.write(entry, written?.transition);
  });
  if (unrecorded?.code === 'busy' && !isLast) throw unrecorded;
  const isWritten = unrecorded === undefined && written?.transition !== undefined;
  return {
    transitions: isWritten ? [written.transition] : [],
    repaired: repairedOf(seen, before).length,
    ...(unrecorded === undefined ? {} : { unrecorded }),
    ...(untold === undefined ? {} : { untold }),
  };
}

/** Tells others, and puts into the entry what they have still to be told. */
async function told(
  seen: Seen,
  before: LedgerEntry | undefined,
  written: Written | undefined,
  teller: Teller | undefined,
): Promise<{ readonly untold?: JetwayError; readonly entry?: LedgerEntry }> {
  if (written === undefined) return {};
  const { entry, transition } = written;
  const late = before?.untold ?? [];
  if (teller === undefined) return { entry: withUntold(entry, late) };
  const events = [...late, ...accountEvents(seen, before, transition, teller.installation)];
  const untold = await tell(events, teller);
  return untold === undefined ? { entry } : { untold, entry: withUntold(entry, lastOfEach(events)) };
}

function withUntold(entry: LedgerEntry, untold: readonly AccountEvent[]): LedgerEntry {
  return untold.length === 0 ? entry : { ...entry, untold: [...untold] };
}

/** Gives back whatever is held after a run that failed, each account with the failure beside what was known of it. */
export async function rememberFailure(
  error: unknown,
  look: Pick<Seen, 'at' | 'trigger' | 'run'>,
  hold: Hold,
): Promise<void> {
  for (const account of hold.accounts) {
    const before = rememberedOf(hold, account);
    const entry =
      error instanceof JetwayError && before !== undefined
        ? afterFailure(before, { ...look, failure: error })
        : undefined;
    // Why the run failed matters more than this, and a lease that is not given back ends by itself.
    await failureOf(() => hold.giveBack(account, entry));
  }
}

/** Gives back whatever is held, with what was remembered before. */
export async function letGo(hold: Hold): Promise<void> {
  for (const account of hold.accounts) await failureOf(() => hold.giveBack(account)); // a lease ends by itself
}

function rememberedOf(hold: Hold, account: AccountId): LedgerEntry | undefined {
  const memory = hold.memory(account);
  return memory?.state === 'read' ? memory.value : undefined;
}

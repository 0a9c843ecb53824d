import { JetwayError } from '../model/errors.ts';
import { afterFailure, afterLook, type Seen } from './after-look.ts';
import type { Hold } from './hold.ts';
import type { LedgerEntry, Transition } from './ledger-entry.ts';

/** What came of writing down a look. */
export interface Remembered {
  /** Those that were written. */
  readonly transitions: readonly Transition[];
  /** What kept the last of the others from being written. */
  readonly unrecorded?: JetwayError;
}

/**
 * Writes down what was seen of accounts that are held.
 * @param then whether they are worked on further, or given back to whoever comes next
 * @returns also what could not be written: it is told, and stops nothing but work on an account whose lease has passed
 *   to somebody else
 * @throws JetwayError `busy` for that
 */
export async function remember(
  seen: readonly Seen[],
  hold: Hold,
  then: 'go-on' | 'give-back',
): Promise<Remembered> {
  const transitions: Transition[] = [];
  let unrecorded: JetwayError | undefined;
  for (const one of seen) {
    const { account } = one.account;
    const written = afterLook(rememberedOf(hold, one), one);
    const isHeld = hold.memory(account) !== undefined;
    const failure = await failureOf(async () => {
      if (then === 'give-back') await hold.giveBack(account, written?.entry, written?.transition);
      else if (written !== undefined) await hold.write(written.entry, written.transition);
    });
    if (failure?.code === 'busy' && then === 'go-on') throw failure;
    unrecorded = failure ?? unrecorded;
    if (isHeld && failure === undefined && written?.transition !== undefined)
      transitions.push(written.transition);
  }
  return { transitions, ...(unrecorded === undefined ? {} : { unrecorded }) };
}

/** Gives back whatever is held after a run that failed, each account with the failure beside what was known of it. */
export async function rememberFailure(
  error: unknown,
  look: Pick<Seen, 'at' | 'trigger' | 'run'>,
  hold: Hold,
): Promise<void> {
  for (const account of hold.accounts) {
    const memory = hold.memory(account);
    const before = memory?.state === 'read' ? memory.value : undefined;
    const entry =
      error instanceof JetwayError && before !== undefined
        ? afterFailure(before, { ...look, failure: error })
        : undefined;
    // Why the run failed matters more than this, and a lease that is not given back ends by itself.
    await failureOf(() => hold.giveBack(account, entry));
  }
}

function rememberedOf(hold: Hold, { account }: Seen): LedgerEntry | undefined {
  const memory = hold.memory(account.account);
  return memory?.state === 'read' ? memory.value : undefined;
}

async function failureOf(work: () => Promise<void>): Promise<JetwayError | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof JetwayError) return error;
    throw error;
  }
}

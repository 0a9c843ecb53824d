import { JetwayError } from '../model/errors.ts';
import { afterFailure, afterLook, type Seen } from './after-look.ts';
import type { Hold } from './hold.ts';
import type { LedgerEntry } from './ledger-entry.ts';

/**
 * Writes down what was seen of accounts that are held.
 * @param then whether they are worked on further, or given back to whoever comes next
 * @returns what kept the last of them from being written: it is told, and stops nothing but work on an account whose
 *   lease has passed to somebody else
 * @throws JetwayError `busy` for that
 */
export async function remember(
  seen: readonly Seen[],
  hold: Hold,
  then: 'go-on' | 'give-back',
): Promise<JetwayError | undefined> {
  let failure: JetwayError | undefined;
  for (const one of seen) {
    const { account } = one.account;
    const written = afterLook(rememberedOf(hold, one), one);
    failure =
      (await failureOf(async () => {
        if (then === 'give-back') await hold.giveBack(account, written?.entry, written?.transition);
        else if (written !== undefined) await hold.write(written.entry, written.transition);
      })) ?? failure;
    if (failure?.code === 'busy' && then === 'go-on') throw failure;
  }
  return failure;
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

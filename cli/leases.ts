import { JetwayError } from '../lib/model/errors.ts';
import type { Lease } from '../lib/model/ledger-store.ts';
import type { Ledger } from '../lib/record/ledger.ts';

/** The leases that a command has, so that Ctrl-C gives them back, whatever the run is waiting for. */
export class Leases {
  readonly #held = new Map<string, { readonly ledger: Ledger; readonly lease: Lease }>();

  /** The same ledger, whose leases are kept track of. */
  of(ledger: Ledger): Ledger {
    return {
      ...ledger,
      take: async (account, claim) => {
        const taken = await ledger.take(account, claim);
        if (taken.state === 'taken') this.#held.set(account, { ledger, lease: taken.lease });
        return taken;
      },
      keep: async (lease, untilMs) => {
        const kept = await ledger.keep(lease, untilMs);
        this.#held.set(lease.account, { ledger, lease: kept });
        return kept;
      },
      giveBack: async (lease, entry, nowMs) => {
        this.#held.delete(lease.account);
        await ledger.giveBack(lease, entry, nowMs);
      },
    };
  }

  /** Only once nothing more is called: what is remembered stays as it is. */
  async giveBack(nowMs: number): Promise<void> {
    for (const { ledger, lease } of this.#held.values()) {
      try {
        await ledger.giveBack(lease, undefined, nowMs);
      } catch (error) {
        // It ends by itself; why the command ends matters more.
        if (!(error instanceof JetwayError)) throw error;
      }
    }
    this.#held.clear();
  }
}

import { type Clock, clocksDifferMs } from '../model/clock.ts';
import { JetwayError } from '../model/errors.ts';
import type { AccountId } from '../model/ids.ts';
import type { Holder, Lease } from '../model/ledger-store.ts';
import { read } from '../model/observation.ts';
import type { Ledger, Memory } from './ledger.ts';
import type { LedgerEntry, Transition } from './ledger-entry.ts';

/** A call is begun with half of it left, which is more than three tries of a call take. */
const leaseMs = 5 * 60_000;

/**
 * The accounts that one run may work on, because it has their leases. Without a ledger it may work on any: then
 * nothing keeps two runs apart.
 */
export class Hold {
  readonly #ledger: Ledger | undefined;
  readonly #owner: string;
  readonly #clock: Pick<Clock, 'nowMs'>;
  readonly #held = new Map<AccountId, { lease: Lease; memory: Memory }>();
  readonly #busy = new Map<AccountId, Holder>();

  /** @param owner what others are told who is at work; no other run has the same */
  constructor(ledger: Ledger | undefined, owner: string, clock: Pick<Clock, 'nowMs'>) {
    this.#ledger = ledger;
    this.#owner = owner;
    this.#clock = clock;
  }

  has(account: AccountId): boolean {
    return this.#ledger === undefined || this.#held.has(account);
  }

  get accounts(): readonly AccountId[] {
    return [...this.#held.keys()];
  }

  /** Who has the leases that this run asked for and did not get. */
  get busy(): readonly Holder[] {
    return [...this.#busy.values()];
  }

  /** What is remembered of an account that is held. */
  memory(account: AccountId): Memory | undefined {
    return this.#held.get(account)?.memory;
  }

  /**
   * Takes what is not held yet.
   * @returns the accounts that it got; what was seen of them before is not to be relied on
   * @throws JetwayError where the ledger does not answer: without a lease nothing may be changed
   */
  async take(accounts: Iterable<AccountId>): Promise<readonly AccountId[]> {
    if (this.#ledger === undefined) return [];
    const got: AccountId[] = [];
    for (const account of new Set(accounts)) {
      if (this.#held.has(account)) continue;
      const nowMs = this.#clock.nowMs();
      const taken = await this.#ledger.take(account, {
        owner: this.#owner,
        endedBeforeMs: nowMs - clocksDifferMs,
        untilMs: nowMs + leaseMs,
      });
      if (taken.state === 'held') {
        this.#busy.set(account, taken.by);
        continue;
      }
      this.#busy.delete(account);
      this.#held.set(account, taken);
      got.push(account);
    }
    return got;
  }

  /**
   * Makes sure of the leases before a call that changes something.
   * @throws JetwayError where one has passed to somebody else, or the ledger does not answer
   */
  async keep(accounts: Iterable<AccountId>): Promise<void> {
    if (this.#ledger === undefined) return;
    for (const account of new Set(accounts)) {
      const held = this.#held.get(account);
      if (held === undefined) throw notHeld(account);
      const nowMs = this.#clock.nowMs();
      if (held.lease.untilMs - nowMs < leaseMs / 2)
        held.lease = await this.#ledger.keep(held.lease, nowMs + leaseMs);
    }
  }

  /** Remembers what a held account has come to, and goes on holding it. */
  async write(entry: LedgerEntry, transition: Transition | undefined): Promise<void> {
    const held = this.#held.get(entry.account);
    if (this.#ledger === undefined || held === undefined) return;
    if (transition !== undefined) await this.#ledger.addTransition(transition);
    await this.#ledger.write(held.lease, entry);
    held.memory = read(entry);
  }

  /** Gives the account back, with what is to be remembered of it; without that, what is remembered stays. */
  async giveBack(account: AccountId, entry?: LedgerEntry, transition?: Transition): Promise<void> {
    const held = this.#held.get(account);
    if (this.#ledger === undefined || held === undefined) return;
    this.#held.delete(account);
    try {
      if (transition !== undefined) await this.#ledger.addTransition(transition);
      await this.#ledger.giveBack(held.lease, entry, this.#clock.nowMs());
    } catch (error) {
      // What cannot be written must not keep the next look waiting for the lease's end.
      if (entry !== undefined) await this.#ledger.giveBack(held.lease, undefined, this.#clock.nowMs());
      throw error;
    }
  }
}

/** That others are at work on an account, for whoever wanted to work on it. */
export function busyError({ account, owner, untilMs }: Holder): JetwayError {
  return new JetwayError('busy', {
    resource: account,
    what: `${owner} is at work on it, until ${new Date(untilMs).toISOString()} at the latest`,
    remedy: 'Wait for it to end; the lease of one that was killed ends by itself',
  });
}

function notHeld(account: AccountId): JetwayError {
  return new JetwayError('defect', {
    resource: account,
    what: 'it was about to be changed without its lease',
    remedy: 'This is a defect of Jetway; nothing was changed',
  });
}

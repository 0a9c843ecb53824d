interface Due {
  readonly atMs: number;
  readonly background: boolean;
  readonly change: () => void;
}

/** Simulated time: it stands still until it is advanced, and due changes happen in the order of their times. */
export class SimulatedClock {
  #nowMs: number;
  /** In the order in which they happen. */
  readonly #due: Due[] = [];

  constructor(startMs = Date.UTC(2026, 8, 14, 8)) {
    this.#nowMs = startMs;
  }

  /** Milliseconds since the epoch, in simulated time. */
  get nowMs(): number {
    return this.#nowMs;
  }

  /** When the next change is due that somebody may wait for; undefined where there is none. */
  get nextDueMs(): number | undefined {
    return this.#due.find(({ background }) => !background)?.atMs;
  }

  now(): Date {
    return new Date(this.#nowMs);
  }

  /**
   * Schedules a change of the world; a change that is due in 0 seconds waits for the next advance as well.
   * @param background whether nobody waits for it: it recurs for ever, or forgets what has been over for long
   * @returns how to take it out again
   */
  after(
    seconds: number,
    change: () => void,
    { background = false }: { readonly background?: boolean } = {},
  ): () => void {
    const due: Due = { atMs: this.#nowMs + seconds * 1000, background, change };
    const later = this.#due.findIndex(({ atMs }) => atMs > due.atMs);
    this.#due.splice(later === -1 ? this.#due.length : later, 0, due);
    return () => {
      const index = this.#due.indexOf(due);
      if (index !== -1) this.#due.splice(index, 1);
    };
  }

  /** Moves time forward, stopping at each due change, changes that changes schedule included. */
  advance(seconds: number): void {
    const untilMs = this.#nowMs + seconds * 1000;
    for (let next = this.#due[0]; next !== undefined && next.atMs <= untilMs; next = this.#due[0]) {
      this.#due.shift();
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      next.change();
    }
    this.#nowMs = untilMs;
  }
}

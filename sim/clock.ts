/** Simulated time: it stands still until it is advanced, and due changes happen in the order of their times. */
export class SimulatedClock {
  #nowMs: number;
  #sequence = 0;
  readonly #due: { readonly atMs: number; readonly sequence: number; readonly change: () => void }[] = [];

  constructor(startMs = Date.UTC(2026, 8, 14, 8)) {
    this.#nowMs = startMs;
  }

  /** Milliseconds since the epoch, in simulated time. */
  get nowMs(): number {
    return this.#nowMs;
  }

  now(): Date {
    return new Date(this.#nowMs);
  }

  /** Schedules a change of the world; a change that is due in 0 seconds waits for the next advance as well. */
  after(seconds: number, change: () => void): void {
    this.#sequence += 1;
    this.#due.push({ atMs: this.#nowMs + seconds * 1000, sequence: this.#sequence, change });
    this.#due.sort((a, b) => a.atMs - b.atMs || a.sequence - b.sequence);
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

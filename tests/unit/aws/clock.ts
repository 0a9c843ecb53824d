import type { Clock } from '../../../lib/model/clock.ts';

/** Time that stands still until somebody sleeps. */
export class StillClock implements Clock {
  #nowMs: number;

  constructor(nowMs = 0) {
    this.#nowMs = nowMs;
  }

  nowMs(): number {
    return this.#nowMs;
  }

  async sleep(seconds: number): Promise<void> {
    this.#nowMs += seconds * 1000;
  }
}

import type { Clock } from '../model/clock.ts';
import type { AccountId, Region } from '../model/ids.ts';
import { type Bucket, bucketOf, type Rate } from './rates.ts';

/** What AWS counts calls by. */
export interface PacedCall {
  readonly account: AccountId;
  readonly region: Region;
  readonly service: string;
  readonly operation: string;
}

interface PacerOptions {
  readonly clock: Clock;
  /** The part of each rate that this process may use, where others call at the same time; 1 is all of it. */
  readonly share?: number;
}

/** Keeps calls below AWS's rates: a token bucket for each API of each account and Region. */
export class Pacer {
  readonly #clock: Clock;
  readonly #share: number;
  readonly #buckets = new Map<string, TokenBucket>();

  constructor({ clock, share = 1 }: PacerOptions) {
    this.#clock = clock;
    this.#share = share;
  }

  /** Resolves when the call may be made; calls of one bucket are let through in the order in which they came. */
  take(call: PacedCall): Promise<void> {
    return this.#bucket(call).take();
  }

  /** AWS throttled the call: its bucket fills at half its rate for a while, and is empty now. */
  throttled(call: PacedCall): void {
    this.#bucket(call).slowDown();
  }

  #bucket({ account, region, service, operation }: PacedCall): TokenBucket {
    const bucket: Bucket = bucketOf(service, operation);
    const key = `${account} ${region} ${bucket.api}`;
    const known = this.#buckets.get(key);
    if (known !== undefined) return known;
    const made = new TokenBucket(this.#clock, {
      burst: Math.max(1, Math.floor(bucket.burst * this.#share)),
      perSecond: bucket.perSecond * this.#share,
    });
    this.#buckets.set(key, made);
    return made;
  }
}

const slowSeconds = 30;
const slowestFactor = 1 / 16;

class TokenBucket {
  readonly #clock: Clock;
  readonly #rate: Rate;
  #tokens: number;
  #filledAtMs: number;
  #factor = 1;
  #slowUntilMs = 0;
  #last: Promise<void> = Promise.resolve();

  constructor(clock: Clock, rate: Rate) {
    this.#clock = clock;
    this.#rate = rate;
    this.#tokens = rate.burst;
    this.#filledAtMs = clock.nowMs();
  }

  take(): Promise<void> {
    this.#last = this.#last.then(() => this.#next());
    return this.#last;
  }

  slowDown(): void {
    this.#fill();
    this.#tokens = Math.min(this.#tokens, 0);
    this.#factor = Math.max(slowestFactor, this.#factor / 2);
    this.#slowUntilMs = this.#clock.nowMs() + slowSeconds * 1000;
  }

  async #next(): Promise<void> {
    for (this.#fill(); this.#tokens < 1; this.#fill()) {
      // A whole millisecond more, so that rounding never wakes it for a fraction of a token that is still missing.
      const seconds = (1 - this.#tokens) / (this.#rate.perSecond * this.#factor);
      await this.#clock.sleep(Math.ceil(seconds * 1000 + 1) / 1000);
    }
    this.#tokens -= 1;
  }

  #fill(): void {
    const nowMs = this.#clock.nowMs();
    const slowMs = Math.max(0, Math.min(nowMs, this.#slowUntilMs) - this.#filledAtMs);
    const fullMs = Math.max(0, nowMs - this.#filledAtMs - slowMs);
    const gained = ((slowMs * this.#factor + fullMs) / 1000) * this.#rate.perSecond;
    this.#tokens = Math.min(this.#rate.burst, this.#tokens + gained);
    this.#filledAtMs = Math.max(this.#filledAtMs, nowMs);
    if (nowMs >= this.#slowUntilMs) this.#factor = 1;
  }
}

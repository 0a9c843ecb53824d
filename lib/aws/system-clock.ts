import { setTimeout } from 'node:timers/promises';
import type { Clock } from '../model/clock.ts';

/** The machine's own time. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  sleep: (seconds) => setTimeout(seconds * 1000),
};

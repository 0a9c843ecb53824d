/** By how much two machines' clocks may differ. */
export const clocksDifferMs = 60_000;

/** Time as it is told to the code that needs it, so that a test or the simulator can tell another. */
export interface Clock {
  /** Milliseconds since the epoch. */
  nowMs(): number;
  sleep(seconds: number): Promise<void>;
}

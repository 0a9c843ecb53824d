import type { SimulatedClock } from '../clock.ts';

/** What is waited for: nothing any more, or what it still is. */
type Look = () => 'there' | { readonly still: string };

/**
 * Looks every few seconds, as CloudFormation does, whether something has become what it is to be.
 * @throws Error where it has not after an hour
 */
export function until(clock: SimulatedClock, what: string, look: Look): Promise<void> {
  const endMs = clock.nowMs + longestSeconds * 1000;
  return new Promise((resolve, reject) => {
    const again = () => {
      try {
        const seen = look();
        if (seen === 'there') resolve();
        else if (clock.nowMs >= endMs) reject(new Error(`${what} is still ${seen.still} after an hour`));
        else clock.after(pollSeconds, again);
      } catch (error) {
        reject(error);
      }
    };
    again();
  });
}

const pollSeconds = 5;
const longestSeconds = 3600;

/** Waits for a state. */
export function untilState<State extends string>(
  clock: SimulatedClock,
  what: string,
  { is, wanted }: { readonly is: () => State | undefined; readonly wanted: State },
): Promise<void> {
  return until(clock, what, () => {
    const state = is();
    return state === wanted ? 'there' : { still: state ?? 'not to be seen' };
  });
}

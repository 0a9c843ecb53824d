import type { SimulatedClock } from '../../clock.ts';
import { compileCron } from './cron.ts';

const secondsOf = { minute: 60, hour: 3600, day: 86_400 } as const;
const rate = /^rate\((\d+) (minute|hour|day)s?\)$/;

/**
 * Does something whenever an expression is due, for ever.
 * @param first whether a rate begins at once or when a whole period has passed; cron times are what they are
 * @returns how to stop
 * @throws Error where the expression is neither `rate(…)` nor a `cron(…)` that the simulator knows
 */
export function everyTime(
  clock: SimulatedClock,
  expression: string,
  fire: (atMs: number) => void,
  { first }: { readonly first: 'atOnce' | 'afterPeriod' },
): () => void {
  const next = compile(expression);
  let cancel = () => {};
  const wait = (atMs: number) => {
    const due = () => {
      wait(next(atMs));
      fire(atMs);
    };
    cancel = clock.after((atMs - clock.nowMs) / 1000, due, { background: true });
  };
  wait(rate.test(expression) && first === 'atOnce' ? clock.nowMs : next(clock.nowMs));
  return () => cancel();
}

function compile(expression: string): (afterMs: number) => number {
  const [, count, unit] = rate.exec(expression) ?? [];
  if (count === undefined) return compileCron(expression);
  if (unit !== 'minute' && unit !== 'hour' && unit !== 'day') throw new Error(`${expression} has no unit`);
  const periodMs = Number(count) * secondsOf[unit] * 1000;
  if (periodMs === 0) throw new Error(`${expression}: the value is not positive`);
  return (afterMs) => afterMs + periodMs;
}

import { home } from './home.ts';

/** A `Date` whose present is simulated; its instances are those of the real one. */
export function simulatedDate(nowMs: () => number): DateConstructor {
  return new Proxy(home.Date, {
    apply: () => new home.Date(nowMs()).toString(),
    construct: (real, values, asked) =>
      Reflect.construct(real, values.length === 0 ? [nowMs()] : values, asked),
    get: (real, name, receiver) => (name === 'now' ? nowMs : Reflect.get(real, name, receiver)),
  });
}

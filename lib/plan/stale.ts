import type { ConsumerPart } from '../observe/consumer.ts';
import type { ProviderPart } from '../observe/provider.ts';
import { steps } from '../steps/steps.ts';
import { type Passed, waitsOf } from './next-look.ts';

/** The parts of an account's world that may have changed since they were read: what was done, and what is waited for. */
export function staleParts(passed: Passed): ReadonlySet<ProviderPart | ConsumerPart> {
  const changed = passed.applied.map(({ action }) => action.step);
  const awaited = waitsOf(passed, () => true).flatMap(({ on }) => (on === 'role' ? [] : [on]));
  return new Set([...changed, ...awaited].flatMap((step) => steps[step].parts));
}

import type { JetwayError } from '../model/errors.ts';
import type { Observation } from '../model/observation.ts';
import type { ConsumerPart } from '../observe/consumer.ts';
import type { ProviderPart } from '../observe/provider.ts';
import type { Sighting } from './sighting.ts';

/** A part of an account's world that could not be read, and why. */
export interface UnreadablePart {
  readonly part: ProviderPart | ConsumerPart;
  readonly error: JetwayError;
}

/** What of an account could not be read; while there is any, nothing of the account is removed. */
export function unreadableParts({
  provider,
  consumer,
}: Pick<Sighting, 'provider' | 'consumer'>): readonly UnreadablePart[] {
  return [...unreadable<ProviderPart>(provider), ...unreadable<ConsumerPart>(consumer)];
}

function unreadable<Part extends ProviderPart | ConsumerPart>(
  side: Readonly<Record<Part, Observation<unknown>>>,
): readonly UnreadablePart[] {
  const found: UnreadablePart[] = [];
  for (const part in side) {
    const seen = side[part];
    if (seen.state === 'unreadable') found.push({ part, error: seen.error });
  }
  return found;
}

import type { JetwayError } from './errors.ts';

/**
 * A part of the world as it was read. A NotFound that proves absence is a value; every other error makes the
 * part unreadable, which has no value to loop over and so cannot be mistaken for an empty one.
 */
export type Observation<T> =
  | { readonly state: 'read'; readonly value: T }
  | { readonly state: 'unreadable'; readonly error: JetwayError }
  /** Nobody asked: the sweep sees the consumers' side only in its deep check. */
  | { readonly state: 'not-looked' }
  /** The account cannot be entered any more, and nothing in it counts as readable or removable. */
  | { readonly state: 'out-of-reach' };

export function read<T>(value: T): Observation<T> {
  return { state: 'read', value };
}

/** The same part with its value transformed; whatever is not read stays as it is. */
export function map<T, U>(part: Observation<T>, transform: (value: T) => U): Observation<U> {
  return part.state === 'read' ? read(transform(part.value)) : part;
}

/** The value, or what stands for it where it was not read. Never use it to decide on a removal. */
export function valueOr<T>(part: Observation<T>, otherwise: T): T {
  return part.state === 'read' ? part.value : otherwise;
}

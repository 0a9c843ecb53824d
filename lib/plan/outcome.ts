import type { JetwayError } from '../model/errors.ts';
import type { Action } from './action.ts';

/** What became of an action. A failure that passes by itself is `waiting`, not `failed`. */
export type Outcome =
  | { readonly state: 'done' | 'already-so' | 'observed' }
  | { readonly state: 'waiting' | 'failed'; readonly error: JetwayError };

/** An action that was tried, and what became of it. */
export interface Applied {
  readonly action: Action;
  readonly outcome: Outcome;
}

import type { Action, Wait } from '../../../lib/plan/action.ts';

/** An action in a line: "add association", or what it waits for as well: "add association, waits on attachment". */
export function said({ verb, step, waits, held }: Action): string {
  return `${verb} ${step}${waits === undefined ? '' : `, waits on ${waits.on}`}${held ? ', held' : ''}`;
}

export const isReady = ({ waits, held }: Action): boolean => waits === undefined && held === undefined;

export const removals = (actions: readonly Action[]): readonly Action[] =>
  actions.filter(({ verb }) => verb === 'remove');

export const waitSaid = ({ on, for: what, lookAgainSeconds }: Wait): string =>
  `${on}: ${what}, ${lookAgainSeconds} s`;

import type { Transition } from '../../lib/record/ledger-entry.ts';
import { paragraph, type Style } from './style.ts';
import { timeOf } from './time.ts';

/** What has become of an account, the newest first. */
export function historyLines(history: readonly Transition[], style: Style): readonly string[] {
  return [
    `  ${style.colours.bold('history')}`,
    ...history.flatMap(({ at, from, to, reason, trigger }) => {
      const moved = from === undefined || from === to ? to : `${from} → ${to}`;
      const by = trigger.actor === undefined ? '' : ` by ${trigger.actor}`;
      return paragraph(`    ${timeOf(at)}  `, `${moved}: ${reason} (${trigger.name}${by})`, style);
    }),
  ];
}

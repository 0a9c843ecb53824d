import type { GracePeriod } from '../../lib/model/grace-period.ts';
import { paragraph, type Style } from './style.ts';
import { timeOf } from './time.ts';

/** What an account waits for that keeps what it has, though it is a consumer no more. */
export function graceLines(grace: GracePeriod, style: Style): readonly string[] {
  const [first = '', ...rest] = paragraph('  ~ ', graceText(grace), style);
  return [`  ${style.colours.cyan('~')}${first.slice(3)}`, ...rest];
}

function graceText(grace: GracePeriod): string {
  const { profile } = grace;
  switch (grace.state) {
    case 'begins':
      return `keeps what it has of ${profile} for ${grace.hours} h, its grace period, from the first look that the ledger remembers`;
    case 'running':
      return `waits until ${timeOf(grace.until)}, when its grace period for ${profile} ends; until then it keeps what it has`;
    case 'unknown':
      return `keeps what it has of ${profile}, because it is not known whether its grace period is over: ${grace.why}`;
  }
}

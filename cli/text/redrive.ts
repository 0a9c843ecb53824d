import type { AccountId } from '../../lib/model/ids.ts';
import { type Found, isLeft, queueOrder, type Survey } from '../survey.ts';
import { counted, paragraph, type Style, safe } from './style.ts';
import { timeOf } from './time.ts';

interface Known {
  /** Of the last look at each account. */
  readonly errors: ReadonlyMap<AccountId, string>;
  readonly nowMs: number;
}

/** Every dead letter under its queue, and how many there are. */
export function redriveText({ found, unseen }: Survey, known: Known, style: Style): string {
  if (found.length === 0 && unseen === 0) return 'There are no dead letters.\n';
  const lines = queueOrder.flatMap((queue) => {
    const ofQueue = found.filter((one) => one.queue === queue);
    if (ofQueue.length === 0) return [];
    return [style.colours.bold(queue), ...ofQueue.flatMap((one) => letterLines(one, known, style)), ''];
  });
  const count = `${style.colours.bold(counted(found.length, 'dead letter'))}${style.colours.bold('.')}`;
  return `${[...lines, count, ...unseenLines(unseen, style)].join('\n')}\n`;
}

/** What went back, and what is left with the reason. */
export function returnedText({ found, unseen }: Survey, style: Style): string {
  const left = found.filter(isLeft).length;
  return `${[
    `${counted(found.length - left, 'dead letter')} sent back.`,
    ...(left === 0
      ? []
      : [
          `${counted(left, 'dead letter')} left: no function knows what to do with ${left === 1 ? 'it' : 'them'}.`,
        ]),
    ...unseenLines(unseen, style),
  ].join('\n')}\n`;
}

function letterLines({ letter, subject }: Found, { errors, nowMs }: Known, style: Style): readonly string[] {
  const { colours } = style;
  const whom = subject.accounts.length === 0 ? 'no one account' : subject.accounts.join(', ');
  const age = ageOf((nowMs - letter.sentAtMs) / 1000);
  const head = `${whom}  ${age} old, ${timeOf(new Date(letter.sentAtMs).toISOString())}, received ${counted(letter.received, 'time')}`;
  const why =
    letter.failure === undefined ? [] : paragraph('    ', `it failed with ${letter.failure}`, style);
  const last = subject.accounts.flatMap((account) => {
    const error = errors.get(account);
    return error === undefined ? [] : paragraph('    ', `last error of ${account}: ${error}`, style);
  });
  return [
    `  ${subject.known ? '' : colours.yellow('! ')}${head}`,
    ...paragraph('    ', subject.sentence, style),
    ...why,
    ...last,
    colours.dim(`    message ${safe(letter.id)}`),
  ];
}

function unseenLines(unseen: number, style: Style): readonly string[] {
  if (unseen === 0) return [];
  const text = `About ${unseen} more could not be seen: behind others of their account, or taken by somebody else within the last minutes. SQS's count can be a minute old.`;
  return paragraph('', text, style);
}

function ageOf(seconds: number): string {
  const minutes = Math.max(0, Math.floor(seconds / 60));
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h` : counted(Math.floor(hours / 24), 'day');
}

import { passesByItself } from '../../lib/model/errors.ts';
import type { Holder } from '../../lib/model/ledger-store.ts';
import type { Wait } from '../../lib/plan/action.ts';
import type { Applied } from '../../lib/plan/outcome.ts';
import { actionsOf, isBarred, isIncomplete } from '../../lib/plan/plan.ts';
import type { Result } from '../../lib/reconcile.ts';
import { errorText } from './error.ts';
import { findingLines } from './finding.ts';
import { counted, duration, paragraph, type Style } from './style.ts';
import { timeOf } from './time.ts';

/** What became of one action, as a line; an error follows it. */
export function appliedText({ action, outcome }: Applied, style: Style): string {
  const { colours } = style;
  const sign = action.verb === 'add' ? '+' : '-';
  const [first = '', ...rest] = paragraph(`  ${action.account} ${sign} `, action.does, style);
  const line = (mark: string, word: string) =>
    `${[`${mark}${first.slice(1)}`, ...rest].join('\n')}${word === '' ? '' : colours.dim(`  ${word}`)}\n`;
  switch (outcome.state) {
    case 'done':
      return line(colours.green('✓'), '');
    case 'already-so':
      return line(colours.green('✓'), 'it was so already');
    case 'observed':
      return line(colours.cyan('·'), 'would be done; the mode is observe');
    case 'waiting':
      return line(colours.yellow('…'), `put off: ${outcome.error.problem.aws?.code ?? outcome.error.code}`);
    case 'failed':
      return `${line(colours.red('✗'), 'failed')}${errorText(outcome.error, false, style)}`;
  }
}

/** What is waited for, and for how long. */
export function waitingText(waits: readonly Wait[], seconds: number, style: Style): string {
  const { colours } = style;
  const [first = '', ...rest] = paragraph(
    '~ ',
    `waits for ${awaited(waits)}; looks again in ${duration(seconds)}`,
    style,
  );
  return `${[`${colours.cyan('~')}${first.slice(1)}`, ...rest].join('\n')}\n`;
}

function awaited(waits: readonly Wait[]): string {
  const soonest = waits.toSorted((a, b) => a.lookAgainSeconds - b.lookAgainSeconds);
  const [first = 'what was changed to be seen', ...others] = new Set(soonest.map((wait) => wait.for));
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}

function observedBy({ plan }: Result): string {
  if (plan.mode === 'observe') return 'jetway.yaml says mode: observe';
  const actions = actionsOf(plan);
  const all = actions.length > 0 && actions.every(({ observed }) => observed === true);
  return all ? 'its profiles are in observe mode' : 'this run only observes';
}

/** How a run ended, what is left, and what to do about it. */
export function resultText(result: Result, style: Style): string {
  const { colours } = style;
  const done = result.applied.filter(({ outcome }) => outcome.state === 'done').length;
  const said = `${counted(done, 'change')} made`;
  switch (result.state) {
    case 'converged':
      return `${colours.bold(colours.green(`Converged: ${said}, and all is as it should be.`))}\n`;
    case 'observed':
      return `${colours.bold(`Observed: ${said}; the rest is left, because ${observedBy(result)}.`)}\n`;
    case 'waiting':
      return `${[
        colours.bold(colours.yellow(`Waiting: ${said}, and ${atWork(result)} still at the rest.`)),
        ...busyOf(result, style),
        ...leftOf(result, style),
        `Run it again in ${duration(result.lookAgainSeconds ?? 0)}; it goes on where it stands.`,
      ].join('\n')}\n`;
    case 'blocked':
      return `${[
        colours.bold(colours.yellow(`Blocked: ${said}, and the rest needs a person.`)),
        ...leftOf(result, style),
      ].join('\n')}\n`;
    case 'failed':
      return `${[
        colours.bold(colours.red(`Failed: ${said}, ${failures(result)}.`)),
        ...unreadOf(result, style),
        ...leftOf(result, style),
        `What is done stays; ${advice(result)}.`,
      ].join('\n')}\n`;
  }
}

function atWork({ busy = [] }: Result): string {
  return busy.length === 0 ? 'AWS or the StackSet is' : 'others are';
}

/** Who is at work on what this run left alone. */
function busyOf({ busy = [] }: Result, style: Style): readonly string[] {
  return busy.slice(0, most).flatMap((one) => paragraph('  ', busyText(one), style));
}

/** Whose lease keeps an account from being changed, and how long at most. */
function busyText({ account, owner, untilMs }: Holder): string {
  const until = timeOf(new Date(untilMs).toISOString());
  return `${account} ${owner} is at work on it, until ${until} at the latest`;
}

/** Before a run without a ledger: what it goes without. */
export function noLedgerText(style: Style): string {
  const text =
    'No ledger is deployed: nothing keeps another run from working on the same accounts at the same time, and grace periods are not known.';
  return `${paragraph('! ', text, style).join('\n')}\n`;
}

/** What the ledger does not have of a run; empty where it has all. */
export function unrecordedText({ unrecorded }: Result, style: Style): string {
  if (unrecorded === undefined) return '';
  const lines = paragraph(
    '! ',
    `The ledger does not have all of this, so grace periods may last longer: ${unrecorded.message}`,
    style,
  );
  return `${lines.join('\n')}\n`;
}

/** What others were not told of a run; empty where they know all. */
export function untoldText({ untold }: Result, style: Style): string {
  if (untold === undefined) return '';
  const text = `Others have not been told of all of this on the bus; the next look tells them: ${untold.message}`;
  return `${paragraph('! ', text, style).join('\n')}\n`;
}

function failures({ errors, plan }: Result): string {
  const unread = 'not everything could be read';
  if (errors.length === 0) return `and ${unread}`;
  const calls = `${counted(errors.length, 'call')} failed`;
  return isIncomplete(plan) ? `${calls}, and ${unread}` : calls;
}

function advice({ errors }: Result): string {
  return errors.length > 0 && errors.every(({ code }) => passesByItself(code))
    ? 'run it again'
    : 'mend what it says, then run it again';
}

const most = 8;

/** What could not be read, why, and what helps; each by its account. */
function unreadOf({ plan }: Result, style: Style): readonly string[] {
  const unread = plan.accounts.flatMap(({ account, findings }) =>
    findings
      .filter(({ kind }) => kind === 'unreadable' || kind === 'role-refused')
      .map(({ resource, ...rest }) => ({
        ...rest,
        resource: resource === account ? account : `${account} ${resource}`,
      })),
  );
  const shown = unread.slice(0, most).flatMap((finding) => findingLines(finding, '  ', style));
  return unread.length > most
    ? [...shown, style.colours.dim(`  and ${unread.length - most} more that could not be read`)]
    : shown;
}

/** What is left to do and stands in the way, an account a line. */
function leftOf({ plan }: Result, style: Style): readonly string[] {
  const { colours } = style;
  const left = plan.accounts.flatMap((account) => {
    const { sites } = account;
    const actions = sites.flatMap((site) => site.actions);
    const waits = [
      ...sites.flatMap(({ settling }) => settling),
      ...actions.flatMap((one) => one.waits ?? []),
    ];
    const held = actions.filter((action) => action.held === true).length;
    const barring = isBarred(account)
      ? account.findings.filter((finding) => isBarred({ ...account, findings: [finding] })).slice(0, 1)
      : [];
    const words = [
      ...barring.map(({ resource, what }) => `${resource}: ${what}`),
      ...(waits.length > 0 ? [`waits for ${awaited(waits)}`] : []),
      ...(sites.some(({ grace }) => grace?.state === 'unknown')
        ? ['keeps what it has: it is not known whether its grace period is over']
        : []),
      ...(held > 0 ? [`${counted(held, 'removal')} held back by the blast-radius limit`] : []),
    ];
    return words.length === 0 ? [] : [`${account.account} ${words.join('; ')}`];
  });
  const shown = left.slice(0, most).flatMap((text) => paragraph('  ', text, style));
  return left.length > most
    ? [...shown, colours.dim(`  and ${counted(left.length - most, 'account')} more`)]
    : shown;
}

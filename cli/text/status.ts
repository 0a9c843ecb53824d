import type { AccountId } from '../../lib/model/ids.ts';
import type { ProbeReport } from '../../lib/model/probe.ts';
import type { Memory } from '../../lib/record/ledger.ts';
import type { LedgerEntry, Transition } from '../../lib/record/ledger-entry.ts';
import type { Phase } from '../../lib/record/phase.ts';
import { historyLines } from './history.ts';
import { counted, paragraph, type Style, safe } from './style.ts';
import { timeOf } from './time.ts';

const headings = ['account', 'name', 'phase', 'since', 'next look', 'last error'];

/** Where every account stands, a line each; an error in a word, which `jetway status ACCOUNT` explains. */
export function statusText(all: ReadonlyMap<AccountId, Memory>, { colours }: Style): string {
  if (all.size === 0) return 'The ledger remembers no account yet.\n';
  const rows = [...all].map(([account, memory]) => ({
    phase: phaseOf(memory),
    cells: cellsOf(account, memory),
  }));
  const table = [headings.map((heading) => heading.toUpperCase()), ...rows.map(({ cells }) => cells)];
  const widths = headings.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  const [heading = [], ...cells] = table;
  const lines = cells.map((row, index) => {
    const phase = rows[index]?.phase;
    const text = line(row);
    return phase === undefined ? text : text.replace(` ${phase} `, ` ${colours[colourOf[phase]](phase)} `);
  });
  return `${[colours.dim(line(heading)), ...lines, '', `${counted(all.size, 'account')}.`].join('\n')}\n`;
}

/** All that is known of one account. */
export function accountStatusText(
  account: AccountId,
  { memory, history }: { readonly memory: Memory; readonly history: readonly Transition[] },
  style: Style,
): string {
  const known = memory.state === 'read' ? memory.value : undefined;
  const lines =
    known === undefined
      ? [style.colours.bold(account), ...paragraph('  ', unknownText(memory), style)]
      : entryLines(known, style);
  return `${[...lines, ...(history.length === 0 ? [] : ['', ...historyLines(history, style)])].join('\n')}\n`;
}

function entryLines(entry: LedgerEntry, style: Style): readonly string[] {
  const { colours } = style;
  const { account, name, phase, since, decisions, conditions, plan, error, trigger } = entry;
  const line = (label: string, text: string) => paragraph(`  ${label.padEnd(11)} `, text, style);
  const by = trigger.actor === undefined ? '' : ` by ${trigger.actor}`;
  return [
    [
      colours.bold(account),
      ...(name === undefined ? [] : [safe(name)]),
      colours[colourOf[phase]](phase),
    ].join('  '),
    ...line('since', timeOf(since)),
    ...decisions.flatMap(({ profile, member, reason, since: decidedAt }) =>
      line(profile, `${member ? 'a consumer' : 'no consumer'} since ${timeOf(decidedAt)}: ${reason}`),
    ),
    ...(entry.graceEndsAt === undefined
      ? []
      : line('grace', `it keeps what it has until ${timeOf(entry.graceEndsAt)}`)),
    ...conditions.flatMap(({ type, status, message, since: changedAt }) =>
      line(type, `${status} since ${timeOf(changedAt)}: ${message}`),
    ),
    ...(entry.probes ?? []).flatMap((report) => line('probe', reportText(report))),
    ...line('plan', planText(plan)),
    ...(error === undefined
      ? []
      : line('last error', `${timeOf(error.at)}: ${error.message}${requestOf(error)}`)),
    ...line('last look', `${timeOf(entry.lookedAt)}, ${trigger.name}${by}, run ${entry.run}`),
    ...line(
      'next look',
      entry.nextLookAt === undefined ? 'with the next event or sweep' : timeOf(entry.nextLookAt),
    ),
  ];
}

function reportText({ site, vpc, at, state, checked, failure }: ProbeReport): string {
  const asked = `asked for ${checked.join(', ')} from ${vpc} in ${site}`;
  return `${state} at ${timeOf(at)}, ${asked}${failure === undefined ? '' : `: ${failure}`}`;
}

function planText({ add, remove, waiting, held, settling, findings }: LedgerEntry['plan']): string {
  const todo = [
    ...(add + remove === 0 ? ['nothing to do'] : [`${add} to add, ${remove} to remove`]),
    ...(waiting > 0 ? [`${waiting} of them waiting`] : []),
    ...(held > 0 ? [`${held} held back`] : []),
    ...(settling > 0 ? [`${settling} under way`] : []),
    ...(findings > 0 ? [counted(findings, 'finding')] : []),
  ];
  return todo.join(', ');
}

function requestOf({ aws }: NonNullable<LedgerEntry['error']>): string {
  if (aws === undefined) return '';
  return ` (${aws.code}${aws.requestId === undefined ? '' : `, request ${aws.requestId}`})`;
}

function cellsOf(account: AccountId, memory: Memory): readonly string[] {
  if (memory.state !== 'read' || memory.value === undefined)
    return [account, '', '?', '', '', unknownText(memory)];
  const { name = '', phase, since, nextLookAt, error } = memory.value;
  const failed = error === undefined ? '' : safe(error.aws?.code ?? error.code);
  return [
    account,
    safe(name),
    phase,
    timeOf(since),
    nextLookAt === undefined ? '' : timeOf(nextLookAt),
    failed,
  ];
}

function phaseOf(memory: Memory): Phase | undefined {
  return memory.state === 'read' ? memory.value?.phase : undefined;
}

function unknownText(memory: Memory): string {
  return memory.state === 'unreadable'
    ? memory.error.problem.what
    : 'The ledger remembers nothing of it: it was never looked at, or has long had nothing.';
}

const colourOf = {
  onboarding: 'cyan',
  connected: 'green',
  grace: 'yellow',
  offboarding: 'cyan',
  disconnected: 'dim',
  blocked: 'red',
} as const satisfies Record<Phase, string>;

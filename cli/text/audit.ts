import type { LogRow } from '../../lib/aws/log-query.ts';
import { type AuditQueryName, auditQueryLimit } from '../../lib/model/audit-queries.ts';
import { auditLines } from '../audit-lines.ts';
import { counted, paragraph, type Style, safe } from './style.ts';

interface Answer {
  readonly rows: readonly LogRow[];
  /** How far back was looked, as it was typed. */
  readonly since: string;
}

/** What the audit log answered, as a person reads it: oldest first, and the counts at the end. */
export function auditText(query: AuditQueryName, { rows, since }: Answer, style: Style): string {
  const { colours } = style;
  const said = (count: string) => `${colours.bold(`${count} in the last ${since}.`)}\n`;
  if (rows.length === 0)
    return `${said('Nothing of that')}A record can be found about a minute after it was written.\n`;
  const cut =
    rows.length < auditQueryLimit
      ? ''
      : `${colours.yellow(`Only the newest ${auditQueryLimit} are here: ask for less with --since.`)}\n`;
  if (query === 'triggers')
    return `${triggerText(rows, style)}\n${said(counted(rows.length, 'trigger'))}${cut}`;
  const lines = auditLines(rows);
  return `${runsText(lines, style)}\n${said(counted(lines.length, query === 'failures' ? 'failed change' : 'change'))}${cut}`;
}

/** The changes of each run under what set it off. */
function runsText(rows: readonly LogRow[], style: Style): string {
  let before: LogRow | undefined;
  const lines: string[] = [];
  for (const row of rows) {
    if (row.run !== before?.run) lines.push('', ...headLines(row, style));
    if (row.run !== before?.run || row.reason !== before?.reason)
      lines.push(...paragraph('  ', row.reason ?? '', style).map(style.colours.dim));
    lines.push(...changeLines(row, style));
    before = row;
  }
  return `${lines.slice(1).join('\n')}\n`;
}

function headLines(row: LogRow, style: Style): readonly string[] {
  return [
    ...paragraph(`${timeOf(row.time)}  `, triggerOf(row), style).map(style.colours.bold),
    style.colours.dim(`  run ${safe(row.run ?? '')}, event ${safe(row['cause.id'] ?? '')}`),
  ];
}

function changeLines(row: LogRow, style: Style): readonly string[] {
  const { colours } = style;
  const { mark, word, colour } = signOf(row.outcome);
  const sign = row.verb === 'remove' ? '-' : '+';
  const [first = '', ...rest] = paragraph(`  ${mark} ${row.account} ${sign} `, row.does ?? '', style);
  const line = [`  ${colours[colour](mark)}${first.slice(3)}`, ...rest].join('\n');
  const error = row['error.message'];
  return [
    `${line}${word === '' ? '' : colours.dim(`  ${word}`)}`,
    ...(error === undefined ? [] : paragraph('      ', `${error}${failureOf(row)}`, style)),
  ];
}

function failureOf(row: LogRow): string {
  const [code, request] = [row['error.aws.code'], row['error.aws.requestId']];
  if (code === undefined) return '';
  return request === undefined ? ` (${code})` : ` (${code}, request ${request})`;
}

function signOf(outcome: string | undefined) {
  switch (outcome) {
    case 'done':
      return { mark: '✓', word: '', colour: 'green' } as const;
    case 'already-so':
      return { mark: '✓', word: 'it was so already', colour: 'green' } as const;
    case 'observed':
      return { mark: '·', word: 'dry run', colour: 'cyan' } as const;
    case 'waiting':
      return { mark: '…', word: 'put off', colour: 'yellow' } as const;
    case 'failed':
      return { mark: '✗', word: 'failed', colour: 'red' } as const;
    default:
      return { mark: '?', word: 'no outcome is on record', colour: 'yellow' } as const;
  }
}

const headings = ['last', 'changes', 'accounts'] as const;

function triggerText(rows: readonly LogRow[], style: Style): string {
  const all = [...rows].reverse().map((row) => ({
    row,
    cells: [timeOf(row.last), row.changes ?? '', row.accounts ?? ''],
  }));
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...all.map(({ cells }) => cells[column]?.length ?? 0)),
  );
  const columns = (cells: readonly string[]) =>
    cells.map((cell, column) => `${cell.padEnd(widths[column] ?? 0)}  `).join('');
  const head = `${columns(headings.map((heading) => heading.toUpperCase()))}TRIGGER`;
  const lines = all.flatMap(({ row, cells }) => {
    const before = columns(cells);
    return [
      ...paragraph(before, triggerOf(row), style),
      ...paragraph(' '.repeat(before.length), `event ${row['cause.id'] ?? ''}`, style).map(style.colours.dim),
    ];
  });
  return [style.colours.dim(head), ...lines].map((line) => `${line}\n`).join('');
}

/** "MoveAccount (aws.organizations) by alice" */
function triggerOf(row: LogRow): string {
  const actor = row['cause.actor'];
  const by = actor === undefined || actor === '' ? '' : ` by ${actor}`;
  return `${row['cause.name'] ?? ''} (${row['cause.source'] ?? ''})${by}`;
}

function timeOf(time = ''): string {
  return safe(`${time.slice(0, 19).replace('T', ' ')} UTC`);
}

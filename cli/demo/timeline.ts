import Table from 'cli-table3';
import { paragraph, type Style } from '../text/style.ts';
import type { AccountRow } from './account-rows.ts';
import type { Played } from './play.ts';
import type { Act, Change } from './report.ts';

const margin = 10;
const plain = (text: string) => text;

/** One act in a few lines: what set it off, what was decided, what was done, and how long it took. */
export function renderAct(act: Act, style: Style): string {
  const { colours } = style;
  const say = (
    seconds: number | undefined,
    text: string,
    paint = (line: string) => line,
  ): readonly string[] => {
    const time = seconds === undefined ? '' : `${seconds} s`;
    const [first = '', ...more] = paragraph(' '.repeat(margin), text, style);
    return [`${colours.dim(time.padStart(margin - 2))}  ${paint(first.slice(margin))}`, ...more.map(paint)];
  };
  const triggers = act.triggers.map(({ seconds, sentence }) => ({
    seconds,
    text: sentence,
    paint: colours.cyan,
  }));
  const [firstSeconds = 0] = triggers.map(({ seconds }) => seconds);
  const decisions = act.decisions.map(({ accounts, sentence }) => ({
    seconds: firstSeconds,
    text: `${accounts.join(', ')}: ${sentence}`,
    paint: plain,
  }));
  const changes = act.changes.map((change) => ({
    seconds: change.seconds,
    text: sentenceOf(change),
    paint: change.verb === 'add' ? colours.green : colours.magenta,
  }));
  const happened = [...triggers, ...decisions, ...changes].sort((a, b) => a.seconds - b.seconds);
  const lines = [
    '',
    `${colours.bold(`${String(act.number).padStart(2)}  ${act.title}`)}`,
    ...happened.flatMap(({ seconds, text, paint }, index) =>
      say(seconds === happened[index - 1]?.seconds ? undefined : seconds, text, paint),
    ),
    ...act.findings.flatMap(({ kind, account, resource, what, remedy }) => [
      ...say(undefined, `finding ${kind} in ${account}: ${resource}: ${what}`, colours.yellow),
      ...say(undefined, `→ ${remedy}`, colours.dim),
    ]),
    ...say(act.seconds, ending(act), colours.dim),
    ...act.problems.flatMap((problem) => say(undefined, `✗ ${problem}`, colours.red)),
  ];
  return lines.map((line) => line.trimEnd()).join('\n');
}

function sentenceOf({ accounts, verb, steps }: Change): string {
  const what = steps.map(([step, count]) => (count === 1 ? step : `${step} ×${count}`)).join(', ');
  return `${verb === 'add' ? '+' : '−'} ${accounts.join(', ')}: ${what}`;
}

function ending({ ended, looks, calls }: Act): string {
  if (looks === 0) return 'nobody is looked at, 0 calls';
  return `${ended}; ${looks} ${looks === 1 ? 'account' : 'accounts'} looked at, ${calls} calls`;
}

/** The final state as a table of accounts. */
export function renderAccounts(rows: readonly AccountRow[], { colours }: Style): string {
  const table = new Table({
    head: ['account', 'name', 'OU', 'member', 'VPCs', 'state'].map((head) => colours.bold(head)),
    chars: noLines,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 2 },
  });
  for (const { account, name, ou, member, why, vpcs, connectedVpcs, state } of rows) {
    const paint = painter(state, colours);
    const count = vpcs === 0 ? '' : `${connectedVpcs}/${vpcs}`;
    table.push([account, name, ou, `${member ? '✓' : '–'} ${why}`, count, paint(state)]);
  }
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

function painter(state: string, { dim, green, yellow }: Style['colours']): (text: string) => string {
  if (state.includes(':')) return yellow;
  return state === 'connected' ? green : dim;
}

export function renderEnd(
  { calls, changes, acts, simulatedSeconds, problems }: Played,
  { colours }: Style,
): string {
  const minutes = Math.round(simulatedSeconds / 60);
  return [
    `${calls} AWS calls, ${changes} of them changes, in ${acts.length} acts and ${minutes} simulated minutes.`,
    problems.length === 0
      ? colours.green(
          'After each of them no VPC resolved a name that it could not reach, and no VPC of an account\nthat is no consumer had a path to the service, but where the outside world had just made it so.',
        )
      : colours.red(
          ['The story did not go as it should:', ...problems.map((one) => `  ✗ ${one}`)].join('\n'),
        ),
  ].join('\n');
}

const sides = [
  'top',
  'top-mid',
  'top-left',
  'top-right',
  'bottom',
  'bottom-mid',
  'bottom-left',
  'bottom-right',
];
const inside = ['left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid', 'middle'];
const noLines = Object.fromEntries([...sides, ...inside].map((name) => [name, '']));

import type { Explanation, SiteExplanation, StepStanding } from '../explanation.ts';
import { findingLines } from './finding.ts';
import { graceLines } from './grace.ts';
import { historyLines } from './history.ts';
import { accountHeader } from './plan.ts';
import { paragraph, type Style } from './style.ts';

/** Why an account is a consumer or not, and where it stands, as a person reads it. */
export function explanationText(explanation: Explanation, style: Style): string {
  const { organizationalUnits, sites, findings, history = [] } = explanation;
  const path = [...organizationalUnits]
    .reverse()
    .map(({ id, name }) => (id.startsWith('r-') ? 'root' : name));
  const lines = [
    accountHeader(explanation, style),
    ...(path.length === 0 ? [] : paragraph('  ', `in ${path.join(' / ')}`, style).map(style.colours.dim)),
    ...sites.flatMap((site) => ['', ...siteLines(site, style)]),
    ...(findings.length === 0 ? [] : ['', ...findings.flatMap((one) => findingLines(one, '  ', style))]),
    ...(history.length === 0 ? [] : ['', ...historyLines(history, style)]),
  ];
  return `${lines.join('\n')}\n`;
}

function siteLines(
  { site, decisions, grace, probe, steps }: SiteExplanation,
  style: Style,
): readonly string[] {
  const { colours } = style;
  const account = steps.filter(({ vpc }) => vpc === undefined);
  const vpcs = [...new Set(steps.flatMap(({ vpc }) => vpc ?? []))];
  return [
    `  ${colours.cyan(site)}`,
    ...decisions.flatMap(({ profile, member, reason }) => {
      const mark = member ? '✓' : '✗';
      const text = `${member ? 'a consumer' : 'no consumer'} of ${profile}: ${reason}`;
      const [first = '', ...rest] = paragraph(`  ${mark} `, text, style);
      return [`  ${(member ? colours.green : colours.dim)(mark)}${first.slice(3)}`, ...rest];
    }),
    ...(grace === undefined ? [] : graceLines(grace, style)),
    ...(probe === undefined ? [] : paragraph('    ', probeText[probe], style)),
    ...standingLines('the account', account, style),
    ...vpcs.flatMap((id) =>
      standingLines(
        id,
        steps.filter(({ vpc }) => vpc === id),
        style,
      ),
    ),
  ];
}

function standingLines(what: string, steps: readonly StepStanding[], style: Style): readonly string[] {
  if (steps.length === 0) return [];
  return [`    ${style.colours.bold(what)}`, ...steps.flatMap((step) => stepLines(step, style))];
}

function stepLines(standing: StepStanding, style: Style): readonly string[] {
  const { colours } = style;
  const { mark, colour } = signs[standing.state];
  const label = `    ${mark} ${standing.step.padEnd(20)} `;
  const [first = '', ...rest] = paragraph(label, stateText(standing), style);
  return [`    ${colours[colour](mark)}${first.slice(5)}`, ...rest];
}

/** A step that waits for another names it; what that one does stands on its own line. */
function stateText({ step, state, does, waits }: StepStanding): string {
  const { word } = signs[state];
  if (state === 'present') return word;
  if (waits !== undefined) return `${word}, waits for ${waits.on === step ? waits.for : waits.on}`;
  return `${word}: ${does}`;
}

const probeText: Readonly<Record<NonNullable<SiteExplanation['probe']>, string>> = {
  answered: 'every service answered its probe',
  due: 'its probe is still to be asked',
  failing: 'its probe got no answer when it was asked last; `jetway status ACCOUNT` says why',
};

const signs = {
  present: { mark: '✓', word: 'present', colour: 'green' },
  'under-way': { mark: '~', word: 'under way', colour: 'cyan' },
  missing: { mark: '+', word: 'missing', colour: 'yellow' },
  'to-be-removed': { mark: '-', word: 'to be removed', colour: 'red' },
  'not-ours': { mark: '·', word: 'left as it is, because Jetway did not make it', colour: 'dim' },
  unreadable: { mark: '?', word: 'could not be read', colour: 'yellow' },
  'out-of-reach': { mark: '?', word: 'out of reach: the account cannot be entered', colour: 'dim' },
} as const satisfies Record<
  StepStanding['state'],
  { mark: string; word: string; colour: 'green' | 'cyan' | 'yellow' | 'red' | 'dim' }
>;

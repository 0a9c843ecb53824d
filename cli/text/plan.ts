import type { Action, Wait } from '../../lib/plan/action.ts';
import type { AccountPlan, Plan, SitePlan } from '../../lib/plan/plan.ts';
import { actionsOf } from '../../lib/plan/plan.ts';
import { findingLines } from './finding.ts';
import { graceLines } from './grace.ts';
import { counted, paragraph, type Style, safe } from './style.ts';

/** A plan as a person reads it: account by account, one line an action, and the counts at the end. */
export function planText(plan: Plan, style: Style): string {
  const shown = plan.accounts.filter((account) => plan.scope !== 'organization' || saysSomething(account));
  const severalSites = new Set(plan.accounts.flatMap(({ sites }) => sites.map(({ site }) => site))).size > 1;
  const unseen = plan.scope === 'organization' ? [] : unseenOf(plan, plan.scope);
  return [
    ...shown.map((account) => accountText(account, severalSites, style)),
    ...unseen.map((account) => `${style.colours.bold(account)}  the provider, which is never a consumer\n`),
    ...(plan.findings.length === 0
      ? []
      : [lines(plan.findings.flatMap((one) => findingLines(one, '', style)))]),
    ...(plan.mode === 'observe'
      ? [`${style.colours.yellow('jetway.yaml says mode: observe, so nothing of this is done.')}\n`]
      : []),
    `${style.colours.bold(countsOf(plan))}\n`,
  ].join('\n');
}

/** The last line: how much there is to do, and of how many accounts. */
function countsOf(plan: Plan): string {
  const actions = actionsOf(plan);
  const add = actions.filter(({ verb }) => verb === 'add').length;
  const waiting = actions.filter(({ waits, held }) => waits !== undefined && held === undefined).length;
  const held = actions.filter((action) => action.held === true).length;
  const settling = plan.accounts.flatMap(({ sites }) => sites.flatMap((site) => site.settling)).length;
  const findings = plan.findings.length + plan.accounts.flatMap((account) => account.findings).length;
  const untold = plan.accounts.filter(({ sites }) => sites.some(({ incomplete }) => incomplete)).length;
  const nothing = settling + untold === 0 ? 'nothing to do' : 'nothing to add or remove';
  const todo =
    actions.length === 0
      ? nothing
      : [
          `${add} to add, ${actions.length - add} to remove`,
          ...(waiting > 0 ? [`${waiting} of them waiting`] : []),
          ...(held > 0 ? [`${held} held back`] : []),
        ].join(', ');
  const under = settling > 0 ? `, ${settling} under way` : '';
  const grace = plan.accounts.filter(({ sites }) => sites.some((site) => site.grace !== undefined)).length;
  const kept = grace > 0 ? `, ${counted(grace, 'account')} in a grace period` : '';
  const { accounts, consumers } = plan.looked;
  return `Plan: ${todo}${under}${kept}; ${findings === 0 ? 'no findings' : counted(findings, 'finding')} in ${counted(accounts, 'account')} (${counted(consumers, 'consumer')})${untold > 0 ? `; ${untold} could not be told` : ''}.`;
}

function unseenOf({ accounts }: Plan, scope: readonly string[]): readonly string[] {
  return scope.filter((id) => !accounts.some(({ account }) => account === id));
}

function saysSomething({ sites, findings }: AccountPlan): boolean {
  return (
    findings.length > 0 ||
    sites.some(
      ({ actions, settling, grace, incomplete }) =>
        actions.length > 0 || settling.length > 0 || grace !== undefined || incomplete,
    )
  );
}

function accountText(account: AccountPlan, severalSites: boolean, style: Style): string {
  const [first] = account.sites;
  const decided = severalSites ? [] : (first?.decisions ?? []).map((one) => decisionText(one));
  return lines([
    accountHeader(account, style),
    ...decided.flatMap((text) => paragraph('  ', text, style).map(style.colours.dim)),
    ...account.sites.flatMap((site) => siteLines(site, severalSites, style)),
    ...account.findings.flatMap((finding) => findingLines(finding, '  ', style)),
  ]);
}

export function accountHeader(
  { account, name, state }: Pick<AccountPlan, 'account' | 'name' | 'state'>,
  { colours }: Style,
): string {
  const shownState = state === 'ACTIVE' ? colours.dim(state) : colours.yellow(state);
  return [colours.bold(account), ...(name === undefined ? [] : [safe(name)]), shownState].join('  ');
}

function decisionText({ profile, member, reason }: SitePlan['decisions'][number]): string {
  return `${member ? 'a consumer' : 'no consumer'} of ${profile}: ${reason}`;
}

function siteLines(site: SitePlan, severalSites: boolean, style: Style): readonly string[] {
  const { actions, settling, grace, incomplete } = site;
  const { colours } = style;
  const numberOf = new Map(actions.map(({ does }, index) => [does, index + 1]));
  const digits = String(actions.length).length;
  const known = new Set(site.decisions.flatMap(({ profile, reason }) => [`${profile}: ${reason}`]));
  const what = actions.length + settling.length > 0 || incomplete || grace !== undefined;
  return [
    ...(severalSites && what
      ? [
          `  ${colours.cyan(site.site)}  ${colours.dim(site.decisions.map(decisionText).map(safe).join('; '))}`,
        ]
      : []),
    ...actions.flatMap((action, index) => {
      const number = String(index + 1).padStart(digits);
      return actionLines(action, { number, numberOf, known, style });
    }),
    ...(grace === undefined ? [] : graceLines(grace, style)),
    ...settling.flatMap((wait) => settlingLines(wait, style)),
    ...(incomplete ? [colours.yellow('  ? not everything could be read, so nothing is removed')] : []),
  ];
}

interface Setting {
  readonly number: string;
  /** The number of each action of the site, by what it does. */
  readonly numberOf: ReadonlyMap<string, number>;
  /** Reasons that stand above already. */
  readonly known: ReadonlySet<string>;
  readonly style: Style;
}

function actionLines(action: Action, { number, numberOf, known, style }: Setting): readonly string[] {
  const { colours } = style;
  const sign = action.verb === 'add' ? '+' : '-';
  const colour = action.verb === 'add' ? colours.green : colours.red;
  const mark = `  ${sign} ${number} `;
  const notes = [
    ...(action.held === true ? ['held back: blast radius'] : []),
    ...(action.observed === true ? ['not done: its profile is in observe mode'] : []),
    ...(action.waits === undefined
      ? []
      : [`waits for ${numberOf.get(action.waits.for) ?? action.waits.for}`]),
    ...(isKnown(action.reason, known) ? [] : [`because ${action.reason}`]),
  ].join('; ');
  const [first = '', ...rest] = paragraph(mark, action.does, style);
  const coloured = [`  ${colour(sign)} ${colours.dim(number)} ${first.slice(mark.length)}`, ...rest];
  if (notes === '') return coloured;
  const last = rest.at(-1) ?? first;
  if (`${last}  ${safe(notes)}`.length <= style.columns)
    return [...coloured.slice(0, -1), `${coloured.at(-1)}  ${colours.dim(safe(notes))}`];
  return [...coloured, ...paragraph(' '.repeat(mark.length + 2), notes, style).map(colours.dim)];
}

/** The planner's usual reason repeats the decision, which stands under the account's name. */
function isKnown(reason: string, known: ReadonlySet<string>): boolean {
  const said = reason.replace(/^it is a consumer of (?:no profile: )?/, '');
  return known.has(said) || said === [...known].join('; ');
}

function settlingLines({ for: what }: Wait, style: Style): readonly string[] {
  const [first = '', ...rest] = paragraph('  ~ ', `waits for ${what}`, style);
  return [`  ${style.colours.cyan('~')}${first.slice(3)}`, ...rest];
}

function lines(all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}

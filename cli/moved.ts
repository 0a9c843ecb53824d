import { JetwayError } from '../lib/model/errors.ts';
import { type ActionData, identityOf, type PlanData, planJson } from '../lib/plan/json.ts';

/** The world is not the one that a plan was made for; `lines` say what moved. */
export class WorldMoved extends JetwayError {
  readonly lines: readonly string[];

  constructor(source: string, lines: readonly string[]) {
    super('world-moved', {
      resource: source,
      what: 'the plan no longer matches what Jetway would do now: the world or the file has changed',
      remedy: 'Nothing was done. Make a new plan and apply that',
    });
    this.lines = lines;
  }
}

/** @throws WorldMoved unless the plans are the same bytes */
export function refuseMoved(made: PlanData, now: PlanData, source: string): void {
  if (planJson(made) === planJson(now)) return;
  throw new WorldMoved(source, differences(made, now));
}

const most = 10;

/** What is to be done now and was not, what was and is not, or what else is different. */
function differences(made: PlanData, now: PlanData): readonly string[] {
  const before = actionsById(made);
  const after = actionsById(now);
  const more = [...after].filter(([id]) => !before.has(id)).map(([, action]) => ['now', action] as const);
  const less = [...before]
    .filter(([id]) => !after.has(id))
    .map(([, action]) => ['no longer', action] as const);
  const moved = [...more, ...less].map(
    ([when, { account, verb, does }]) => `${when}: ${account} ${verb === 'add' ? '+' : '-'} ${does}`,
  );
  if (moved.length === 0) return [`the actions are the same; ${elsewhere(made, now)}`];
  const rest = moved.length - most;
  return [...moved.slice(0, most), ...(rest > 0 ? [`and ${rest} more`] : [])];
}

function elsewhere(made: PlanData, now: PlanData): string {
  const before = new Map(made.accounts.map((account) => [account.account, textOf(account, made)]));
  const accounts = now.accounts
    .filter((account) => before.get(account.account) !== textOf(account, now))
    .map(({ account }) => account);
  return accounts.length === 0
    ? 'the mode, a finding, or the accounts that were looked at are different'
    : `a state, a finding, or what they wait for is different in ${accounts.slice(0, most).join(', ')}`;
}

function textOf(account: PlanData['accounts'][number], plan: PlanData): string {
  return JSON.stringify(JSON.parse(planJson({ ...plan, accounts: [account] })).accounts);
}

function actionsById({ accounts }: PlanData): ReadonlyMap<string, ActionData> {
  const actions = accounts.flatMap(({ sites }) => sites.flatMap((site) => site.actions));
  return new Map(actions.map((action) => [identityOf(action), action]));
}

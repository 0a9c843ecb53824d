import type { Configuration } from '../config/configuration.ts';
import type { AccountView } from '../decide/account-view.ts';
import type { Decision } from '../decide/membership.ts';
import type { Finding } from '../model/finding.ts';
import type { GracePeriod } from '../model/grace-period.ts';
import type { AccountId, OrganizationId, Region } from '../model/ids.ts';
import type { AccountState } from '../model/organization.ts';
import { isRefused } from '../observe/consumer.ts';
import { planAccount } from './account.ts';
import type { Action, Wait } from './action.ts';
import { findingsOf } from './findings.ts';
import { type Guard, guardOf, hold, losesAccess } from './guard.ts';

/** Everything that is to be done, in order, and everything that is wrong: plain data, the same bytes for the same world. */
export interface Plan {
  readonly version: 1;
  readonly name: string;
  readonly organization: OrganizationId;
  readonly mode: Configuration['mode'];
  readonly scope: 'organization' | readonly AccountId[];
  /** Whether the consumers' own side was looked at even where nothing else differed. */
  readonly deep: boolean;
  readonly accounts: readonly AccountPlan[];
  /** What concerns no single account. */
  readonly findings: readonly Finding[];
  readonly guard: Guard;
  /** How many accounts were looked at, and how many of them are consumers. */
  readonly looked: { readonly accounts: number; readonly consumers: number };
}

export interface AccountPlan {
  readonly account: AccountId;
  readonly name?: string;
  readonly state: AccountState;
  readonly sites: readonly SitePlan[];
  readonly findings: readonly Finding[];
}

export interface SitePlan {
  readonly site: Region;
  readonly decisions: readonly Decision[];
  /** Present where it is a consumer no more and keeps what it has for the time being. */
  readonly grace?: GracePeriod;
  readonly actions: readonly Action[];
  /** Changes that are under way, and preconditions that others bring about. */
  readonly settling: readonly Wait[];
  /** Whether something that decides could not be read. */
  readonly incomplete: boolean;
}

export interface PlanOptions {
  readonly configuration: Configuration;
  readonly scope: Plan['scope'];
  readonly deep: boolean;
  /** How many accounts are connected now, for the blast-radius limit. */
  readonly connected: number;
  readonly looked: Plan['looked'];
  readonly findings: readonly Finding[];
  /** Whose losses a person has approved: they are not counted, and not held. Nobody’s where it is absent. */
  readonly approved?: ReadonlySet<AccountId>;
}

const nobody: ReadonlySet<AccountId> = new Set();

/** The plan for all views: wanted less seen, account by account, under the blast-radius limit. */
export function planAll(views: readonly AccountView[], options: PlanOptions): Plan {
  const { configuration, scope, deep, connected, looked, approved = nobody } = options;
  const planned = views.map((view) => ({ view, ...planAccount(view), found: findingsOf(view) }));
  const losing = new Set(
    planned
      .filter((one) => !approved.has(one.view.account.id) && losesAccess(one.view, one))
      .map(({ view }) => view.account.id),
  );
  const guard = guardOf(losing.size, connected, configuration.offboarding);
  const accounts = new Map<AccountId, AccountPlan>();
  for (const { view, actions, settling, findings, found, incomplete } of planned) {
    const { id, name, state } = view.account;
    // Whoever leaves may lose the role before the grace period ends, and then nothing has to be done inside.
    const refused = view.profile !== undefined && view.grace === undefined && isRefused(view.consumer.vpcs);
    const site: SitePlan = {
      site: view.site.region,
      decisions: view.decisions,
      ...(view.grace === undefined ? {} : { grace: view.grace }),
      actions: approved.has(id) ? actions : hold(actions, guard),
      settling: refused ? [...settling, roleWait(view)] : settling,
      incomplete,
    };
    const before = accounts.get(id);
    accounts.set(id, {
      account: id,
      ...(name === undefined ? {} : { name }),
      state,
      sites: [...(before?.sites ?? []), site],
      findings: [...(before?.findings ?? []), ...findings, ...found],
    });
  }
  return {
    version: 1,
    name: configuration.name,
    organization: configuration.organization.id,
    mode: configuration.mode,
    scope,
    deep,
    accounts: [...accounts.values()].sort((a, b) => (a.account < b.account ? -1 : 1)),
    findings: guard.tripped ? [...options.findings, blastRadius(configuration, guard)] : options.findings,
    guard,
    looked,
  };
}

/** The same plan under another count of losses: over it, every removal is held, and a finding says so. */
export function heldBy(
  plan: Plan,
  guard: Guard,
  { configuration, approved = nobody }: Pick<PlanOptions, 'configuration' | 'approved'>,
): Plan {
  if (!guard.tripped || plan.guard.tripped) return { ...plan, guard };
  return {
    ...plan,
    guard,
    accounts: plan.accounts.map((account) =>
      approved.has(account.account)
        ? account
        : {
            ...account,
            sites: account.sites.map((site) => ({ ...site, actions: hold(site.actions, guard) })),
          },
    ),
    findings: [...plan.findings, blastRadius(configuration, guard)],
  };
}

/** All actions of a plan, in the order in which they are done. */
export function actionsOf({ accounts }: Plan): readonly Action[] {
  return accounts.flatMap(({ sites }) => sites.flatMap(({ actions }) => actions));
}

/** What was decided of the account of each action, in the action's site. */
export function decisionsIn({
  accounts,
}: Plan): (action: Pick<Action, 'account' | 'site'>) => readonly Decision[] {
  const decided = new Map(
    accounts.flatMap(({ account, sites }) =>
      sites.map(({ site, decisions }) => [`${account} ${site}`, decisions] as const),
    ),
  );
  return ({ account, site }) => decided.get(`${account} ${site}`) ?? [];
}

/** Whether something that decides could not be read. */
export function isIncomplete({ accounts, findings }: Plan): boolean {
  return (
    findings.some(({ kind }) => kind === 'unreadable') ||
    accounts.some(({ sites }) => sites.some(({ incomplete }) => incomplete))
  );
}

/** Whether a finding keeps an account, or a VPC of it, from being connected or disconnected. */
export function isBarred({ findings }: AccountPlan): boolean {
  return findings.some(({ kind }) => barring.has(kind));
}

const barring: ReadonlySet<Finding['kind']> = new Set([
  'other-profile',
  'cidr-overlap',
  'outside-address-space',
  'other-route',
  'quota',
  'no-subnet',
  'held-by-ou',
  'probe-failed',
]);

function roleWait({ configuration, account }: AccountView): Wait {
  return {
    on: 'role',
    for: `the role ${configuration.roles.consumer} in account ${account.id}`,
    lookAgainSeconds: 60,
  };
}

function blastRadius({ name }: Configuration, { losing, consumers, limit }: Guard): Finding {
  return {
    kind: 'blast-radius',
    resource: name,
    what: `${losing} of ${consumers} consumers would lose access, more than the limit of ${limit}, so nothing is removed`,
    remedy:
      'Check the organization and jetway.yaml; if all of it is meant: jetway plan --out plan.json, then jetway approve plan.json',
  };
}

import type { AccountView } from '../lib/decide/account-view.ts';
import type { Decision } from '../lib/decide/membership.ts';
import { probedVpc } from '../lib/decide/probe.ts';
import { look } from '../lib/look/look.ts';
import type { Surroundings } from '../lib/look/scope.ts';
import { membership, profilesOf } from '../lib/look/sight.ts';
import { JetwayError } from '../lib/model/errors.ts';
import type { Finding } from '../lib/model/finding.ts';
import type { GracePeriod } from '../lib/model/grace-period.ts';
import type { AccountId, OuId, Region, VpcId } from '../lib/model/ids.ts';
import type { AccountState, OrganizationAccount } from '../lib/model/organization.ts';
import type { Probed } from '../lib/model/probe.ts';
import { planAccount } from '../lib/plan/account.ts';
import type { Wait } from '../lib/plan/action.ts';
import { findingsOf } from '../lib/plan/findings.ts';
import { explain as explainItem, progressOf } from '../lib/plan/progress.ts';
import { unknownSite, unreadFinding } from '../lib/plan/unread-sites.ts';
import type { Transition } from '../lib/record/ledger-entry.ts';
import { recollect } from '../lib/record/recollect.ts';
import { order, type StepName } from '../lib/steps/names.ts';
import type { Opened } from './open.ts';

/** Why an account is a consumer of each profile or not, and how far each step has come. */
export interface Explanation {
  readonly account: AccountId;
  readonly name?: string;
  readonly state: AccountState;
  /** The nearest OU first, the root last. */
  readonly organizationalUnits: readonly { readonly id: OuId; readonly name: string }[];
  readonly sites: readonly SiteExplanation[];
  readonly findings: readonly Finding[];
  /** What the ledger has of it, the newest first; absent where there is no ledger, or it does not answer. */
  readonly history?: readonly Transition[];
}

export interface SiteExplanation {
  readonly site: Region;
  readonly decisions: readonly Decision[];
  /** Present where it is a consumer no more and keeps what it has for the time being. */
  readonly grace?: GracePeriod;
  /** Whether its probe was answered when it was asked last; absent where none is to be asked. */
  readonly probe?: Probed['state'];
  readonly steps: readonly StepStanding[];
  /** Whether something that decides could not be read. */
  readonly incomplete: boolean;
}

/** One thing of a step, or the step where it could not be read. */
export interface StepStanding {
  readonly step: StepName;
  readonly vpc?: VpcId;
  readonly state:
    | 'present'
    | 'under-way'
    | 'missing'
    | 'to-be-removed'
    /** Nobody wants it, and it is not Jetway's. */
    | 'not-ours'
    | 'unreadable'
    | 'out-of-reach';
  /** What would be done, or was. */
  readonly does: string;
  readonly waits?: Wait;
}

/**
 * Reads one account from all sides and says how it stands.
 * @throws JetwayError where Organizations could not be read
 */
export async function explanationOf(id: AccountId, surroundings: Opened): Promise<Explanation> {
  const scope = { accounts: [id], deep: true };
  const seen = await look(scope, surroundings, await recollect(scope, surroundings));
  const [listed] = seen.accounts;
  if (listed === undefined) throw new TypeError(`${id} was looked at and is not among what was seen`);
  const account = await named(listed, surroundings);
  const { name, state, ancestors } = account;
  const { unread = [] } = surroundings;
  const sites = seen.sites.map(({ site }): SiteExplanation => {
    const view = seen.views.find((one) => one.site.region === site.region);
    const { decisions } = membership(
      account,
      profilesOf(site, surroundings.configuration),
      surroundings.configuration,
    );
    const grace = view?.grace === undefined ? {} : { grace: view.grace };
    return { site: site.region, decisions, ...grace, ...probeOf(view), ...standing(view) };
  });
  return {
    account: id,
    ...(name === undefined ? {} : { name }),
    state,
    organizationalUnits: ancestors.map((ou) => ({ id: ou.id, name: ou.name ?? ou.id })),
    sites: [...sites, ...unread.map(({ region }) => unseen(account, region, surroundings.configuration))],
    findings: [
      ...seen.views.flatMap((view) => [...planAccount(view).findings, ...findingsOf(view)]),
      ...unread.map(unreadFinding),
    ],
    ...(await historyOf(id, surroundings)),
  };
}

/** How much of an account's history is told. */
const historyLines = 20;

/** The history explains, and decides nothing: without it the rest is told all the same. */
async function historyOf(id: AccountId, { ledger }: Opened): Promise<Pick<Explanation, 'history'>> {
  if (ledger === undefined) return {};
  try {
    return { history: await ledger.history(id, historyLines) };
  } catch (error) {
    if (error instanceof JetwayError) return {};
    throw error;
  }
}

/** The account with the names of the OUs above it, so that the sentences say them. */
async function named(account: OrganizationAccount, { ports }: Surroundings): Promise<OrganizationAccount> {
  const ancestors = await Promise.all(
    account.ancestors.map(async (ou) => ({ ...ou, name: await ports.organization.ouName(ou.id) })),
  );
  return { ...account, ancestors };
}

/** A site of which it is not known what is deployed there. */
function unseen(
  account: OrganizationAccount,
  site: Region,
  configuration: Surroundings['configuration'],
): SiteExplanation {
  const { decisions, incomplete } = unknownSite(account, site, configuration);
  return { site, decisions, steps: [], incomplete };
}

function probeOf(view: AccountView | undefined): Pick<SiteExplanation, 'probe'> {
  if (view?.probed === undefined || probedVpc(view) === undefined) return {};
  return { probe: view.probed.state };
}

function standing(view: AccountView | undefined): Pick<SiteExplanation, 'steps' | 'incomplete'> {
  if (view === undefined) return { steps: [], incomplete: false };
  const { actions, incomplete } = planAccount(view);
  const steps = order.flatMap((step): readonly StepStanding[] => {
    const progress = progressOf(view).get(step);
    if (progress === undefined || progress.state === 'not-looked') return [];
    if (progress.state !== 'read') return [{ step, state: progress.state, does: `what it has of ${step}` }];
    return progress.items.map((item): StepStanding => {
      const { key, vpc, wanted, seen, ours } = item;
      const action = actions.find((one) => one.step === step && one.key === key);
      return {
        step,
        ...(vpc === undefined ? {} : { vpc }),
        state: stateOf({ wanted, seen, ours }),
        does: explainItem(step, wanted ? 'add' : 'remove', item),
        ...(action?.waits === undefined ? {} : { waits: action.waits }),
      };
    });
  });
  return { steps, incomplete };
}

interface Standing {
  readonly wanted: boolean;
  readonly seen: 'present' | 'arriving' | 'leaving' | 'absent';
  readonly ours: boolean;
}

function stateOf({ wanted, seen, ours }: Standing): StepStanding['state'] {
  if (seen === 'arriving' || seen === 'leaving') return 'under-way';
  if (!wanted) return ours ? 'to-be-removed' : 'not-ours';
  return seen === 'present' ? 'present' : 'missing';
}

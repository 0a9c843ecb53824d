import type { Configuration } from './config/configuration.ts';
import { lookFromOutside } from './look/outside.ts';
import type { Surroundings } from './look/scope.ts';
import { readSites } from './look/sites.ts';
import type { Clock } from './model/clock.ts';
import type { AccountId } from './model/ids.ts';
import { differs } from './plan/differs.ts';
import type { Guard } from './plan/guard.ts';
import type { AccountPlan } from './plan/plan.ts';
import type { UnreadSite } from './plan/unread-sites.ts';
import { shownPlan } from './record/guarded.ts';
import type { Ledger, Memory } from './record/ledger.ts';
import { recollect } from './record/recollect.ts';
import { whoseTurn } from './record/turns.ts';
import { isUnfinished, type Reason, reasonToLook } from './record/worth-a-look.ts';

/** What a sweep found out: who is worth a look, and who is not to be looked at for now. */
export interface Swept {
  readonly looks: ReadonlyMap<AccountId, Reason>;
  /** Who would lose access, or what is left of it, though more would than may. */
  readonly withheld: readonly AccountId[];
  readonly guard: Guard;
  /** Sites of which nothing was seen: whoever is a consumer there alone was left out. */
  readonly unread: readonly UnreadSite[];
}

/**
 * Plans the whole organization from the lists alone, changes nothing and enters nobody, and says whom to look at:
 * whoever differs, whatever was left undone, and the consumers whose turn it is.
 * @throws JetwayError where a list could not be read: nobody is left out because of that. A site that could not be read is
 *   told of, and the others are swept
 */
export async function sweep({
  configuration,
  ports,
  ledger,
  clock,
}: Pick<Surroundings, 'configuration' | 'ports'> & {
  readonly ledger: Ledger;
  readonly clock: Pick<Clock, 'nowMs'>;
}): Promise<Swept> {
  const { sites, unread } = await readSites(configuration, ports);
  const surroundings = { configuration, ports, sites };
  const remembering = await recollect({ accounts: 'organization' }, { clock, ledger });
  const { memory, nowMs } = remembering;
  const look = await lookFromOutside(surroundings, remembering);
  const { plan, approved } = await shownPlan(look, { ...surroundings, ledger, clock });
  const different = new Set(look.views.filter(differs).map(({ account }) => account.id));

  const looks = new Map<AccountId, Reason>();
  for (const account of whoseTurn(
    plan.accounts.filter(isConsumer).map(({ account: id }) => ({ account: id, memory: memory(id) })),
    nowMs,
  ))
    looks.set(account, 'turn');
  for (const one of plan.accounts) {
    const { account } = one;
    const reason = reasonToLook(one, different.has(account), memory(account), nowMs);
    if (reason !== undefined) looks.set(account, reason);
  }
  const planned = new Map(plan.accounts.map((one) => [one.account, one]));
  // Where AWS follows OUs by itself, whoever left one shows nothing on the provider's side.
  for (const account of remembering.accounts)
    if (!planned.has(account) && isLeftOver(memory(account)) && !isOf(unread, memory(account), configuration))
      looks.set(account, 'unfinished');

  const withheld = plan.guard.tripped
    ? [...looks.keys()].filter((account) => {
        const one = planned.get(account);
        return !approved.has(account) && (one === undefined || !isConsumer(one));
      })
    : [];
  for (const account of withheld) looks.delete(account);
  return { looks, withheld, guard: plan.guard, unread };
}

/** Whether an account is a consumer in any site, or still has what one has. */
function isConsumer({ sites }: AccountPlan): boolean {
  return sites.some(({ decisions, grace }) => grace !== undefined || decisions.some(({ member }) => member));
}

/** Whether an account of which nothing is seen is remembered as one that has something. */
function isLeftOver(memory: Memory): boolean {
  if (memory.state !== 'read' || memory.value === undefined) return false;
  return memory.value.phase !== 'disconnected' || isUnfinished(memory);
}

/** Whether an account was last seen as one of a profile that is offered in a site which could not be read. */
function isOf(unread: readonly UnreadSite[], memory: Memory, { profiles }: Configuration): boolean {
  if (memory.state !== 'read' || memory.value === undefined) return false;
  const regions = new Set(unread.map(({ region }) => region));
  const there = profiles.filter(({ sites }) => sites.some((site) => regions.has(site)));
  return memory.value.decisions.some(({ profile }) => there.some(({ name }) => name === profile));
}

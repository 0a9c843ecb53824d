import { certain } from './look/organization.ts';
import type { Clock } from './model/clock.ts';
import type { AccountId, PrefixListId, Region } from './model/ids.ts';
import type { ProviderPort } from './model/ports.ts';
import { observeProvider } from './observe/provider.ts';
import type { Action } from './plan/action.ts';
import { type Context, type Result, reconcile } from './reconcile.ts';
import { recollect } from './record/recollect.ts';
import { whoseEntries } from './record/whose-entries.ts';
import type { StepName } from './steps/names.ts';

/** What a pass over a site's network came to. */
export interface NetworkPass {
  /** When it began to read: who asked before that, and was looked at, need not ask again. */
  readonly beganMs: number;
  /** Of each round: what AWS puts off, because one change of a list follows the other, is the next one's. */
  readonly results: readonly Result[];
}

/** Removals, additions, and what is more than fits into one call. */
const mostRounds = 3;

const untilSettled = { everySeconds: 5, tries: 12 };

/** The step that changes what all consumers of a site share. */
const sharedStep: StepName = 'prefix-list-entry';

/** Whether an action changes what all consumers of a site share, so that a pass over its network does it for many. */
export function isOfNetwork({ step }: Pick<Action, 'step'>): boolean {
  return step === sharedStep;
}

/**
 * Brings the prefix list of a site to where it should be for the account that asks, and for as many others as one look
 * can tell of, in as few calls as AWS takes. Nothing else of these accounts is changed. Whoever calls it sees to it that no
 * other pass over the same site is made meanwhile: AWS takes a change of a list only with its newest version.
 * @throws JetwayError where the provider's side or a membership could not be read, and what `reconcile` throws
 */
export async function reconcileNetwork(
  asking: AccountId,
  region: Region,
  context: Context,
): Promise<NetworkPass> {
  const { configuration, ports, clock, sites, unread = [] } = context;
  for (const one of unread) if (one.region === region) throw one.error;
  const site = sites.find((one) => one.region === region);
  const rules = configuration.sites.find((one) => one.region === region);
  const prefixList = site?.prefixList;
  const results: Result[] = [];
  if (site === undefined || rules === undefined || prefixList === undefined)
    return { beganMs: clock.nowMs(), results };
  const port = ports.provider(region);
  await settled(port, prefixList, clock);
  const beganMs = clock.nowMs();
  const { memory } = await recollect({ accounts: 'organization' }, context);
  const parts = ['attachments', 'propagations', 'prefixListEntries'] as const;
  const provider = await observeProvider(port, { site, rules }, {}, parts);
  for (const part of parts) certain<unknown>(provider[part]);
  const accounts = whoseEntries(asking, { provider, memory, configuration });
  const allowed = (action: Action) =>
    isOfNetwork(action) && action.site === region && action.observed !== true;
  for (let round = 1; round <= mostRounds; round += 1) {
    const result = await reconcile({ accounts, deep: true }, context, {
      waitSeconds: 0,
      allowed,
    });
    results.push(result);
    if (!result.applied.some(({ outcome }) => outcome.state === 'waiting')) break;
    await settled(port, prefixList, clock);
  }
  return { beganMs, results };
}

/** Waits until AWS has made the last change of the list, as long as that may take at most. */
async function settled(
  port: Pick<ProviderPort, 'prefixListSize'>,
  prefixList: PrefixListId,
  clock: Pick<Clock, 'sleep'>,
): Promise<void> {
  for (let tries = 0; tries < untilSettled.tries; tries += 1) {
    if ((await port.prefixListSize(prefixList)).settled) return;
    await clock.sleep(untilSettled.everySeconds);
  }
}

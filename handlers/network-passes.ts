import type { AccountId, Region } from '../lib/model/ids.ts';
import { isOfNetwork, type NetworkPass } from '../lib/network.ts';
import { identityOf } from '../lib/plan/json.ts';
import { actionsOf } from '../lib/plan/plan.ts';
import type { Result } from '../lib/reconcile.ts';
import type { ReconcileRequest } from '../lib/trigger/request.ts';
import { delaySeconds } from './next-look.ts';

/** A request for a pass, and when SQS took it. */
export interface Asking extends Required<Pick<ReconcileRequest, 'account' | 'idle' | 'after'>> {
  readonly sentMs: number;
}

interface Served {
  readonly served: boolean;
  readonly beganMs: number;
}

/** How soon after a pass the account is worth its look: AWS shows entries once the list has settled. */
const afterPassSeconds = { served: 5, unserved: 30 };

/**
 * The passes over sites' networks that this process has made. Whoever asked before a pass began to read, and was looked
 * at in it, needs no other: of many requests that wait, the first makes the pass. What another process has done is not
 * known here, and costs a pass that finds nothing to do.
 */
export class NetworkPasses {
  readonly #served = new Map<string, Served>();

  remember({ beganMs, results }: NetworkPass, site: Region): void {
    for (const result of results) {
      const unserved = accountsLeft(result, site);
      for (const { account } of result.plan.accounts)
        this.#served.set(keyOf(account, site), { served: !unserved.has(account), beganMs });
    }
  }

  /**
   * Whether the account's entries are as they should be, by a pass since it asked; undefined where there was none. Two
   * clocks tell, so it may be wrong: then the look that follows asks again.
   */
  served({ account, after, sentMs }: Pick<Asking, 'account' | 'after' | 'sentMs'>): boolean | undefined {
    const last = this.#served.get(keyOf(account, after.site));
    return last !== undefined && last.beganMs >= sentMs ? last.served : undefined;
  }
}

/** When the look is due that a request brings after its pass: no sooner than what else the account waits for. */
export function delayAfterPass({ sentMs, after, idle }: Asking, served: boolean, nowMs: number): number {
  const afterPass = served ? afterPassSeconds.served : delaySeconds(afterPassSeconds.unserved, idle);
  return Math.max(afterPass, after.delaySeconds - Math.floor((nowMs - sentMs) / 1000));
}

/** The accounts that lack what a pass was to do, because others are at work on them, or AWS would not have it. */
function accountsLeft({ plan, applied }: Result, site: Region): ReadonlySet<AccountId> {
  const done = new Set(
    applied
      .filter(({ outcome }) => outcome.state === 'done' || outcome.state === 'already-so')
      .map(({ action }) => identityOf(action)),
  );
  return new Set(
    actionsOf(plan)
      .filter((action) => isOfNetwork(action) && action.site === site && !done.has(identityOf(action)))
      .map(({ account }) => account),
  );
}

function keyOf(account: AccountId, site: Region): string {
  return `${account} ${site}`;
}

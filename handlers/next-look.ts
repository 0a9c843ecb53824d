import { JetwayError, passesByItself } from '../lib/model/errors.ts';
import type { AccountId, Region } from '../lib/model/ids.ts';
import { actionsOf } from '../lib/plan/plan.ts';
import type { Result } from '../lib/reconcile.ts';
import { endOfGrace } from '../lib/record/after-look.ts';
import { type LookNumber, lookNumberOf } from '../lib/trigger/look-again.ts';
import type { ReconcileRequest } from '../lib/trigger/request.ts';

/** What becomes of a request once its account was looked at. */
export type Next =
  | { readonly state: 'done' }
  | {
      readonly state: 'look-again';
      readonly delaySeconds: number;
      readonly because: string;
      readonly number: LookNumber;
      /** The site whose network has to be passed over first, where that is so. */
      readonly after?: Region;
      /** The calls that failed, where something else of the account goes on. */
      readonly errors: readonly JetwayError[];
    }
  /** The request fails, and SQS delivers it again until it belongs to the dead-letter queue. */
  | { readonly state: 'fail'; readonly error: unknown };

/** Which look at an account this was. */
type Asked = LookNumber & Pick<ReconcileRequest, 'account'>;

/** One that is over, and whether it brought something on. */
interface Over extends Asked {
  readonly progressed: boolean;
}

/**
 * So many looks in a row may bring nothing on. With the growth below, a wait of 15 seconds is given up after an hour and
 * a quarter, one of 15 minutes after five.
 */
export const mostIdleLooks = 20;

/** More looks than any account needs: somebody undoes what they do. */
export const lastAttempt = 100;

/** So many looks may bring nothing on before they become rarer. */
const patience = 7;

/** SQS delays a message no longer. */
const longestDelaySeconds = 900;

/** How soon what could not be read, or what AWS refused for the moment, is worth another look. */
const afterFailureSeconds = 30;

/**
 * How long to wait before the next look. While nothing moves, looks are further and further apart; one that brought
 * something on is followed as soon as AWS is expected to be ready.
 * @param idle how many looks in a row have brought nothing on
 */
export function delaySeconds(lookAgainSeconds: number, idle: number): number {
  const grown = lookAgainSeconds * 1.5 ** Math.max(0, idle - patience);
  return Math.min(longestDelaySeconds, Math.max(1, Math.ceil(grown)));
}

/** @param look which look it was, for the same cause */
export function nextAfter(result: Result, { account, attempt, idle }: Asked, nowMs: number): Next {
  const { state, applied, handedOver, lookAgainSeconds = afterFailureSeconds } = result;
  const over = {
    account,
    attempt,
    idle,
    lookedAt: new Date(nowMs).toISOString(),
    progressed: applied.some(({ outcome }) => outcome.state === 'done'),
  };
  const [waiting] = handedOver ?? [];
  // Of several sites, one after the other: the next look asks for the second.
  if (waiting !== undefined) return nextAfterHandingOver(result, waiting.site, over);
  switch (state) {
    case 'converged':
    case 'observed':
    case 'blocked':
      return nextAfterAll(result, over, nowMs);
    case 'waiting':
      return lookAgain(lookAgainSeconds, { ...over, because: awaited(result) });
    case 'failed':
      return nextAfterFailure(result, over);
  }
}

/** The pass brings the next look, no sooner than what else the account waits for. */
function nextAfterHandingOver({ errors, lookAgainSeconds = 0 }: Result, site: Region, over: Over): Next {
  const because = `it waits for its addresses in the prefix list of ${site}`;
  const next = lookAgain(lookAgainSeconds, { ...over, because, errors });
  return next.state === 'look-again' ? { ...next, after: site } : next;
}

/**
 * Nothing is left to do for now, but what the ledger did not take, or the bus, must be seen again. A grace period that SQS can
 * outlast brings a look when it ends; a longer one is left to the sweep.
 */
function nextAfterAll({ plan, unrecorded, untold }: Result, over: Over, nowMs: number): Next {
  if (isLast(over)) return { state: 'done' };
  const unsaid = unrecorded ?? untold;
  if (unsaid !== undefined) return lookAgain(afterFailureSeconds, { ...over, because: unsaid.problem.what });
  const now = new Date(nowMs).toISOString();
  const ends = plan.accounts.flatMap((one) => endOfGrace(one, () => now) ?? []).sort()[0];
  const seconds = ends === undefined ? Number.POSITIVE_INFINITY : (Date.parse(ends) - nowMs) / 1000;
  if (seconds > longestDelaySeconds) return { state: 'done' };
  return lookAgain(seconds, { ...over, because: `its grace period ends at ${ends}` });
}

/**
 * A failed call must not keep the account's other sites and VPCs waiting for a visibility timeout, so that the next
 * look is a message of its own where one is due. It makes the call again; once nothing else goes on, the request fails.
 */
function nextAfterFailure(result: Result, over: Over): Next {
  const { errors, lookAgainSeconds } = result;
  if (errors.length === 0)
    return lookAgain(lookAgainSeconds ?? afterFailureSeconds, { ...over, because: unread(result) });
  const error = failed(result, over.account);
  if (lookAgainSeconds === undefined || isLast(over)) return { state: 'fail', error };
  return lookAgain(lookAgainSeconds, { ...over, because: error.message, errors });
}

/** What passes by itself is looked at again, so that it does not hold up the account's other requests. */
export function nextAfterError(error: unknown, asked: Asked): Next {
  if (!(error instanceof JetwayError) || !passesByItself(error.code)) return { state: 'fail', error };
  const because = error.problem.what;
  return lookAgain(afterFailureSeconds, { ...asked, progressed: false, because });
}

function idleAfter({ idle, progressed }: Over): number {
  return progressed ? 0 : idle + 1;
}

function isLast(over: Over): boolean {
  return over.attempt >= lastAttempt || idleAfter(over) >= mostIdleLooks;
}

function lookAgain(
  seconds: number,
  { because, errors = [], ...over }: Over & { because: string; errors?: readonly JetwayError[] },
): Next {
  const idle = idleAfter(over);
  if (!isLast(over)) {
    const number = { ...lookNumberOf(over), attempt: over.attempt + 1, idle };
    return { state: 'look-again', delaySeconds: delaySeconds(seconds, idle), because, number, errors };
  }
  return {
    state: 'fail',
    error: new JetwayError('not-ready', {
      resource: `account ${over.account}`,
      what: `after ${over.attempt} looks it is not done: ${because}`,
      remedy: 'See what holds it up; then send the message from the dead-letter queue again',
    }),
  };
}

function awaited({ plan }: Result): string {
  const settling = plan.accounts.flatMap(({ sites }) => sites.flatMap((site) => site.settling));
  const waits = [...settling, ...actionsOf(plan).flatMap(({ waits: wait }) => wait ?? [])];
  const things = new Set(waits.map((wait) => wait.for));
  return things.size === 0
    ? 'it waits for what was changed to be seen'
    : `it waits for ${[...things].join('; ')}`;
}

function unread({ plan }: Result): string {
  const whats = plan.accounts.flatMap(({ findings }) =>
    findings.filter(({ kind }) => kind === 'unreadable').map(({ what }) => what),
  );
  return whats.length === 0 ? 'something of it could not be read' : [...new Set(whats)].join('; ');
}

function failed({ errors }: Result, account: AccountId): AggregateError {
  const messages = errors.map(({ message }) => message).join(' ');
  return new AggregateError(errors, `account ${account}: ${messages}`);
}

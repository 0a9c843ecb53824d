import { JetwayError, passesByItself } from '../lib/model/errors.ts';
import type { AccountId } from '../lib/model/ids.ts';
import { actionsOf } from '../lib/plan/plan.ts';
import type { Result } from '../lib/reconcile.ts';
import { endOfGrace } from '../lib/record/after-look.ts';

/** What becomes of a request once its account was looked at. */
export type Next =
  | { readonly state: 'done' }
  | {
      readonly state: 'look-again';
      readonly delaySeconds: number;
      readonly because: string;
      /** The calls that failed, where something else of the account goes on. */
      readonly errors: readonly JetwayError[];
    }
  /** The request fails, and SQS delivers it again until it belongs to the dead-letter queue. */
  | { readonly state: 'fail'; readonly error: unknown };

/** With the growth below, a wait of 15 seconds is given up after an hour and a quarter, one of 15 minutes after five. */
export const lastAttempt = 20;

/** So many looks an account needs, one wait after the other, when nothing holds it up. */
const usualLooks = 7;

/** SQS delays a message no longer. */
const longestDelaySeconds = 900;

/** How soon what could not be read, or what AWS refused for the moment, is worth another look. */
const afterFailureSeconds = 30;

/**
 * How long to wait before the next look. Where more looks than usual are needed, they are further and further apart;
 * one that brought something on is followed as soon as AWS is expected to be ready.
 */
export function delaySeconds(
  lookAgainSeconds: number,
  { attempt, progressed }: { readonly attempt: number; readonly progressed: boolean },
): number {
  const unusual = progressed ? 0 : Math.max(0, attempt - usualLooks);
  const grown = lookAgainSeconds * 1.5 ** unusual;
  return Math.min(longestDelaySeconds, Math.max(1, Math.ceil(grown)));
}

/** @param attempt which look at the account this was, for the same cause */
export function nextAfter(result: Result, account: AccountId, attempt: number, nowMs: number): Next {
  const { state, applied, lookAgainSeconds = afterFailureSeconds } = result;
  const progressed = applied.some(({ outcome }) => outcome.state === 'done');
  switch (state) {
    case 'converged':
    case 'observed':
    case 'blocked':
      return nextAfterAll(result, { account, attempt, progressed }, nowMs);
    case 'waiting':
      return lookAgain(lookAgainSeconds, { account, attempt, progressed, because: awaited(result) });
    case 'failed':
      return nextAfterFailure(result, { account, attempt, progressed });
  }
}

/**
 * Nothing is left to do for now, but what the ledger did not take, or the bus, must be seen again. A grace period that SQS can
 * outlast brings a look when it ends; a longer one is left to the sweep.
 */
function nextAfterAll(
  { plan, unrecorded, untold }: Result,
  look: { account: AccountId; attempt: number; progressed: boolean },
  nowMs: number,
): Next {
  if (look.attempt >= lastAttempt) return { state: 'done' };
  const unsaid = unrecorded ?? untold;
  if (unsaid !== undefined) return lookAgain(afterFailureSeconds, { ...look, because: unsaid.problem.what });
  const now = new Date(nowMs).toISOString();
  const ends = plan.accounts.flatMap((one) => endOfGrace(one, () => now) ?? []).sort()[0];
  const seconds = ends === undefined ? Number.POSITIVE_INFINITY : (Date.parse(ends) - nowMs) / 1000;
  if (seconds > longestDelaySeconds) return { state: 'done' };
  return lookAgain(seconds, { ...look, because: `its grace period ends at ${ends}` });
}

/**
 * A failed call must not keep the account's other sites and VPCs waiting for a visibility timeout, so that the next
 * look is a message of its own where one is due. It makes the call again; once nothing else goes on, the request fails.
 */
function nextAfterFailure(
  result: Result,
  look: { account: AccountId; attempt: number; progressed: boolean },
): Next {
  const { errors, lookAgainSeconds } = result;
  if (errors.length === 0)
    return lookAgain(lookAgainSeconds ?? afterFailureSeconds, { ...look, because: unread(result) });
  const error = failed(result, look.account);
  if (lookAgainSeconds === undefined || look.attempt >= lastAttempt) return { state: 'fail', error };
  return lookAgain(lookAgainSeconds, { ...look, because: error.message, errors });
}

/** What passes by itself is looked at again, so that it does not hold up the account's other requests. */
export function nextAfterError(error: unknown, account: AccountId, attempt: number): Next {
  if (!(error instanceof JetwayError) || !passesByItself(error.code)) return { state: 'fail', error };
  const because = error.problem.what;
  return lookAgain(afterFailureSeconds, { account, attempt, progressed: false, because });
}

function lookAgain(
  seconds: number,
  {
    account,
    because,
    errors = [],
    ...look
  }: {
    account: AccountId;
    attempt: number;
    progressed: boolean;
    because: string;
    errors?: readonly JetwayError[];
  },
): Next {
  if (look.attempt < lastAttempt)
    return { state: 'look-again', delaySeconds: delaySeconds(seconds, look), because, errors };
  return {
    state: 'fail',
    error: new JetwayError('not-ready', {
      resource: `account ${account}`,
      what: `after ${look.attempt} looks it is not done: ${because}`,
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

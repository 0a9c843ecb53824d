import { AccountId } from '../model/ids.ts';
import { readTrigger } from './event.ts';
import { ReconcileRequest } from './request.ts';
import type { TriggerRules } from './trigger.ts';

/** What a message that was given up is about. */
export interface Subject {
  /** Those that it names; none where it means an OU, everybody or nobody. */
  readonly accounts: readonly AccountId[];
  readonly sentence: string;
  /** Whether the function that it goes back to knows what to do with it. */
  readonly known: boolean;
}

interface Unread {
  readonly body: string;
  /** The message group, which is the account's id where Jetway sent it. */
  readonly group: string | undefined;
}

/** Reads a dead letter of the queue of requests. */
export function subjectOfRequest({ body, group }: Unread): Subject {
  const request = ReconcileRequest.safeParse(jsonOf(body));
  if (!request.success) {
    const account = AccountId.safeParse(group);
    return {
      accounts: account.success ? [account.data] : [],
      sentence: `it is no request: ${excerpt(body)}`,
      known: false,
    };
  }
  const { account, attempt, trigger, after } = request.data;
  const by = trigger.actor === undefined ? '' : ` by ${trigger.actor}`;
  const then = after === undefined ? '' : ` after a pass over the network of ${after.site}`;
  const sentence = `look ${attempt} at ${account}${then}, because of ${trigger.source} ${trigger.name}${by}, event ${trigger.id}`;
  return { accounts: [account], sentence, known: true };
}

/** Reads a dead letter on its way to, or from, the queue of triggers. */
export function subjectOfTrigger({ body }: Unread, rules: TriggerRules): Subject {
  const { whom, sentence, id } = readTrigger(jsonOf(body), rules);
  const known = whom.kind !== 'nobody' || (whom.reason !== 'malformed' && whom.reason !== 'unknown-event');
  return {
    accounts: whom.kind === 'accounts' ? whom.accounts : [],
    sentence: known ? `${sentence}, event ${id}` : `it is no trigger that Jetway knows: ${excerpt(body)}`,
    known,
  };
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

const longest = 120;

function excerpt(body: string): string {
  return body.length <= longest ? body : `${body.slice(0, longest)}…`;
}

import * as z from 'zod/mini';
import { AccountId } from '../model/ids.ts';
import { Time } from './envelope.ts';

/** What set a look off. It stays the same through every look again, so the audit log leads back to it. */
export const Cause = z.object({
  id: z.string(),
  source: z.string(),
  name: z.string(),
  actor: z.optional(z.string()),
  /** When it happened, as the event itself says; whoever relies on it asks first whether that can be. */
  time: Time,
});
export type Cause = z.output<typeof Cause>;

/** Of a trigger, what set it off, without what is not known of that. */
export function causeOf({ id, source, name, actor, time }: Cause) {
  return {
    id,
    source,
    name,
    ...(actor === undefined ? {} : { actor }),
    ...(time === undefined ? {} : { time }),
  };
}

const Count = z.int().check(z.nonnegative());

/** Which look at an account it is, for one cause. */
export const LookNumber = {
  /** The event itself was the first. */
  attempt: z.int().check(z.positive()),
  /** How many looks in a row, before this one, have brought nothing on. */
  idle: z._default(Count, 0),
  /** When the last look for this cause was made, UTC; absent where none was. */
  lookedAt: z.exactOptional(z.iso.datetime()),
};

export type LookNumber = Pick<LookAgain['detail'], keyof typeof LookNumber>;

/** Of a trigger or a request, which look it is. */
export function lookNumberOf({ attempt, idle, lookedAt }: LookNumber): LookNumber {
  return { attempt, idle, ...(lookedAt === undefined ? {} : { lookedAt }) };
}

/** The trigger that Jetway sends itself, delayed, when a plan has to wait for something. */
export const LookAgain = z.object({
  source: z.literal('jetway'),
  'detail-type': z.literal('Look Again'),
  detail: z.object({ account: AccountId, ...LookNumber, because: Cause }),
});
export type LookAgain = z.output<typeof LookAgain>;

/** The tick of the schedule: look at everyone. */
export const Sweep = z.object({ source: z.literal('jetway'), 'detail-type': z.literal('Sweep') });

/** Whether a sweep set it off. */
export function isOfSweep({ source, name }: Pick<Cause, 'source' | 'name'>): boolean {
  return source === 'jetway' && name === 'Sweep';
}

/** @param number which look this will be */
export function lookAgain(account: AccountId, number: LookNumber, cause: Cause): LookAgain {
  const because = causeOf(cause);
  const detail = { account, ...lookNumberOf(number), because };
  return { source: 'jetway', 'detail-type': 'Look Again', detail };
}

import * as z from 'zod/mini';
import { AccountId } from '../model/ids.ts';
import type { Envelope } from './envelope.ts';
import { account, nobody, type TriggerRules, type Whom } from './trigger.ts';

/** Whom an event of one name makes Jetway look at. */
export type Reader = (event: Envelope, rules: TriggerRules) => Whom;

/** The readers of one event source, by CloudTrail's event name or, where there is none, by detail-type. */
export type Readers = Readonly<Record<string, Reader>>;

/**
 * A reader of events whose detail has a known shape.
 * @param otherwise whom an event of another shape means; without it such an event is malformed
 */
export function reading<Schema extends z.core.$ZodType>(
  detail: Schema,
  whom: (detail: z.output<Schema>, event: Envelope, rules: TriggerRules) => Whom,
  otherwise: Reader = () => nobody('malformed', 'it does not have the shape of an event of its name'),
): Reader {
  return (event, rules) => {
    const parsed = z.safeParse(detail, event.detail);
    return parsed.success ? whom(parsed.data, event, rules) : otherwise(event, rules);
  };
}

export function irrelevant(sentence: string): Reader {
  return () => nobody('irrelevant', sentence);
}

/** Readers of events that count only where they come from one of these accounts. */
export function onlyFrom(
  entitled: (rules: TriggerRules) => readonly AccountId[],
  whose: string,
  readers: Readers,
): Readers {
  const guarded = (reader: Reader): Reader => {
    return (event, rules) =>
      entitled(rules).includes(event.account)
        ? reader(event, rules)
        : nobody('not-authorized', `it comes from ${event.account}, and only ${whose} has a say in this`);
  };
  return Object.fromEntries(Object.entries(readers).map(([name, reader]) => [name, guarded(reader)]));
}

/** The account that the event comes from, unless that is the provider, which is never a consumer of itself. */
export const whereItHappened: Reader = (event, { providerAccount }) =>
  event.account === providerAccount
    ? nobody('irrelevant', 'it is about what the provider has for itself')
    : account(event.account);

/** A reader of events that mean one thing in the provider account and another in every other account. */
export function bySide(sides: { readonly provider: Reader; readonly elsewhere: Reader }): Reader {
  return (event, rules) =>
    (event.account === rules.providerAccount ? sides.provider : sides.elsewhere)(event, rules);
}

/** A shape where a wrapper of any name may stand around it. */
export function bareOrWrapped<Schema extends z.core.$ZodType>(schema: Schema) {
  const inner = z.transform((value: unknown) =>
    [value, ...(typeof value === 'object' && value !== null ? Object.values(value) : [])].find(
      (candidate) => z.safeParse(schema, candidate).success,
    ),
  );
  return z.pipe(inner, schema);
}

/** An account id where a number may stand for it: CloudTrail makes numbers of digits in EC2's XML. */
export const CoercedAccountId = z.pipe(
  z.transform((value: unknown) => (typeof value === 'number' ? String(value).padStart(12, '0') : value)),
  AccountId,
);

/** The account in whose name a resource stands: the fifth part of its ARN. */
export const ArnOwner = z.pipe(
  z.pipe(
    z.string(),
    z.transform((arn) => arn.split(':')[4]),
  ),
  AccountId,
);

import * as z from 'zod/mini';
import { AccountId } from '../model/ids.ts';

/** What EventBridge puts around every event. It sets `account` itself: the sender has no say in it. */
export const Envelope = z.object({
  source: z.string(),
  'detail-type': z.string(),
  account: AccountId,
  resources: z.catch(z.array(z.string()), []),
  detail: z.record(z.string(), z.unknown()),
});
export type Envelope = z.output<typeof Envelope>;

const text = z.catch(z.optional(z.string()), undefined);

/** UTC, as in ISO 8601; what is none is not known. */
export const Time = z.catch(z.optional(z.iso.datetime()), undefined);

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An object that may be missing or something else: then nothing in it is known. */
function part<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.pipe(
    z.transform((value: unknown) => (isObject(value) ? value : {})),
    z.object(shape),
  );
}

/**
 * What an event says about itself and about who caused it. Parses anything at all: the fields are for people to
 * read, and those that decide something (`errorCode`, the role of the caller) only ever make Jetway do less.
 */
export const Description = part({
  id: text,
  source: text,
  'detail-type': text,
  time: Time,
  account: z.optional(z.unknown()),
  detail: part({
    eventName: text,
    errorCode: text,
    userIdentity: part({
      arn: text,
      principalId: text,
      invokedBy: text,
      sessionContext: part({ sessionIssuer: part({ userName: text }) }),
    }),
  }),
});
export type Description = z.output<typeof Description>;

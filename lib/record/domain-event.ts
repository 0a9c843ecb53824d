import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { AccountId, ProfileName, Region } from '../model/ids.ts';
import { Cause } from './audit.ts';
import { Phase } from './phase.ts';

const describe = (description: string) => z.meta({ description });
const text = (description: string) => z.string().check(describe(description));
const count = (description: string) => z.int().check(z.minimum(0), describe(description));

const common = {
  version: z
    .literal(1)
    .check(
      describe(
        'The version of this format: it changes when a key goes or changes its meaning, not when one is added.',
      ),
    ),
  id: text('The same whenever the same thing is told again. EventBridge’s own id is not.'),
  installation: text('The `name` in jetway.yaml.'),
  at: text('When it was seen: UTC, as in ISO 8601.'),
  cause: Cause.check(describe('What set off the look that saw it.')),
  run: text('The run that looked; its audit records have the same.'),
};

const aboutAccount = {
  account: AccountId.check(describe('The account.')),
  accountName: z.exactOptional(text('As Organizations shows it; absent where the account has departed.')),
  sites: z.array(Region).check(describe('The Regions in which it was looked at.')),
  profiles: z.array(ProfileName).check(describe('The profiles that it is a consumer of.')),
};

const consumerEvents = [
  'jetway.consumer.connected',
  'jetway.consumer.disconnected',
  'jetway.consumer.blocked',
] as const;

const ConsumerEvent = z.object({
  type: z.enum(consumerEvents).check(describe('The event’s detail-type.')),
  ...common,
  ...aboutAccount,
  from: z.exactOptional(Phase.check(describe('Where it stood before; absent where nothing was remembered.'))),
  to: Phase.check(describe('Where it stands.')),
  reason: text('Why, as a sentence without its full stop.'),
  secondsFromEvent: z.exactOptional(
    z
      .number()
      .check(
        z.minimum(0),
        describe('How long after the first event it was connected; absent where that is not known.'),
      ),
  ),
});

export type ConsumerEvent = Readonly<z.output<typeof ConsumerEvent>>;

const DriftRepaired = z.object({
  type: z.literal('jetway.drift.repaired').check(describe('The event’s detail-type.')),
  ...common,
  ...aboutAccount,
  changes: count('How many calls mended it.'),
  repaired: z
    .array(
      z.object({
        site: Region.check(describe('The Region.')),
        does: text('What was done, as a sentence without its full stop.'),
      }),
    )
    .check(describe('The first of them.')),
});

const GuardTripped = z.object({
  type: z.literal('jetway.guard.tripped').check(describe('The event’s detail-type.')),
  ...common,
  scope: z
    .enum(['organization', 'accounts'])
    .check(
      describe('Whether a sweep counted one plan of everybody, or looks at accounts were counted together.'),
    ),
  since: text('Since when removals are held back.'),
  losing: count('How many accounts would lose access.'),
  consumers: count('How many have it.'),
  limit: count('How many may lose it.'),
  accounts: z
    .array(AccountId)
    .check(
      describe('Of those whose removals were held back, the ones that were looked at; a hundred at most.'),
    ),
});

/** What is told of one account. */
export const AccountEvent = z.discriminatedUnion('type', [ConsumerEvent, DriftRepaired]);
export type AccountEvent = Readonly<z.output<typeof AccountEvent>>;

/** What Jetway tells others that it did or found, as the detail of an event on its bus. */
export const DomainEvent = z.discriminatedUnion('type', [ConsumerEvent, DriftRepaired, GuardTripped]);
export type DomainEvent = Readonly<z.output<typeof DomainEvent>>;

/** An id that is the same for the same parts. */
export function idOf(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

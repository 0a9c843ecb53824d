import * as z from 'zod/mini';
import { AccountId } from '../model/ids.ts';
import { ProbeReport } from '../model/probe.ts';
import { Failure, Cause as Trigger } from './audit.ts';
import { Decision } from './decision.ts';
import { AccountEvent } from './domain-event.ts';
import { Phase } from './phase.ts';

const describe = (description: string) => z.meta({ description });
const text = (description: string) => z.string().check(describe(description));
const count = (description: string) => z.int().check(z.minimum(0), describe(description));

export const Condition = z.object({
  type: text('What is told: `Member`, `Converged`, `Reachable`, `Answered`, or what others have added.'),
  status: z.enum(['True', 'False', 'Unknown']).check(describe('Whether it is so.')),
  since: text('When the status last changed: UTC, as in ISO 8601.'),
  reason: text('Why, in one word.'),
  message: text('Why, as a sentence without its full stop.'),
});
export type Condition = Readonly<z.output<typeof Condition>>;

const RememberedDecision = z.object({
  ...Decision.shape,
  since: text('When `member` last changed, as far as it was seen.'),
});

/** What is remembered of an account. It is never the truth: that is read from AWS. */
export const LedgerEntry = z.object({
  version: z.literal(1).check(describe('The version of this format.')),
  account: AccountId.check(describe('The account.')),
  name: z.exactOptional(text('As Organizations shows it; absent where the account has departed.')),
  phase: Phase.check(describe('Where it stands.')),
  since: text('Since when it stands there.'),
  decisions: z
    .array(RememberedDecision)
    .check(describe('Whether it is a consumer, one for each profile, in the order of jetway.yaml.')),
  graceEndsAt: z.exactOptional(text('When its grace period ends; absent where none runs.')),
  conditions: z.array(Condition).check(describe('What else is told of it, each with its last change.')),
  probes: z.exactOptional(
    z
      .array(ProbeReport)
      .check(describe('What its probes said last, one for each site in which one was asked.')),
  ),
  plan: z
    .object({
      add: count('Actions that add something.'),
      remove: count('Actions that remove something.'),
      waiting: count('Those of them that wait for something.'),
      held: count('Those that the blast-radius limit holds back.'),
      settling: count('Changes that are under way.'),
      findings: count('What a person should look at.'),
    })
    .check(describe('The last plan, in numbers.')),
  error: z.exactOptional(
    z.object({ ...Failure.shape, at: text('When.') }).check(describe('What failed in the last look.')),
  ),
  eventAt: z.exactOptional(
    text('While it is onboarding: when the first event happened that led to it; absent where none says so.'),
  ),
  untold: z.exactOptional(
    z
      .array(AccountEvent)
      .check(describe('What the bus has not taken yet, the last of each kind; absent where it has all.')),
  ),
  lookedAt: text('When it was last looked at.'),
  nextLookAt: z.exactOptional(
    text(
      'When the next look is due that was asked for, or the grace period ends. Absent where an event or the sweep brings it, and after a look that failed or was not wholly recorded or told: then it comes about half a minute later.',
    ),
  ),
  promised: z.exactOptional(
    z
      .object({
        at: text('When it is due.'),
        attempt: z.int().check(z.minimum(1), describe('Which look it will be, for its cause.')),
      })
      .check(
        describe(
          'The look again that the last look asked for, for which others are left out; absent where it asked for none, and where a sweep had set it off.',
        ),
      ),
  ),
  trigger: Trigger.check(describe('What set off the last look.')),
  run: text('The run that looked; its audit records have the same.'),
});
export type LedgerEntry = Readonly<z.output<typeof LedgerEntry>>;

/** One line of an account's history: where it stands from then on. */
export const Transition = z.object({
  version: z.literal(1).check(describe('The version of this format.')),
  account: AccountId.check(describe('The account.')),
  at: text('When: UTC, as in ISO 8601.'),
  from: z.exactOptional(Phase.check(describe('Where it stood before; absent where nothing was remembered.'))),
  to: Phase.check(describe('Where it stands.')),
  reason: text('Why, as a sentence without its full stop.'),
  secondsFromEvent: z.exactOptional(
    z
      .number()
      .check(
        z.minimum(0),
        describe(
          'Where it has been connected: how long after the first event; absent where that is not known.',
        ),
      ),
  ),
  trigger: Trigger.check(describe('What set off the look that saw it.')),
  run: text('The run that saw it.'),
});
export type Transition = Readonly<z.output<typeof Transition>>;

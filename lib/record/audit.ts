import * as z from 'zod/mini';
import type { AwsFailure } from '../model/errors.ts';
import { AccountId, Region } from '../model/ids.ts';
import { order } from '../steps/names.ts';
import { Decision } from './decision.ts';

const describe = (description: string) => z.meta({ description });
const text = (description: string) => z.string().check(describe(description));

export const Cause = z.object({
  id: text(
    'The id of the event; `cli` where a person typed a command, and for `approve` the SHA-256 of the plan: `plan HEX`.',
  ),
  source: text('The source of the event, such as `aws.organizations`; `jetway` for its own.'),
  name: text('The name of the event, such as `MoveAccount`.'),
  actor: z.exactOptional(
    text('Who made what the event reports, as CloudTrail names them; or who ran the command.'),
  ),
  time: z.exactOptional(
    text('When it happened: UTC, as in ISO 8601. It is the event’s word, and absent where it has none.'),
  ),
});

/** Why a run happens: an event, a tick, or a person at a terminal. */
export type Cause = Readonly<z.output<typeof Cause>>;

const Aws = z.object({
  service: text('As the SDK calls it.'),
  operation: text('The operation.'),
  code: text('AWS’s error code.'),
  requestId: z.optional(text('AWS’s request id, for CloudTrail and support cases.')),
} satisfies { readonly [K in keyof AwsFailure]: z.core.$ZodType<AwsFailure[K]> });

export const Failure = z.object({
  code: text('What went wrong, in Jetway’s own word.'),
  message: text('What it is about, what failed, and what to do next.'),
  aws: z.exactOptional(Aws.check(describe('The failed call as AWS names it; absent where no call failed.'))),
});

const Subject = z.nullable(z.record(z.string(), z.unknown()));

/** One line of the audit log: a change that is about to be made, or what became of it. */
export const AuditRecord = z.object({
  version: z
    .literal(1)
    .check(
      describe(
        'The version of this format: it changes when a key goes or changes its meaning, not when one is added.',
      ),
    ),
  time: text('When the record was written: UTC, as in ISO 8601.'),
  run: text('The run; its intents and outcomes have the same.'),
  dryRun: z.boolean().check(describe('Whether `mode: observe` keeps the call from being made.')),
  cause: Cause.check(describe('What set the run off. It stays the same through every look again.')),
  phase: z.enum(['intent', 'outcome']).check(describe('Before the call, or after it.')),
  account: AccountId.check(describe('The account that the change is for.')),
  site: Region.check(describe('The Region.')),
  decisions: z
    .array(Decision)
    .check(describe('Whether the account is a consumer, one for each profile of the site.')),
  step: z.enum(order).check(describe('One of the steps that connect a consumer.')),
  verb: z.enum(['add', 'remove']).check(describe('Whether something is added or removed.')),
  key: text('Names the change within its account, site and step.'),
  does: text('What is done, as a sentence without its full stop.'),
  reason: text('Why, as a sentence without its full stop.'),
  resource: text('The id of what the call changes.'),
  before: Subject.check(describe('The ids of what is there and goes; null where something is added.')),
  after: Subject.check(describe('The ids of what is to be there; null where something is removed.')),
  outcome: z.exactOptional(
    z
      .enum(['done', 'already-so', 'observed', 'waiting', 'failed'])
      .check(describe('What became of the change. Absent in an intent.')),
  ),
  error: z.exactOptional(Failure.check(describe('Why it waits or failed.'))),
});
export type AuditRecord = Readonly<z.output<typeof AuditRecord>>;

/** Where audit records go. A write that resolves has been accepted for good; otherwise it throws. */
export interface AuditLog {
  write(records: readonly AuditRecord[]): Promise<void>;
}

import type { AccountId, Region } from '../model/ids.ts';
import type { StepName } from '../steps/names.ts';
import type { Verb, Waiting } from '../steps/step.ts';
import type { Subjects } from '../steps/steps.ts';

/** What an action waits for, and the step whose state must change first, or the role that must be there. */
export interface Wait extends Waiting {
  readonly on: StepName | 'role';
}

interface Planned<K extends StepName> {
  readonly step: K;
  readonly verb: Verb;
  readonly account: AccountId;
  readonly site: Region;
  /** Names the action across plans, whatever becomes of the ids in its subject. */
  readonly key: string;
  readonly subject: Subjects[K];
  /** What is done, as a sentence without its full stop. */
  readonly does: string;
  /** Why, as a sentence without its full stop. */
  readonly reason: string;
  /** Absent where it can be done now. */
  readonly waits?: Wait;
  /** Whether the blast-radius limit keeps it back. */
  readonly held?: true;
  /** Whether the account’s profile is in observe mode, so that it is recorded and not done. */
  readonly observed?: true;
}

/** One change of one account in one site, as plain data; what it means is the step's. */
export type Action<K extends StepName = StepName> = { [P in K]: Planned<P> }[K];

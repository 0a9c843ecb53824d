import type { AccountView } from '../decide/account-view.ts';
import type { Finding } from '../model/finding.ts';
import type { VpcId } from '../model/ids.ts';
import type { Observation } from '../model/observation.ts';
import type { ConsumerPort, ProviderPort } from '../model/ports.ts';
import type { ConsumerPart } from '../observe/consumer.ts';
import type { ProviderPart } from '../observe/provider.ts';
import type { StepName } from './names.ts';

export type Verb = 'add' | 'remove';

/** Something whose time has not come; it is no error. */
export interface Waiting {
  /** What must be there first, as the end of a sentence that begins with "waits for". */
  readonly for: string;
  readonly lookAgainSeconds: number;
}

/** A subject as it was read back. */
export interface Seen<Subject> {
  readonly subject: Subject;
  readonly state: 'present' | 'arriving' | 'leaving';
  /** Whether Jetway can show that it made it, and so may remove it. */
  readonly ours: boolean;
}

/** What the steps call. A consumer is entered only when a step needs it. */
export interface StepPorts {
  readonly provider: ProviderPort;
  consumer(): Promise<ConsumerPort>;
}

/**
 * One thing that a consumer has: what is wanted of it, how it is seen, what it needs, how it is added and removed.
 * Only `add` and `remove` have effects; everything else is decided from the view.
 */
export interface Step<Subject> {
  /** Steps whose subjects lose their effect with this one, so that its removal waits for none that must be left. */
  readonly cuts?: readonly StepName[];
  /** Whether what lies beneath is removed without waiting for this to be gone: it is done first, and holds nothing. */
  readonly holdsNothing?: true;
  /** What must be read again to see that a change of this step has settled. */
  readonly parts: readonly (ProviderPart | ConsumerPart)[];
  /** How long AWS usually takes to settle a change. */
  readonly settlesInSeconds: number;
  /** Where one call changes many subjects: which belong together, and how many fit. */
  readonly batch?: { readonly by: (subject: Subject) => string; readonly limit: number };

  /** Identifies a subject within the account and site, whatever becomes of its ids. */
  key(subject: Subject): string;
  /** The id of what a change changes, as AWS and the audit log name it. */
  resource(subject: Subject): string;
  /** The VPC that it belongs to; undefined where it is the whole account's. */
  vpc(subject: Subject): VpcId | undefined;
  /** Steps whose wanted subjects, for the same VPC or the account, must be present before this one is added. */
  needs(subject: Subject): readonly StepName[];
  /** The change as a sentence without subject or full stop: "accept tgw-attach-1 of vpc-1". */
  explain(verb: Verb, subject: Subject): string;
  wanted(view: AccountView): readonly Subject[];
  seen(view: AccountView): Observation<readonly Seen<Subject>[]>;
  /** Whether this change is barred by something that only a person can mend, or must wait for more than `needs`. */
  hinders?(verb: Verb, subject: Subject, view: AccountView): Finding | Waiting | undefined;
  add(subjects: readonly Subject[], ports: StepPorts): Promise<void>;
  remove(subjects: readonly Subject[], ports: StepPorts): Promise<void>;
}

import type { AwsFailure, ErrorCode } from '../model/errors.ts';
import type { AccountId, Region } from '../model/ids.ts';
import type { Verb } from '../steps/step.ts';

/** Why a run happens: an event, a tick, or a person at a terminal. */
export interface Cause {
  readonly id: string;
  readonly source: string;
  readonly name: string;
  readonly actor?: string;
}

/** One line of the audit log: a change that is about to be made, or what became of it. */
export interface AuditRecord {
  readonly version: 1;
  readonly time: string;
  readonly run: string;
  readonly cause: Cause;
  readonly phase: 'intent' | 'outcome';
  readonly account: AccountId;
  readonly site: Region;
  readonly step: string;
  readonly verb: Verb;
  readonly key: string;
  readonly does: string;
  readonly reason: string;
  readonly mode: 'enforce' | 'observe';
  /** Present in the outcome. */
  readonly outcome?: 'done' | 'already-so' | 'observed' | 'waiting' | 'failed';
  readonly error?: { readonly code: ErrorCode; readonly message: string; readonly aws?: AwsFailure };
}

/** Where audit records go. A write that resolves has been accepted for good; otherwise it throws. */
export interface AuditLog {
  write(records: readonly AuditRecord[]): Promise<void>;
}

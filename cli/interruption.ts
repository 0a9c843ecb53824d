import type { AuditLog } from '../lib/record/audit.ts';
import type { Io } from './io.ts';

/** A person pressed Ctrl-C; whatever was begun is finished and recorded. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';

  /** @param message what has become of the work */
  constructor(message = 'What was begun is finished and in the audit log; run it again to go on.') {
    super(message);
  }
}

export interface Interruption {
  /** The same log; no intent is written after Ctrl-C, so no call is made. */
  between(audit: AuditLog): AuditLog;
  /** Ends with the work, or with Interrupted: at once where no call is under way, else after its outcome. */
  race<T>(work: Promise<T>): Promise<T>;
  stop(): void;
}

/** Ctrl-C between calls: a call that was begun is waited for, and no other is begun. */
export function interruption({ onInterrupt, err }: Pick<Io, 'onInterrupt' | 'err'>): Interruption {
  const asked = new AbortController();
  let calling = false;
  let end: (reason: Interrupted) => void = () => {};
  const interrupted = new Promise<never>((_, reject) => {
    end = reject;
  });
  interrupted.catch(() => {}); // Whoever races with it is told.
  const stop = onInterrupt(() => {
    asked.abort();
    if (calling) err.write('Stopping after the call that is under way. Ctrl-C again ends at once.\n');
    else end(new Interrupted());
  });
  return {
    between: (audit) => ({
      async write(records) {
        const intent = records.some(({ phase }) => phase === 'intent');
        if (intent && asked.signal.aborted) throw new Interrupted();
        if (intent) calling = true;
        await audit.write(records);
        if (intent) return;
        calling = false;
        // Later, so that whoever waits for the outcome hears of it first.
        if (asked.signal.aborted) setImmediate(() => end(new Interrupted()));
      },
    }),
    race: (work) => Promise.race([work, interrupted]),
    stop,
  };
}

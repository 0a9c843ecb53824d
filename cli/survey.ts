import type { DeadLetter, DeadLetterQueue } from '../lib/aws/dead-letters.ts';
import type { AccountId } from '../lib/model/ids.ts';
import type { Subject } from '../lib/trigger/dead-letter.ts';
import { walk } from './dead-letters.ts';
import { Interrupted } from './interruption.ts';
import type { Progress } from './progress.ts';
import { counted } from './text/style.ts';

interface Looking {
  /** Only what names it. */
  readonly account: AccountId | undefined;
  readonly progress: Progress;
  readonly interrupted: AbortSignal;
}

/**
 * Looks at what is there, or sends back on the way what a function knows what to do with.
 * @throws Interrupted once everything that was taken is released
 */
export async function survey(
  queues: readonly OpenedQueue[],
  { account, progress, interrupted }: Looking,
  doing: 'Reading' | 'Sending back',
): Promise<Survey> {
  const found: Found[] = [];
  let unseen = 0;
  await progress.during(
    () => `${doing}: ${counted(found.length, 'dead letter')}`,
    async () => {
      for (const { queue, letters, read } of queues) {
        const there = await letters.count();
        let seen = 0;
        await walk(letters, {
          interrupted,
          async visit(letter) {
            seen += 1;
            const subject = read(letter);
            if (account !== undefined && !subject.accounts.includes(account)) return 'kept';
            const returns = doing === 'Sending back' && subject.known;
            if (returns) await letters.sendBack(letter);
            found.push({ queue, letter, subject, returned: returns });
            return returns ? 'gone' : 'kept';
          },
        });
        unseen += Math.max(0, there - seen);
      }
    },
  );
  if (interrupted.aborted) throw new Interrupted('What was sent back stays sent; run it again to go on.');
  return { found, unseen };
}

/** What one look at the dead-letter queues found. */
export interface Survey {
  readonly found: readonly Found[];
  /** About how many more there are: behind others of their account, or taken by somebody else. */
  readonly unseen: number;
}

export interface Found {
  readonly queue: QueueName;
  readonly letter: DeadLetter;
  readonly subject: Subject;
  readonly returned: boolean;
}

export const queueOrder = ['triggers', 'sweeps', 'requests', 'undelivered'] as const;
export type QueueName = (typeof queueOrder)[number];

/** A queue of dead letters, and how its messages are read. */
export interface OpenedQueue {
  readonly queue: QueueName;
  readonly letters: DeadLetterQueue;
  readonly read: (letter: DeadLetter) => Subject;
}

export function isLeft({ returned }: Found): boolean {
  return !returned;
}

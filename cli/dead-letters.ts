import pMap from 'p-map';
import type { DeadLetter, DeadLetterQueue } from '../lib/aws/dead-letters.ts';

interface Walk {
  /** Says what became of a message: `gone` where it is not in the queue any more. */
  readonly visit: (letter: DeadLetter) => Promise<'kept' | 'gone'>;
  /** Once it is aborted no further message is visited. */
  readonly interrupted: AbortSignal;
}

/**
 * Visits each message of a queue that can be had, once, and lets others have those that are kept. In a FIFO queue at
 * most ten of a group can be had until one of them is gone.
 */
export async function walk(queue: DeadLetterQueue, { visit, interrupted }: Walk): Promise<void> {
  const held = new Map<string, DeadLetter>();
  const release = () =>
    pMap(held.values(), (letter) => queue.release(letter), { concurrency: 10, stopOnError: false });
  try {
    while (!interrupted.aborted) {
      const taken = await queue.take();
      const fresh = taken.filter(({ id }) => !held.has(id));
      for (const letter of taken) held.set(letter.id, letter);
      if (fresh.length === 0) break;
      for (const letter of fresh) {
        if (interrupted.aborted) break;
        if ((await visit(letter)) === 'gone') held.delete(letter.id);
      }
    }
  } catch (error) {
    await release().catch(() => {}); // What stays hidden is seen again in five minutes; the first error says why.
    throw error;
  }
  await release();
}

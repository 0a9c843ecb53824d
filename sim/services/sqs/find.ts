import type { Call } from '../../call.ts';
import { refuse } from '../../refusal.ts';
import { queueArn } from './queues.ts';
import type { SimulatedQueue } from './state.ts';

/** The queue that a URL names; which Region it is in, the request's signature says. */
export function queueAt(url: string | undefined, { world, region }: Call): SimulatedQueue {
  const [, account = '', name = ''] = /\/(\d{12})\/([^/]+)\/?$/.exec(url ?? '') ?? [];
  return world.queues.queues.get(queueArn(world, account, region, name)) ?? nonExistent();
}

export function nonExistent(): never {
  return refuse('QueueDoesNotExist', 'The specified queue does not exist.');
}

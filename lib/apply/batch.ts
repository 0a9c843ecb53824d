import type { Action } from '../plan/action.ts';
import { order, type StepName } from '../steps/names.ts';
import { steps } from '../steps/steps.ts';

/**
 * Actions that one call can do together, batch by batch: removals backwards through the order, then additions
 * forwards, each step for all accounts before the next, so that what accounts share is changed once.
 */
export function batches(actions: readonly Action[]): readonly (readonly Action[])[] {
  return [
    ...[...order].reverse().flatMap((name) => batchesOf(name, 'remove', actions)),
    ...order.flatMap((name) => batchesOf(name, 'add', actions)),
  ];
}

function batchesOf(
  name: StepName,
  verb: Action['verb'],
  actions: readonly Action[],
): readonly (readonly Action[])[] {
  const groups = new Map<string, Action[]>();
  for (const action of actions) {
    if (action.step !== name || action.verb !== verb) continue;
    const key = groupOf(action);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [action]);
    else group.push(action);
  }
  const limit = steps[name].batch?.limit ?? 1;
  return [...groups.values()].flatMap((group) => chunks(group, limit));
}

/** What one call can change together; without a batch, every action is a call of its own. */
function groupOf<K extends StepName>({ step, subject, site, account, key, observed }: Action<K>): string {
  const { batch } = steps[step];
  const together = batch === undefined ? `${account} ${key}` : batch.by(subject);
  return `${site} ${observed === true ? 'observed' : 'done'} ${together}`;
}

function chunks<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );
}

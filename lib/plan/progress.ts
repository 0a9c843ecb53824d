import type { AccountView } from '../decide/account-view.ts';
import type { VpcId } from '../model/ids.ts';
import type { Observation } from '../model/observation.ts';
import { order, type StepName } from '../steps/names.ts';
import type { Seen, Verb } from '../steps/step.ts';
import { type Subjects, steps } from '../steps/steps.ts';

/** A wanted subject of a step beside what was seen of it, or a seen one that nobody wants. */
export interface Item<K extends StepName> {
  readonly key: string;
  readonly subject: Subjects[K];
  readonly vpc: VpcId | undefined;
  /** As it was seen, ids included; absent where it was not. */
  readonly seenAs: Subjects[K] | undefined;
  readonly wanted: boolean;
  readonly seen: 'present' | 'arriving' | 'leaving' | 'absent';
  /** Whether Jetway may remove it. */
  readonly ours: boolean;
}

/** How far one step has come for an account: wanted less seen, and seen less wanted. */
export interface Progress<K extends StepName> {
  readonly step: K;
  readonly state: Observation<unknown>['state'];
  /** Wanted ones carry the wanted subject, the others the seen one. */
  readonly items: readonly Item<K>[];
}

export type AllProgress = ReadonlyMap<StepName, Progress<StepName>>;

/** How far each step has come, judged by what was read back, never by what an earlier action promised. */
export function progressOf(view: AccountView): AllProgress {
  return new Map(order.map((name) => [name, progress(name, view)]));
}

/** Whether every step's part of the world was read, so that what is not there is known to be absent. */
export function isComplete(all: AllProgress): boolean {
  return [...all.values()].every(({ state }) => state === 'read' || state === 'out-of-reach');
}

/** What a change of an item does, as a sentence without its full stop. */
export function explain<K extends StepName>(name: K, verb: Verb, { subject, seenAs }: Item<K>): string {
  return steps[name].explain(verb, verb === 'remove' ? (seenAs ?? subject) : subject);
}

function progress<K extends StepName>(name: K, view: AccountView): Progress<K> {
  const step = steps[name];
  const seen: Observation<readonly Seen<Subjects[K]>[]> = step.seen(view);
  const found = new Map<string, Seen<Subjects[K]>>();
  if (seen.state === 'read') for (const one of seen.value) found.set(step.key(one.subject), one);
  const items: Item<K>[] = [];
  for (const subject of step.wanted(view)) {
    const key = step.key(subject);
    items.push(item(name, key, subject, true, found.get(key)));
    found.delete(key);
  }
  for (const [key, one] of found) items.push(item(name, key, one.subject, false, one));
  return { step: name, state: seen.state, items };
}

function item<K extends StepName>(
  name: K,
  key: string,
  subject: Subjects[K],
  wanted: boolean,
  found: Seen<Subjects[K]> | undefined,
): Item<K> {
  return {
    key,
    subject,
    vpc: steps[name].vpc(subject),
    seenAs: found?.subject,
    wanted,
    seen: found?.state ?? 'absent',
    ours: found?.ours ?? false,
  };
}

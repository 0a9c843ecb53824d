import type { AccountView } from '../decide/account-view.ts';
import type { VpcId } from '../model/ids.ts';
import type { Observation } from '../model/observation.ts';
import { order, type StepName, type Subjects, steps } from '../steps/order.ts';
import type { Seen } from '../steps/step.ts';

/** A wanted subject of a step beside what was seen of it, or a seen one that nobody wants. */
export interface Item<K extends StepName> {
  readonly key: string;
  readonly subject: Subjects[K];
  readonly vpc: VpcId | undefined;
  /** What adding and removing it would do, as sentences without their full stops. */
  readonly adds: string;
  readonly removes: string;
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

/** How far one step has come for an account. */
export function progress<K extends StepName>(name: K, view: AccountView): Progress<K> {
  const step = steps[name];
  const seen: Observation<readonly Seen<Subjects[K]>[]> = step.seen(view);
  const item = (subject: Subjects[K], wanted: boolean, found: Seen<Subjects[K]> | undefined): Item<K> => ({
    key: step.key(subject),
    subject,
    vpc: step.vpc(subject),
    adds: step.explain('add', subject),
    removes: step.explain('remove', found?.subject ?? subject),
    wanted,
    seen: found?.state ?? 'absent',
    ours: found?.ours ?? false,
  });
  const listed = seen.state === 'read' ? seen.value : [];
  const seenByKey = new Map(listed.map((one) => [step.key(one.subject), one]));
  const wanted = step.wanted(view).map((subject) => item(subject, true, seenByKey.get(step.key(subject))));
  const wantedKeys = new Set(wanted.map(({ key }) => key));
  const unwanted = listed.filter(({ subject }) => !wantedKeys.has(step.key(subject)));
  return {
    step: name,
    state: seen.state,
    items: [...wanted, ...unwanted.map((found) => item(found.subject, false, found))],
  };
}

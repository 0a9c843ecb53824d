import { order } from '../steps/names.ts';
import type { Action } from './action.ts';
import type { Plan } from './plan.ts';

/**
 * A plan as JSON text. Two plans of the same world are the same bytes, in whatever order AWS listed it; so equal
 * text means that nothing has moved.
 */
export function planJson(plan: PlanData): string {
  return `${JSON.stringify(plan, inOrder, 2)}\n`;
}

/** A plan, or what was read of one from a file, where a step's subject is data of no certain shape. */
export type PlanData = Loose<Plan>;

export type ActionData = PlanData['accounts'][number]['sites'][number]['actions'][number];

type Loose<T> = T extends string
  ? T
  : T extends readonly (infer Item)[]
    ? readonly Loose<Item>[]
    : T extends object
      ? { readonly [K in keyof T]: K extends 'subject' ? object : Loose<T[K]> }
      : T;

/** What makes an action the same one in two plans. */
export function identityOf({ account, site, step, verb, key }: ActionIdentity): string {
  return JSON.stringify([account, site, step, verb, key]);
}

type ActionIdentity = Pick<Action, 'account' | 'site' | 'step' | 'verb' | 'key'>;

const steps: readonly unknown[] = order;

/** The keys of a plan as a person reads them; others follow by their names. */
const reading = [
  ...['version', 'name', 'organization', 'mode', 'scope', 'deep', 'looked', 'guard'],
  ...['site', 'account', 'step', 'verb', 'does', 'reason', 'waits', 'held', 'observed', 'key', 'subject'],
  ...[
    'profile',
    'member',
    'rule',
    'state',
    'decisions',
    'grace',
    'actions',
    'settling',
    'incomplete',
    'kind',
    'resource',
  ],
  ...['what', 'remedy', 'on', 'for', 'sites', 'accounts', 'findings'],
];

function inOrder(key: string, value: unknown): unknown {
  if (Array.isArray(value)) return listed(key, value);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => rank(a) - rank(b) || compare(a, b)));
}

/** Lists whose order is AWS's, or the sites', say nothing by it. */
function listed(key: string, items: readonly unknown[]): readonly unknown[] {
  switch (key) {
    case 'actions':
    case 'settling':
    case 'findings':
      return items
        .map((item) => ({ item, by: [stepRank(item), JSON.stringify(item, inOrder)] as const }))
        .sort((a, b) => compare(a.by[0], b.by[0]) || compare(a.by[1], b.by[1]))
        .map(({ item }) => item);
    default:
      return items;
  }
}

/** Removals backwards through the order, then additions forwards: the order in which they are done. */
function stepRank(item: unknown): number {
  if (typeof item !== 'object' || item === null || !('step' in item) || !('verb' in item)) return 0;
  const index = steps.indexOf(item.step);
  return item.verb === 'remove' ? -1 - index : 1 + index;
}

function rank(key: string): number {
  const index = reading.indexOf(key);
  return index === -1 ? reading.length : index;
}

function compare<T extends string | number>(a: T, b: T): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

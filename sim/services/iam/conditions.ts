import { type Context, conditionKey } from './condition-keys.ts';
import { arnMatcher, type Matcher, matcher } from './pattern.ts';
import { PolicyError } from './policy-error.ts';

/** A policy's Condition: values by key, by operator. */
export type ConditionBlock = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** Whether a request meets what a policy asks for. */
export type Condition = (context: Context) => boolean;

interface Comparison {
  readonly matcherOf: (wanted: string) => Matcher;
  /** Whether no value may match, instead of some. */
  readonly negated: boolean;
}

const literally = (wanted: string): Matcher => {
  return (value) => value === wanted;
};
const caselessly = (wanted: string): Matcher => {
  const folded = wanted.toLowerCase();
  return (value) => value.toLowerCase() === folded;
};
const comparison = (matcherOf: (wanted: string) => Matcher, negated = false): Comparison => ({
  matcherOf,
  negated,
});

const comparisons: ReadonlyMap<string, Comparison> = new Map([
  ['StringEquals', comparison(literally)],
  ['StringNotEquals', comparison(literally, true)],
  ['StringEqualsIgnoreCase', comparison(caselessly)],
  ['StringLike', comparison((wanted) => matcher(wanted))],
  ['StringNotLike', comparison((wanted) => matcher(wanted), true)],
  ['ArnEquals', comparison(arnMatcher)],
  ['ArnLike', comparison(arnMatcher)],
  ['ArnNotEquals', comparison(arnMatcher, true)],
  ['ArnNotLike', comparison(arnMatcher, true)],
  ['Bool', comparison(caselessly)],
]);

/**
 * Compiles a policy's Condition: every key of every operator has to be met.
 * @throws PolicyError for an operator or a key that the simulator does not know
 */
export function conditions(block: ConditionBlock): Condition {
  const all = Object.entries(block).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => condition(operator, conditionKey(key), values)),
  );
  return (context) => all.every((met) => met(context));
}

function condition(operator: string, key: string, wanted: readonly string[]): Condition {
  if (operator === 'Null') return nullness(key, wanted);
  const [, set, name = '', ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  const { matcherOf, negated } =
    comparisons.get(name) ?? unknown(`the simulator does not know the condition operator ${operator}`);
  const matchers = wanted.map(matcherOf);
  const matchesSome = (value: string) => matchers.some((matches) => matches(value));
  const fits = (value: string) => matchesSome(value) !== negated;
  const absent = ifExists !== undefined || set === 'ForAllValues' || (set === undefined && negated);
  return (context) => {
    const values = context.get(key);
    if (values === undefined || values.length === 0) return absent;
    if (set === 'ForAllValues') return values.every(fits);
    if (set === 'ForAnyValue') return values.some(fits);
    return values.some(matchesSome) !== negated;
  };
}

/** `Null: true` asks that the key be absent, `false` that it be there. */
function nullness(key: string, wanted: readonly string[]): Condition {
  const [asked, ...more] = wanted.map((value) => value.toLowerCase());
  if (more.length > 0 || (asked !== 'true' && asked !== 'false'))
    unknown(`Null of ${key} is neither true nor false`);
  return (context) => ((context.get(key)?.length ?? 0) === 0) === (asked === 'true');
}

function unknown(sentence: string): never {
  throw new PolicyError(sentence);
}

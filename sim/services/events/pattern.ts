import { type Test, testOf } from './comparison.ts';
import { isObject, PatternError } from './pattern-error.ts';

export { PatternError };

/** Whether an event matches a pattern. */
export type Matches = (event: object) => boolean;

/** The values that an event has at a path; none where it has nothing there. */
type Values = readonly unknown[];
type Match = (values: Values) => boolean;

const longest = 2048;

/**
 * Compiles an event pattern of a rule as EventBridge understands it.
 * @throws PatternError where EventBridge would refuse it, or it uses what is not simulated
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function compilePattern(pattern: unknown): Matches {
  if (!isObject(pattern)) throw new PatternError('the pattern', 'it is no object');
  const length = JSON.stringify(pattern).length;
  if (length > longest) throw new PatternError('the pattern', `it has ${length} characters, over ${longest}`);
  const match = objectMatch(pattern, '');
  return (event) => match([event]);
}

/** An object of a pattern: every field has to match, and one of the alternatives of `$or`. */
function objectMatch(pattern: Readonly<Record<string, unknown>>, path: string): Match {
  const fields = Object.entries(pattern);
  if (fields.length === 0) throw new PatternError(path || 'the pattern', 'it is empty');
  const matches = fields.map(([name, wanted]): Match => {
    if (name === '$or') return orMatch(wanted, path);
    const inner = fieldMatch(wanted, path === '' ? name : `${path}.${name}`);
    return (values) =>
      inner(values.flatMap((value) => (isObject(value) && name in value ? spread(value[name]) : [])));
  });
  return (values) => matches.every((match) => match(values));
}

/** An array in an event stands for each of its elements. */
function spread(value: unknown): Values {
  return Array.isArray(value) ? value.flatMap(spread) : [value];
}

function fieldMatch(wanted: unknown, path: string): Match {
  if (isObject(wanted)) return objectMatch(wanted, path);
  if (!Array.isArray(wanted)) throw new PatternError(path, 'its value is neither a list nor an object');
  if (wanted.length === 0) throw new PatternError(path, 'its list is empty');
  const tests = wanted.map((item) => testOf(item, path));
  return (values) => tests.some((test) => matchesAny(test, values));
}

function matchesAny(test: Test, values: Values): boolean {
  // `exists` speaks of leaves: an object at the path is none.
  const leaves = values.filter((value) => !isObject(value));
  return test.absent ? leaves.length === 0 : leaves.some((value) => test.matches(value));
}

function orMatch(alternatives: unknown, path: string): Match {
  if (!Array.isArray(alternatives) || alternatives.length < 2)
    throw new PatternError(`${path}$or`, 'it is no list of two or more');
  const matches = alternatives.map((alternative) => {
    if (!isObject(alternative)) throw new PatternError(`${path}$or`, 'an alternative is no object');
    return objectMatch(alternative, path);
  });
  return (values) => matches.some((match) => match(values));
}

import { isComparison, type Test, testOf } from './comparison.ts';
import { isObject, PatternError } from './pattern-error.ts';

export { PatternError };

/** Whether an event matches a pattern. */
export type Matches = (event: object) => boolean;

type Fields = Readonly<Record<string, unknown>>;
type Path = readonly string[];

/** Whether one object of an event matches. What is absent is absent from all of the event, so that comes along. */
type Match = (object: Fields, event: object) => boolean;

const longest = 2048;

/**
 * Compiles an event pattern of a rule as EventBridge understands it: all fields have to match, each with one item of its
 * list; an array in the event stands for each of its elements, but two fields below it have to match in the same one.
 * @throws PatternError where EventBridge would refuse it, or it uses what is not simulated
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 * @see https://github.com/aws/event-ruler#json-array-matching
 */
export function compilePattern(pattern: unknown): Matches {
  if (!isObject(pattern)) throw new PatternError('the pattern', 'it is no object');
  const { length } = JSON.stringify(pattern);
  if (length > longest) throw new PatternError('the pattern', `it has ${length} characters, over ${longest}`);
  const match = objectMatch(pattern, []);
  return (event) => isObject(event) && match(event, event);
}

function objectMatch(pattern: Fields, path: Path): Match {
  const fields = Object.entries(pattern);
  if (fields.length === 0) throw new PatternError(path.join('.') || 'the pattern', 'it is empty');
  const matches = fields.map(([name, wanted]) =>
    name === '$or' ? orMatch(wanted, path) : fieldMatch(wanted, [...path, name], name),
  );
  return (object, event) => matches.every((match) => match(object, event));
}

function fieldMatch(wanted: unknown, path: Path, name: string): Match {
  if (Array.isArray(wanted)) return leafMatch(wanted, path, name);
  if (!isObject(wanted)) throw new PatternError(path.join('.'), 'its value is neither a list nor an object');
  const inner = objectMatch(wanted, path);
  return (object, event) => {
    const objects = valuesOf(object, name).filter(isObject);
    return (objects.length === 0 ? [{}] : objects).some((one) => inner(one, event));
  };
}

function leafMatch(list: readonly unknown[], path: Path, name: string): Match {
  if (list.length === 0) throw new PatternError(path.join('.'), 'its list is empty');
  const tests = list.map((item): Test => testOf(item, path.join('.')));
  return (object, event) => {
    const leaves = valuesOf(object, name).filter(isLeaf);
    return tests.some(({ absent, matches }) =>
      absent ? !valuesAt(event, path).some(isLeaf) : leaves.some((leaf) => matches(leaf)),
    );
  };
}

function orMatch(alternatives: unknown, path: Path): Match {
  const place = [...path, '$or'].join('.');
  if (!Array.isArray(alternatives) || alternatives.length < 2)
    throw new PatternError(place, 'it is no list of two or more');
  const matches = alternatives.map((alternative: unknown) => {
    if (!isObject(alternative)) throw new PatternError(place, 'an alternative is no object');
    const comparison = Object.keys(alternative).find(isComparison);
    if (comparison !== undefined)
      throw new PatternError(place, `${comparison} is a comparison and cannot name a field here`);
    return objectMatch(alternative, path);
  });
  return (object, event) => matches.some((match) => match(object, event));
}

/** `exists` and all else speak of leaves: an object is none. */
function isLeaf(value: unknown): boolean {
  return !isObject(value);
}

function valuesAt(event: object, path: Path): readonly unknown[] {
  return path.reduce<readonly unknown[]>(
    (values, name) => values.filter(isObject).flatMap((object) => valuesOf(object, name)),
    [event],
  );
}

function valuesOf(object: Fields, name: string): readonly unknown[] {
  return Object.hasOwn(object, name) ? spread(object[name]) : [];
}

function spread(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.flatMap(spread) : [value];
}

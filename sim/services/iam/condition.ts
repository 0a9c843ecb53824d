import { type ConditionKey, conditionKey } from './condition-keys.ts';
import type { ConditionElement } from './document.ts';
import { operatorNamed } from './operators.ts';
import { type Request, valuesOf } from './request.ts';

type Test = (request: Request) => boolean;

/**
 * Compiles the Condition of a statement: every key under every operator must be met.
 * @throws Error for an operator, a key or a value that the simulator does not know
 */
export function compileCondition(element: ConditionElement = {}): Test {
  const tests = Object.entries(element).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) =>
      compileTest(operator, conditionKey(key), [values].flat().map(String)),
    ),
  );
  return (request) => tests.every((test) => test(request));
}

function compileTest(written: string, key: ConditionKey, wanted: readonly string[]): Test {
  const variable = wanted.find((value) => value.includes('${'));
  if (variable !== undefined) throw new Error(`The simulator does not know policy variables: ${variable}`);
  if (written === 'Null') return isAbsent(key, wanted);
  const [, set, name = written, suffix] =
    /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(written) ?? [];
  const { compile, negated } = operatorNamed(name, written);
  if (key.several && set === undefined)
    throw new Error(
      `The condition operator ${written} needs ForAllValues: or ForAnyValue: before a key with several values`,
    );
  const matchers = wanted.map(compile);
  const meets = (value: string) => matchers.some((matches) => matches(value)) !== negated;
  const ifExists = suffix !== undefined;
  switch (set) {
    case 'ForAllValues':
      return (request) => (valuesOf(key, request) ?? []).every(meets);
    case 'ForAnyValue':
      return (request) => valuesOf(key, request)?.some(meets) ?? ifExists;
    default: // a key that is absent matches nothing, which is what a negated operator asks for
      return (request) => valuesOf(key, request)?.every(meets) ?? (negated || ifExists);
  }
}

function isAbsent(key: ConditionKey, wanted: readonly string[]): Test {
  const other = wanted.find((value) => !/^(true|false)$/i.test(value));
  if (other !== undefined) throw new Error(`The condition operator Null takes true or false, not ${other}`);
  return (request) => {
    const absent = String(valuesOf(key, request) === undefined);
    return wanted.some((value) => value.toLowerCase() === absent);
  };
}

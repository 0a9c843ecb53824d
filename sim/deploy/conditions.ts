import { isDeepStrictEqual } from 'node:util';
import { isList, isObject, type Json, TemplateError } from './document.ts';
import type { Scope } from './scope.ts';

/**
 * Whether a condition is true.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html
 */
export function holds(condition: Json, scope: Scope, where: string): boolean {
  const [[name, argument] = [], ...others] = isObject(condition) ? Object.entries(condition) : [];
  if (name === undefined || argument === undefined || others.length > 0)
    throw new TemplateError(where, 'expected one condition function');
  const within = `${where}.${name}`;
  const all = (): readonly boolean[] => {
    if (!isList(argument)) throw new TemplateError(within, 'expected a list of conditions');
    return argument.map((each, index) => holds(each, scope, `${within}[${index}]`));
  };
  switch (name) {
    case 'Condition':
      if (typeof argument !== 'string') throw new TemplateError(within, 'expected the name of a condition');
      return scope.condition(argument, where);
    case 'Fn::Equals': {
      if (!isList(argument) || argument.length !== 2) throw new TemplateError(within, 'expected two values');
      const [left, right] = argument.map((each, index) => scope.resolve(each, `${within}[${index}]`));
      return isDeepStrictEqual(left, right);
    }
    case 'Fn::And':
      return all().every((each) => each);
    case 'Fn::Or':
      return all().some((each) => each);
    case 'Fn::Not':
      return all().every((each) => !each);
    default:
      throw new TemplateError(
        where,
        `the simulator does not resolve ${name} in a condition; add it to sim/deploy/conditions.ts`,
      );
  }
}

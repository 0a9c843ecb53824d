import { isList, isObject, type Json, type JsonObject, TemplateError } from './document.ts';
import type { Scope } from './scope.ts';

type Intrinsic = (argument: Json, scope: Scope, where: string) => Json | undefined;

const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Ref: (name, scope, where) => scope.ref(text(name, where), where),

  'Fn::GetAtt'(argument, scope, where) {
    const parts = isList(argument) ? argument : text(argument, where).split('.');
    const [logicalId, ...attribute] = parts.map((part, index) =>
      resolvedText(part, scope, `${where}[${index}]`),
    );
    return scope.attribute(logicalId ?? '', attribute.join('.'), where);
  },

  'Fn::Sub'(argument, scope, where) {
    const [pattern, variables = {}] = isList(argument) ? argument : [argument];
    if (!isObject(variables)) throw new TemplateError(where, 'expected the variables by name');
    return text(pattern, where).replace(/\$\{(!?)([^}]*)\}/g, (_, literal: string, name: string) => {
      if (literal === '!') return `\${${name}}`;
      const variable = variables[name];
      if (variable !== undefined) return resolvedText(variable, scope, `${where}.${name}`);
      const [id = '', ...attribute] = name.split('.');
      const value =
        attribute.length === 0 ? scope.ref(id, where) : scope.attribute(id, attribute.join('.'), where);
      return text(value, `${where}.${name}`);
    });
  },

  'Fn::Join'(argument, scope, where) {
    const [delimiter, values] = two(argument, where);
    return resolvedList(values, scope, where)
      .map((value, index) => text(value, `${where}[1][${index}]`))
      .join(text(delimiter, where));
  },

  'Fn::Select'(argument, scope, where) {
    const [index, values] = two(argument, where);
    const at = Number(resolvedText(index, scope, where));
    const value = resolvedList(values, scope, where)[at];
    if (value === undefined) throw new TemplateError(where, `the list has no element ${at}`);
    return value;
  },

  'Fn::Split'(argument, scope, where) {
    const [delimiter, value] = two(argument, where);
    return resolvedText(value, scope, where).split(text(delimiter, where));
  },

  'Fn::GetAZs'(argument, scope, where) {
    const region = resolvedText(argument, scope, where) || scope.deployment.region;
    return ['a', 'b', 'c'].map((zone) => `${region}${zone}`);
  },

  'Fn::FindInMap'(argument, scope, where) {
    const keys = list(argument, where).map((key) => resolvedText(key, scope, where));
    const [map = '', first = '', second = ''] = keys;
    const value = scope.document.Mappings?.[map]?.[first]?.[second];
    if (value === undefined) throw new TemplateError(where, `the mappings have no ${keys.join(' / ')}`);
    return value;
  },

  'Fn::If'(argument, scope, where) {
    const [condition, then, otherwise] = list(argument, where);
    if (then === undefined || otherwise === undefined)
      throw new TemplateError(where, 'expected a condition and two values');
    return scope.condition(text(condition, where), where)
      ? scope.resolve(then, `${where}[1]`)
      : scope.resolve(otherwise, `${where}[2]`);
  },

  'Fn::ImportValue'(argument, scope, where) {
    const name = resolvedText(argument, scope, where);
    const value = scope.deployment.exports?.[name];
    if (value === undefined) throw new TemplateError(where, `no stack exports ${name}; give it in exports`);
    return value;
  },

  'Fn::Base64': (value, scope, where) => Buffer.from(resolvedText(value, scope, where)).toString('base64'),
};

/**
 * @returns what resolves an object that is the call of an intrinsic function; undefined where it is plain data
 * @throws TemplateError where it calls a function that the simulator does not resolve
 */
export function intrinsicOf(
  value: JsonObject,
  where: string,
): ((scope: Scope) => Json | undefined) | undefined {
  const names = Object.keys(value);
  const name = names.find((each) => each.startsWith('Fn::')) ?? (names.length === 1 ? names[0] : undefined);
  const argument = value[name ?? ''];
  if (name === undefined || argument === undefined || (name !== 'Ref' && !name.startsWith('Fn::')))
    return undefined;
  if (names.length > 1)
    throw new TemplateError(
      where,
      `${name} stands beside ${names.filter((each) => each !== name).join(', ')}`,
    );
  const intrinsic = intrinsics[name];
  if (intrinsic === undefined)
    throw new TemplateError(
      where,
      `the simulator does not resolve ${name}; add it to sim/deploy/intrinsics.ts`,
    );
  return (scope) => intrinsic(argument, scope, `${where}.${name}`);
}

function text(value: Json | undefined, where: string): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return String(value);
  throw new TemplateError(
    where,
    `expected text, not ${value === undefined ? 'AWS::NoValue' : JSON.stringify(value)}`,
  );
}

function list(value: Json | undefined, where: string): readonly Json[] {
  if (isList(value)) return value;
  throw new TemplateError(
    where,
    `expected a list, not ${value === undefined ? 'AWS::NoValue' : JSON.stringify(value)}`,
  );
}

function two(value: Json, where: string): readonly [Json, Json] {
  const [first, second, ...more] = list(value, where);
  if (first !== undefined && second !== undefined && more.length === 0) return [first, second];
  throw new TemplateError(where, 'expected two arguments');
}

function resolvedText(value: Json, scope: Scope, where: string): string {
  return text(scope.resolve(value, where), where);
}

function resolvedList(value: Json, scope: Scope, where: string): readonly Json[] {
  return list(scope.resolve(value, where), where);
}

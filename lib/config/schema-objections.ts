import * as core from 'zod/v4/core'; // not as z.core, which would bundle all of zod, every language included
import type { Path } from './mistakes.ts';
import { nearest } from './nearest.ts';
import { member, type Objection } from './objection.ts';

/** What a schema has against a value, in a person's words; nothing where the value is right. */
export function schemaObjections(schema: core.$ZodType, value: unknown): readonly Objection[] {
  const { error } = core.safeParse(schema, value, { error: words });
  return error === undefined ? [] : error.issues.flatMap((issue) => objections(issue, [], value));
}

function objections(issue: core.$ZodIssue, parent: Path, root: unknown): readonly Objection[] {
  const path = [...parent, ...issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part))];
  const expected = issue.message.replace(/^expected /, '');
  switch (issue.code) {
    case 'unrecognized_keys': {
      const allowed = expected.split('\n');
      return issue.keys.map((key) => ({ path: [...path, key], of: 'key', ...unknownKey(key, allowed) }));
    }
    case 'invalid_key':
      return issue.issues.map(({ message }) => ({
        path,
        of: 'key',
        expected: message.replace(/^expected /, ''),
      }));
    case 'invalid_union': {
      // Where the value has the shape of one alternative, what is wrong inside it says more.
      const meant = issue.errors.filter((issues) => issues.every((inner) => !isOfShape(inner)));
      const [only, ...others] = meant;
      return only !== undefined && others.length === 0
        ? only.flatMap((inner) => objections(inner, path, root))
        : [{ path, expected }];
    }
    case 'invalid_type': {
      const found = path.reduce<unknown>(member, root);
      const unquoted =
        issue.expected === 'string' && (typeof found === 'number' || typeof found === 'boolean');
      return [{ path, expected: unquoted ? `${expected}, in quotes` : expected }];
    }
    case 'invalid_value':
    case 'invalid_format':
    case 'invalid_element':
    case 'too_big':
    case 'too_small':
    case 'not_multiple_of':
    case 'custom':
      return [{ path, expected }];
  }
}

function isOfShape({ code, path }: core.$ZodIssue): boolean {
  return path.length === 0 && (code === 'invalid_type' || code === 'invalid_value');
}

function unknownKey(key: string, allowed: readonly string[]): Pick<Objection, 'expected' | 'found'> {
  const meant = nearest(key, allowed);
  return {
    found: 'an unknown key',
    expected:
      meant === undefined
        ? `${allowed.length > 1 ? 'one of ' : ''}${allowed.join(', ')}`
        : `${meant} (did you mean that?)`,
  };
}

/** The words for whatever the schema itself has none for. */
const words: core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'unrecognized_keys':
      return keys(issue.inst).join('\n');
    case 'invalid_value':
      return `expected ${issue.values.map(String).join(' or ')}`;
    case 'invalid_type':
      return (
        ofPattern(issue.inst) ??
        (issue.expected === 'object' ? `a map of ${keys(issue.inst).join(', ')}` : kinds(issue))
      );
    default:
      return undefined;
  }
};

function keys(schema: unknown): readonly string[] {
  return schema instanceof core.$ZodObject ? Object.keys(schema._zod.def.shape) : [];
}

function kinds({ expected }: core.$ZodRawIssue<core.$ZodIssueInvalidType>): string {
  return expected === 'string' ? 'a text' : `a value of the type ${expected}`;
}

/** An id's pattern says what is expected, which also holds where there is no text at all. */
function ofPattern(schema: unknown): string | undefined {
  return schema instanceof core.$ZodString ? core.safeParse(schema, '').error?.issues[0]?.message : undefined;
}

export type Matcher = (value: string) => boolean;

/** A matcher of a text with the wildcards `*` and `?`, made once and used often. */
export function matcher(pattern: string, as: 'caseless' | 'exact' = 'exact'): Matcher {
  if (pattern === '*') return () => true;
  if (!/[*?]/.test(pattern)) {
    const literal = folded(pattern, as);
    return (value) => folded(value, as) === literal;
  }
  return tester(escaped(pattern).replaceAll('*', '.*').replaceAll('?', '.'), as);
}

/** A matcher of a policy's Resource: a wildcard stays in its part of the ARN, but a `*` at the end of one may pass it. */
export function resourceMatcher(pattern: string): Matcher {
  if (!/[*?]/.test(pattern) || pattern === '*') return matcher(pattern);
  const parts = pattern.split(':').map((part) => {
    const open = part.endsWith('*') ? '.*' : '';
    const closed = escaped(part.replace(/\*+$/, ''));
    return closed.replaceAll('*', '[^:]*').replaceAll('?', '[^:]') + open;
  });
  return tester(parts.join(':'), 'exact');
}

/** A matcher of ArnEquals and ArnLike, which are the same: each of the six parts of an ARN for itself. */
export function arnMatcher(pattern: string): Matcher {
  const parts = partsOf(pattern).map((part) => matcher(part));
  return (value) => {
    const values = partsOf(value);
    return values.length === parts.length && parts.every((part, at) => part(values[at] ?? ''));
  };
}

/** The last part keeps the colons of its own. */
function partsOf(arn: string): readonly string[] {
  const parts = arn.split(':');
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
}

function tester(source: string, as: 'caseless' | 'exact'): Matcher {
  const expression = new RegExp(`^${source}$`, as === 'caseless' ? 'is' : 's');
  return (value) => expression.test(value);
}

const folded = (text: string, as: 'caseless' | 'exact') => (as === 'caseless' ? text.toLowerCase() : text);

/** Everything that a regular expression understands, except the two wildcards. */
const escaped = (text: string) => text.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&');

/** Compiles a pattern in which `*` stands for any characters and `?` for any one. */
export function wildcard(
  pattern: string,
  { ignoreCase = false }: { readonly ignoreCase?: boolean } = {},
): (text: string) => boolean {
  if (/^\*+$/.test(pattern)) return () => true;
  if (!/[*?]/.test(pattern) && !ignoreCase) return (text) => text === pattern;
  const literal = pattern.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&');
  const regex = new RegExp(
    `^${literal.replaceAll('*', '.*').replaceAll('?', '.')}$`,
    ignoreCase ? 'is' : 's',
  );
  return (text) => regex.test(text);
}

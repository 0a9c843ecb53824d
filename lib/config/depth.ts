import { Lexer } from 'yaml';

const deepest = 100;

/**
 * Where a YAML text begins to be nested deeper than any file of ours; undefined where it is not. The parser calls
 * itself for each level, and a stack that overflows inside a regular expression ends the process.
 * @returns an offset in the text
 */
export function tooDeepAt(text: string): number | undefined {
  let offset = 0;
  let flows = 0;
  let blocks = 0;
  let scalar = false;
  for (const token of new Lexer().lex(text)) {
    const isMark = token === '\x02' || token === '\x18' || token === '\x1f';
    if (!scalar && !isMark) {
      if (token === '[' || token === '{') flows += 1;
      else if (token === ']' || token === '}') flows -= 1;
      else if (token === '-' || token === '?' || token === ':') blocks += 1;
      else if (token.endsWith('\n')) blocks = 0;
      const indent = /^ +$/.test(token) ? token.length : 0;
      if (flows + blocks > deepest || indent > 2 * deepest) return offset;
    }
    scalar = token === '\x1f';
    if (!isMark) offset += token.length;
  }
  return undefined;
}

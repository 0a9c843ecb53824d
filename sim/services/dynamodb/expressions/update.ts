import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { refuse } from '../../../refusal.ts';
import type { Item } from '../state.ts';
import { type Placeholders, Tokens } from './tokens.ts';

/**
 * The item after an UpdateExpression: `SET #a = :v` or `SET #a = if_not_exists(#a, :v) + :v`, and `REMOVE #a`, each with
 * as many attributes as there are commas for. All of it sees the item as it was.
 */
export function updated(item: Item, text: string, placeholders: Placeholders): Item {
  const tokens = new Tokens(text, placeholders);
  const after = new Map(Object.entries(item));
  while (!tokens.ended) {
    if (tokens.took('REMOVE')) {
      do after.delete(tokens.name());
      while (tokens.took(','));
      continue;
    }
    tokens.take('SET');
    do {
      const name = tokens.name();
      tokens.take('=');
      after.set(name, assigned(item, tokens));
    } while (tokens.took(','));
  }
  return Object.fromEntries(after);
}

function assigned(item: Item, tokens: Tokens): AttributeValue {
  if (!tokens.took('if_not_exists')) return tokens.value();
  tokens.take('(');
  const name = tokens.name();
  tokens.take(',');
  const otherwise = tokens.value();
  tokens.take(')');
  tokens.take('+');
  return { N: String(numberOf(item[name] ?? otherwise) + numberOf(tokens.value())) };
}

function numberOf({ N }: AttributeValue): number {
  return N === undefined
    ? refuse('ValidationException', 'An operand in the update expression has an incorrect data type')
    : Number(N);
}

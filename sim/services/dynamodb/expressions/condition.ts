import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Item } from '../state.ts';
import { type Placeholders, Tokens } from './tokens.ts';

/**
 * Whether an item meets a ConditionExpression: `attribute_not_exists(#a)`, `#a = :v` and `#a < :v`, joined by AND and
 * OR, of which AND binds more closely.
 * @param item undefined where there is none
 */
export function meets(item: Item | undefined, text: string, placeholders: Placeholders): boolean {
  const tokens = new Tokens(text, placeholders);
  let met = false;
  do met = allOf(item ?? {}, tokens) || met;
  while (tokens.took('OR'));
  tokens.end();
  return met;
}

function allOf(item: Item, tokens: Tokens): boolean {
  let met = true;
  do met = clause(item, tokens) && met;
  while (tokens.took('AND'));
  return met;
}

function clause(item: Item, tokens: Tokens): boolean {
  if (tokens.took('attribute_not_exists')) {
    tokens.take('(');
    const name = tokens.name();
    tokens.take(')');
    return item[name] === undefined;
  }
  const found = item[tokens.name()];
  if (tokens.took('<')) return isLess(found, tokens.value());
  tokens.take('=');
  return isEqual(found, tokens.value());
}

/** What is absent, or of another type, is neither equal to a value nor less. */
function isEqual(found: AttributeValue | undefined, value: AttributeValue): boolean {
  if (found?.N !== undefined && value.N !== undefined) return Number(found.N) === Number(value.N);
  return found?.S !== undefined && found.S === value.S;
}

function isLess(found: AttributeValue | undefined, value: AttributeValue): boolean {
  if (found?.N !== undefined && value.N !== undefined) return Number(found.N) < Number(value.N);
  return found?.S !== undefined && value.S !== undefined && found.S < value.S;
}

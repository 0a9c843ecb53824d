import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { notModelled, refuse } from '../../../refusal.ts';

/** The placeholders of a request. */
export interface Placeholders {
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>> | undefined;
  readonly ExpressionAttributeValues?: Readonly<Record<string, AttributeValue>> | undefined;
}

/**
 * An expression as its tokens, read from the left. Attributes are named by placeholders alone: a bare name may be one
 * of DynamoDB's several hundred reserved words.
 */
export class Tokens {
  readonly #tokens: readonly string[];
  readonly #placeholders: Placeholders;
  readonly #text: string;
  #next = 0;

  constructor(text: string, placeholders: Placeholders) {
    this.#text = text;
    this.#placeholders = placeholders;
    this.#tokens = text.match(/[#:]\w+|\w+|[<>=]+|\S/g) ?? [];
  }

  /** Whether the next token is this word; then it is taken. */
  took(word: string): boolean {
    if (this.#tokens[this.#next]?.toUpperCase() !== word.toUpperCase()) return false;
    this.#next += 1;
    return true;
  }

  take(word: string): void {
    if (!this.took(word)) this.#stop(word);
  }

  /** The attribute that a placeholder stands for. */
  name(): string {
    const token = this.#tokens[this.#next] ?? '';
    if (!token.startsWith('#')) return this.#stop('the placeholder of an attribute, such as #name');
    this.#next += 1;
    return (
      this.#placeholders.ExpressionAttributeNames?.[token] ??
      refuse(
        'ValidationException',
        `An expression attribute name used in the document path is not defined; attribute name: ${token}`,
      )
    );
  }

  /** The value that a placeholder stands for. */
  value(): AttributeValue {
    const token = this.#tokens[this.#next] ?? '';
    if (!token.startsWith(':')) return this.#stop('the placeholder of a value, such as :value');
    this.#next += 1;
    return (
      this.#placeholders.ExpressionAttributeValues?.[token] ??
      refuse(
        'ValidationException',
        `An expression attribute value used in expression is not defined; attribute value: ${token}`,
      )
    );
  }

  get ended(): boolean {
    return this.#next >= this.#tokens.length;
  }

  end(): void {
    if (!this.ended) this.#stop('its end');
  }

  #stop(expected: string): never {
    return notModelled(
      `DynamoDB expression "${this.#text}": found "${this.#tokens[this.#next] ?? 'its end'}", expected ${expected}`,
    );
  }
}

/** DynamoDB refuses a placeholder that no expression of the request uses. */
export function refuseUnused(
  { ExpressionAttributeNames = {}, ExpressionAttributeValues = {} }: Placeholders,
  expressions: readonly (string | undefined)[],
): void {
  const used = new Set(expressions.flatMap((text) => text?.match(/[#:]\w+/g) ?? []));
  const unused = [...Object.keys(ExpressionAttributeNames), ...Object.keys(ExpressionAttributeValues)].find(
    (placeholder) => !used.has(placeholder),
  );
  if (unused !== undefined)
    refuse('ValidationException', `A placeholder of the request is unused in its expressions: ${unused}`);
}

import { refuse } from './refusal.ts';

/** How most services name the members of a request for a page. */
export interface ListRequest {
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

export interface PageRequest {
  readonly limit: number | undefined;
  readonly token: string | undefined;
  /** The size where the request names none, and the largest that may be asked for. */
  readonly size: { readonly default: number; readonly min?: number; readonly max: number };
  /** The service's codes for a size out of range and for a token it did not issue. */
  readonly codes: { readonly limit: string; readonly token: string };
}

export interface Page<Item> {
  readonly items: Item[];
  /** Absent on the last page. */
  readonly nextToken: string | undefined;
}

const prefix = 'page-';

/** One page of a list; tokens name the offset and are refused when they are not ours. */
export function page<Item>(all: readonly Item[], { limit, token, size, codes }: PageRequest): Page<Item> {
  if (limit !== undefined && (limit < (size.min ?? 1) || limit > size.max))
    refuse(codes.limit, `The page size must be from ${size.min ?? 1} to ${size.max}, not ${limit}`);
  const count = limit ?? size.default;
  const offset = token === undefined ? 0 : offsetOf(token, codes.token);
  const next = offset + count;
  return { items: all.slice(offset, next), nextToken: next < all.length ? `${prefix}${next}` : undefined };
}

function offsetOf(token: string, code: string): number {
  const offset = token.startsWith(prefix) ? Number(token.slice(prefix.length)) : Number.NaN;
  return Number.isInteger(offset) && offset >= 0 ? offset : refuse(code, `The token ${token} is not valid`);
}

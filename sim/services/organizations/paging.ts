import { type Page, page } from '../../page.ts';
import { Refusal, refuse } from '../../refusal.ts';
import type { World } from '../../world.ts';

const empty = 'empty-';

interface ListRequest {
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

/** A page of a list of Organizations, 20 items at most, which is also what it answers unasked. */
export function listed<Item>(
  world: World,
  all: readonly Item[],
  { MaxResults, NextToken }: ListRequest,
): Page<Item> {
  if (MaxResults !== undefined && (MaxResults < 1 || MaxResults > 20))
    refuse('InvalidInputException', 'You provided a value that is out of range for MaxResults.', 400, {
      Reason: MaxResults < 1 ? 'MIN_VALUE_EXCEEDED' : 'MAX_VALUE_EXCEEDED',
    });
  const codes = { limit: 'InvalidInputException', token: 'InvalidInputException' };
  try {
    return sparse(world, NextToken, (token) =>
      page(all, { limit: MaxResults, token, size: { default: 20, max: 20 }, codes }),
    );
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return refuse(error.code, error.message, error.status, { Reason: 'INVALID_NEXT_TOKEN' });
  }
}

/**
 * Puts an empty page with a token before every page, where AWS may do so and the world wants it to.
 * @param pageAt answers the page that one of its own tokens names, the first one for none
 */
export function sparse<Item>(
  world: World,
  token: string | undefined,
  pageAt: (token: string | undefined) => Page<Item>,
): Page<Item> {
  if (!world.unknowns.emptyPages) return pageAt(token);
  if (token === undefined) {
    pageAt(token);
    return { items: [], nextToken: 'page-0' };
  }
  if (token.startsWith(empty)) return { items: [], nextToken: token.slice(empty.length) };
  const { items, nextToken } = pageAt(token);
  return { items, nextToken: nextToken === undefined ? undefined : `${empty}${nextToken}` };
}

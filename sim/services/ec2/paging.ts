import { type Page, page } from '../../page.ts';
import type { World } from '../../world.ts';

interface Request {
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

/** One page as EC2 answers it: everything where the request names no size. */
export function ec2Page<Item>(
  all: readonly Item[],
  { MaxResults: limit, NextToken: token }: Request,
  size: { readonly min: number; readonly max: number; readonly default?: number },
  world: World,
): Page<Item> {
  const { items, nextToken } = page(all, {
    limit,
    token,
    size: { default: Math.max(all.length, 1), ...size },
    codes: { limit: 'InvalidParameterValue', token: 'InvalidNextToken' },
  });
  return world.unknowns.emptyPages && limit !== undefined && token === undefined && items.length > 0
    ? { items: [], nextToken: 'page-0' }
    : { items, nextToken };
}

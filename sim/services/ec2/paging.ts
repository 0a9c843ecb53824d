import { type ListRequest, type Page, page } from '../../page.ts';
import { emptyFirst } from '../../sparse.ts';
import type { World } from '../../world.ts';

/** One page as EC2 answers it: everything where neither the request nor the list names a size. */
export function ec2Page<Item>(
  all: readonly Item[],
  { MaxResults: limit, NextToken: token }: ListRequest,
  size: { readonly min: number; readonly max: number; readonly default?: number },
  world: World,
): Page<Item> {
  const answer = page(all, {
    limit,
    token,
    size: { default: Math.max(all.length, 1), ...size },
    codes: { limit: 'InvalidParameterValue', token: 'InvalidNextToken' },
  });
  return limit === undefined ? answer : emptyFirst(world, token, answer);
}

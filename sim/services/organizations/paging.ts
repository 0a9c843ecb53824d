import { type ListRequest, type Page, page } from '../../page.ts';
import { Refusal, refuse } from '../../refusal.ts';
import { sparse } from '../../sparse.ts';
import type { World } from '../../world.ts';

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

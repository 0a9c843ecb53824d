import { expect, test } from '@jest/globals';
import { budgets } from '../bench/budgets.ts';

test.each(budgets)('$name takes at most $calls calls, $mutating of them mutating', async (budget) => {
  const { calls, mutating, counts } = await budget.measure();
  expect({ calls: calls <= budget.calls ? 'within' : calls, counts }).toEqual({ calls: 'within', counts });
  expect(mutating).toBeLessThanOrEqual(budget.mutating);
  expect(calls).toBeGreaterThanOrEqual(budget.least);
});

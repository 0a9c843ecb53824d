import { expect, test } from '@jest/globals';
import { ec2Page } from '../../../sim/services/ec2/paging.ts';
import { World } from '../../../sim/world.ts';

const all = Array.from({ length: 1001 }, (_, at) => at);
const withoutDefault = { min: 5, max: 1000 };

test.each([
  { given: 'no size', request: {}, size: withoutDefault, items: 1001, more: false },
  { given: 'no size of an empty list', request: {}, size: withoutDefault, of: [], items: 0, more: false },
  { given: 'the largest size', request: { MaxResults: 1000 }, size: withoutDefault, items: 1000, more: true },
  {
    given: "the list's own size",
    request: {},
    size: { ...withoutDefault, default: 100 },
    items: 100,
    more: true,
  },
])('$given: $items items, more of them: $more', ({ request, size, of = all, items, more }) => {
  const page = ec2Page(of, request, size, new World());
  expect({ items: page.items.length, more: page.nextToken !== undefined }).toEqual({ items, more });
});

test.each([4, 1001])('MaxResults %d is out of range', (MaxResults) => {
  expect(() => ec2Page(all, { MaxResults }, withoutDefault, new World())).toThrow(
    expect.objectContaining({ code: 'InvalidParameterValue' }),
  );
});

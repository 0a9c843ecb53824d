import type { Page } from './page.ts';
import type { World } from './world.ts';

const first: Page<never> = { items: [], nextToken: 'page-0' };
const empty = 'empty-';

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
    return first;
  }
  if (token.startsWith(empty)) return { items: [], nextToken: token.slice(empty.length) };
  const { items, nextToken } = pageAt(token);
  return { items, nextToken: nextToken === undefined ? undefined : `${empty}${nextToken}` };
}

/** Puts an empty page with a token before the first page that has something, where the world wants it to. */
export function emptyFirst<Item>(world: World, token: string | undefined, page: Page<Item>): Page<Item> {
  return world.unknowns.emptyPages && token === undefined && page.items.length > 0 ? first : page;
}

import type { Filter } from '@aws-sdk/client-ec2';
import { notModelled, refuse } from '../../refusal.ts';

type Matchable = string | number | boolean | undefined;

/** What each filter name of an operation compares with: one value of the item, or any of several. */
export type FilterTable<Item> = Readonly<Record<string, (item: Item) => Matchable | readonly Matchable[]>>;

/**
 * The items that every filter keeps. A filter keeps an item when any of its values does; `*` and `?` are wildcards.
 * @param tags what `tag:KEY` and `tag-key` compare with; without it they are not modelled
 * @throws Refusal naming a filter that the table has not
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html
 */
export function filtered<Item>(
  items: readonly Item[],
  filters: readonly Filter[] | undefined,
  table: FilterTable<Item>,
  tags?: (item: Item) => ReadonlyMap<string, string>,
): Item[] {
  const tests = (filters ?? []).map(({ Name: name = '', Values: values = [] }) => {
    if (values.length > 200) refuse('FilterLimitExceeded', `The filter ${name} has more than 200 values`);
    const patterns = values.map(patternOf);
    const read = reader(name, table, tags);
    return (item: Item) => {
      const found = [read(item)].flat().filter((value) => value !== undefined);
      return patterns.some((pattern) => found.some((value) => pattern.test(String(value))));
    };
  });
  return items.filter((item) => tests.every((test) => test(item)));
}

function reader<Item>(
  name: string,
  table: FilterTable<Item>,
  tags?: (item: Item) => ReadonlyMap<string, string>,
): (item: Item) => Matchable | readonly Matchable[] {
  if (tags !== undefined && name === 'tag-key') return (item) => [...tags(item).keys()];
  if (tags !== undefined && name.startsWith('tag:'))
    return (item) => tags(item).get(name.slice('tag:'.length));
  return (Object.hasOwn(table, name) ? table[name] : undefined) ?? notModelled(`the filter ${name}`);
}

function patternOf(value: string): RegExp {
  const source = value
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's');
}

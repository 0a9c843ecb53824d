import { notModelled } from '../../../refusal.ts';

export interface Aggregate {
  readonly function: 'count' | 'count_distinct' | 'latest';
  /** `*` of `count`. */
  readonly field: string;
  readonly as: string;
}

/** One command of a query, as far as the simulator knows the language. */
export type Command =
  | { readonly command: 'fields'; readonly names: readonly string[] }
  /** Every condition holds. */
  | { readonly command: 'filter'; readonly conditions: readonly Condition[] }
  | { readonly command: 'sort'; readonly field: string; readonly descending: boolean }
  | { readonly command: 'limit'; readonly count: number }
  | { readonly command: 'stats'; readonly aggregates: readonly Aggregate[]; readonly by: readonly string[] };

export interface Condition {
  readonly field: string;
  readonly value: string;
}

const name = String.raw`@?[A-Za-z_][\w.]*`;
const patterns = {
  name: new RegExp(`^${name}$`),
  condition: new RegExp(`^(${name})\\s*=\\s*"([^"|\\\\]*)"$`),
  sort: new RegExp(`^(${name})(?:\\s+(asc|desc))?$`),
  aggregate: new RegExp(`^(count|count_distinct|latest)\\((\\*|${name})\\) as (${name})$`),
};

/**
 * Reads the part of the Logs Insights query language that Jetway's own queries are written in; the rest is refused
 * by name.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html
 */
export function parseQuery(text: string): readonly Command[] {
  return text.split('|').map((part) => parseCommand(part.trim().replaceAll(/\s+/g, ' ')));
}

function parseCommand(text: string): Command {
  const [, command, rest = ''] = /^(\w+) (.+)$/.exec(text) ?? [];
  switch (command) {
    case 'fields':
      return { command, names: listed(rest).map((one) => nameIn(one, text)) };
    case 'filter':
      return { command, conditions: rest.split(' and ').map((one) => conditionIn(one, text)) };
    case 'sort': {
      const [, field = refused(text), direction = 'asc'] = patterns.sort.exec(rest) ?? [];
      return { command, field, descending: direction === 'desc' };
    }
    case 'limit':
      return /^\d+$/.test(rest) ? { command, count: Number(rest) } : refused(text);
    case 'stats': {
      const [aggregates = '', by = '', more] = rest.split(' by ');
      if (by === '' || more !== undefined) return refused(text);
      return {
        command,
        aggregates: listed(aggregates).map((one) => aggregateIn(one, text)),
        by: listed(by).map((one) => nameIn(one, text)),
      };
    }
    default:
      return refused(text);
  }
}

function listed(text: string): readonly string[] {
  return text.split(',').map((one) => one.trim());
}

function nameIn(text: string, command: string): string {
  return patterns.name.test(text) ? text : refused(command);
}

function conditionIn(text: string, command: string): Condition {
  const [, field = refused(command), value = ''] = patterns.condition.exec(text) ?? [];
  return { field, value };
}

function aggregateIn(text: string, command: string): Aggregate {
  const [, called, field = refused(command), as = ''] = patterns.aggregate.exec(text) ?? [];
  switch (called) {
    case 'count':
    case 'count_distinct':
    case 'latest':
      return { function: called, field, as };
    default:
      return refused(command);
  }
}

function refused(command: string): never {
  return notModelled(`Logs Insights: ${command}`);
}

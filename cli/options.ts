import { type Command, InvalidArgumentError, Option } from 'commander';
import { AccountId } from '../lib/model/ids.ts';

/** What every command that looks at AWS takes. */
export interface SharedOptions {
  readonly config: string;
  readonly site: readonly string[];
  readonly json?: true;
}

/** What a command takes that looks at all accounts, or at some. */
export interface AccountOptions {
  readonly account: readonly AccountId[];
}

export function withSharedOptions(command: Command): Command {
  return command
    .option('--config <file>', 'the configuration', 'jetway.yaml')
    .addOption(
      new Option('--site <file>', 'a site as a file, in place of its SSM parameter; may be repeated')
        .argParser((file: string, files: readonly string[]) => [...files, file])
        .default([], 'none'),
    )
    .option('--json', 'print only JSON');
}

export function withAccountOption(command: Command): Command {
  return command.addOption(
    new Option('--account <id>', 'only this account, looked at from inside; may be repeated')
      .argParser((id: string, ids: readonly AccountId[]) => [...ids, accountId(id)])
      .default([], 'all'),
  );
}

/** @throws InvalidArgumentError, which commander shows beside the argument's name */
export function accountId(text: string): AccountId {
  const { data, success } = AccountId.safeParse(text);
  if (!success) throw new InvalidArgumentError('An account id has 12 digits, leading zeros included.');
  return data;
}

/** @throws InvalidArgumentError, which commander shows beside the argument's name */
export function seconds(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('It takes whole seconds, 0 or more.');
  return Number(text);
}

/** A stretch of time as it was typed, and in seconds. */
export interface Span {
  readonly text: string;
  readonly seconds: number;
}

/** @throws InvalidArgumentError, which commander shows beside the argument's name */
export function span(text: string): Span {
  const [, count, unit] = /^(\d{1,4})([mhd])$/.exec(text) ?? [];
  const secondsOf = new Map([
    ['m', 60],
    ['h', 3600],
    ['d', 86_400],
  ]).get(unit ?? '');
  if (secondsOf === undefined)
    throw new InvalidArgumentError('It takes minutes, hours or days, such as 90m, 24h or 7d.');
  return { text, seconds: Number(count) * secondsOf };
}

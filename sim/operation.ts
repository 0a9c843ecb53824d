import type { Call } from './call.ts';
import { notModelled } from './refusal.ts';

/** The names of a client's operations: `Foo` for each `FooCommand` that the SDK's module exports. */
export type OperationName<Client> = {
  [K in keyof Client]: K extends `${infer Name}Command` ? Name : never;
}[keyof Client];

type CommandOf<Client, Name extends string> = Client[`${Name}Command` & keyof Client] extends new (
  // biome-ignore lint/suspicious/noExplicitAny: a constructor of any one input, which is inferred below
  ...args: any[]
) => infer Command
  ? Command
  : never;

/** What the SDK sends for an operation. */
export type InputOf<Client, Name extends string> =
  CommandOf<Client, Name> extends { readonly input: infer Input } ? Input : never;

/** What the SDK's caller is answered, less what the client itself adds. */
export type OutputOf<Client, Name extends string> =
  CommandOf<Client, Name> extends {
    resolveMiddleware(...args: never[]): (...args: never[]) => Promise<{ output: infer Output }>;
  }
    ? Omit<Output, '$metadata'>
    : never;

/** One simulated operation: the request members that it understands and how it answers. */
export interface Operation<Input, Output> {
  /** A member of the request that is present and not named here is refused by name. */
  readonly takes: readonly (keyof Input)[];
  /** A promise where it takes functions of the world's to answer. */
  answer(input: Input, call: Call): Output | Promise<Output>;
}

/** A service's behaviour as a table of operations; a misspelt operation or member does not compile. */
export type Operations<Client> = {
  readonly [Name in OperationName<Client>]?: Operation<InputOf<Client, Name>, OutputOf<Client, Name>>;
};

/**
 * Calls an operation without the wire, and without asking whether the caller may.
 * @throws Refusal as it is answered over the wire, also for a member that the operation does not take
 */
export function perform<Client, Name extends OperationName<Client> & string>(
  table: Operations<Client>,
  name: Name,
  input: InputOf<Client, Name>,
  call: Call,
): OutputOf<Client, Name> {
  const operation = table[name];
  if (operation === undefined) return notModelled(`the operation ${name}`);
  for (const member of Object.keys(input ?? {}))
    if (!operation.takes.some((taken) => taken === member)) notModelled(`${member} of ${name}`);
  const output = operation.answer(input, call);
  return output instanceof Promise ? notModelled(`${name} without the wire`) : output;
}

import { Command } from 'commander';
import { JetwayError } from '../lib/model/errors.ts';
import type { AccountId } from '../lib/model/ids.ts';
import type { Ledger, Memory } from '../lib/record/ledger.ts';
import type { Transition } from '../lib/record/ledger-entry.ts';
import { openControlPlane } from './control-plane.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import type { Io } from './io.ts';
import { accountId } from './options.ts';
import { Progress } from './progress.ts';
import { accountStatusText, statusText } from './text/status.ts';
import { styleOf } from './text/style.ts';

interface StatusOptions {
  readonly config: string;
  readonly json?: true;
  readonly watch?: true;
}

/** How often `--watch` looks. */
const watchSeconds = 5;

/** How much of an account's history is shown. */
const historyLines = 20;

/** `jetway status` */
export const status = (io: Io, end: (code: ExitCode) => void): Command =>
  new Command('status')
    .description('show where accounts stand, as the ledger remembers them; it calls no account')
    .argument(
      '[account]',
      '12-digit account id, for all that is known of it; without it, all of them',
      accountId,
    )
    .option('--config <file>', 'the configuration', 'jetway.yaml')
    .option('--watch', `show it again whenever it has changed, asking every ${watchSeconds} seconds`)
    .option('--json', 'print only JSON; with --watch, one line a change')
    .addHelpText('after', '\nExit codes: 0 it was told, 1 it could not be told, 130 interrupted.')
    .action(async (account: AccountId | undefined, options: StatusOptions) =>
      end(await runStatus(account, options, io)),
    );

async function runStatus(
  account: AccountId | undefined,
  { config, json, watch }: StatusOptions,
  io: Io,
): Promise<ExitCode> {
  const { ledger } = await openControlPlane(config, io);
  const read = async () =>
    account === undefined
      ? everybody(await ledger.entries(), { json, watch }, io)
      : one(account, await standingOf(account, ledger), { json, watch }, io);
  const first = await new Progress(io).during(() => 'Reading the ledger', orNoLedger(read));
  io.out.write(first);
  return watch === true ? again(first, orNoLedger(read), io) : exitCodes.done;
}

/** Shows what has changed, until Ctrl-C. */
async function again(first: string, read: () => Promise<string>, io: Io): Promise<ExitCode> {
  const interruption = new AbortController();
  const interrupted = new Promise<void>((resolve) => {
    interruption.signal.addEventListener('abort', () => resolve());
  });
  const stopListening = io.onInterrupt(() => interruption.abort());
  try {
    for (let shown = first; ; ) {
      await Promise.race([io.clock.sleep(watchSeconds), interrupted]);
      if (interruption.signal.aborted) return exitCodes.interrupted;
      const now = await read();
      if (now === shown) continue;
      io.out.write(`${io.out.terminal === undefined ? '' : clearScreen}${now}`);
      shown = now;
    }
  } finally {
    stopListening();
  }
}

const clearScreen = '\x1b[H\x1b[2J';

/** All that the ledger knows of one account. */
interface Standing {
  readonly memory: Memory;
  readonly history: readonly Transition[];
}

async function standingOf(account: AccountId, ledger: Ledger): Promise<Standing> {
  return { memory: await ledger.entry(account), history: await ledger.history(account, historyLines) };
}

interface Shown {
  readonly json: true | undefined;
  readonly watch: true | undefined;
}

function everybody(all: ReadonlyMap<AccountId, Memory>, { json, watch }: Shown, { out }: Io): string {
  if (json !== true) return statusText(all, styleOf(out));
  const accounts = [...all].map(([account, memory]) => entryData(account, memory));
  return jsonText({ accounts }, watch);
}

function one(account: AccountId, standing: Standing, { json, watch }: Shown, { out }: Io): string {
  const { memory, history } = standing;
  if (json !== true) return accountStatusText(account, standing, styleOf(out));
  return jsonText({ ...entryData(account, memory), history }, watch);
}

function entryData(account: AccountId, memory: Memory) {
  if (memory.state === 'read') return memory.value ?? { account };
  return { account, ...(memory.state === 'unreadable' ? { unreadable: memory.error.problem.what } : {}) };
}

function jsonText(value: object, watch: true | undefined): string {
  return `${watch === true ? JSON.stringify(value) : JSON.stringify(value, null, 2)}\n`;
}

function orNoLedger(read: () => Promise<string>): () => Promise<string> {
  return async () => {
    try {
      return await read();
    } catch (error) {
      throw error instanceof JetwayError && error.code === 'not-found' ? noLedger(error) : error;
    }
  };
}

function noLedger(cause: JetwayError): JetwayError {
  return new JetwayError(
    'not-found',
    {
      ...cause.problem,
      what: 'there is no such table, so nothing is remembered',
      remedy:
        'Deploy the control plane, which makes it, or check name and provider.region in jetway.yaml; `jetway explain` reads AWS instead',
    },
    { cause },
  );
}

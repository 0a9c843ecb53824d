import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Command } from 'commander';
import type { Scope } from '../lib/look/scope.ts';
import { planJson } from '../lib/plan/json.ts';
import { planFor } from '../lib/reconcile.ts';
import { type ExitCode, exitCodeOfPlan } from './exit-code.ts';
import { fileError } from './files.ts';
import type { Io } from './io.ts';
import { CountingPacer, open } from './open.ts';
import { type AccountOptions, type SharedOptions, withAccountOption, withSharedOptions } from './options.ts';
import { Progress } from './progress.ts';
import { planText } from './text/plan.ts';
import { counted, styleOf } from './text/style.ts';

interface PlanOptions extends SharedOptions, AccountOptions {
  readonly deep?: true;
  readonly out?: string;
}

/** `jetway plan` */
export const plan = (io: Io, end: (code: ExitCode) => void): Command =>
  withAccountOption(withSharedOptions(new Command('plan')))
    .description('show what is to be done, and why; change nothing')
    .option('--deep', 'look inside every consumer, not only those that differ')
    .option('--out <file>', 'write the plan as JSON, for apply')
    .addHelpText('after', '\nExit codes: 0 nothing to do, 2 something to do, 1 it could not be told.')
    .action(async (options: PlanOptions) => end(await runPlan(options, io)));

async function runPlan(options: PlanOptions, io: Io): Promise<ExitCode> {
  const pace = new CountingPacer({ clock: io.clock });
  const made = await new Progress(io).during(
    () => `Looking at ${subject(options)}: ${counted(pace.calls, 'call')}`,
    async () => planFor(scopeOf(options), await open(options, io, pace)),
  );
  const json = planJson(made);
  if (options.out !== undefined) await writePlan(options.out, json, io);
  io.out.write(options.json ? json : `\n${planText(made, styleOf(io.out))}`);
  return exitCodeOfPlan(made);
}

/** Whom the options name, and how closely they are looked at. */
export function scopeOf({ account, deep }: Pick<PlanOptions, 'account' | 'deep'>): Scope {
  return { accounts: account.length === 0 ? 'organization' : [...new Set(account)], deep: deep ?? false };
}

/** What is looked at, for whoever waits. */
export function subject({ account }: Pick<PlanOptions, 'account'>): string {
  return account.length === 0 ? 'the organization' : counted(account.length, 'account');
}

async function writePlan(file: string, json: string, io: Io): Promise<void> {
  try {
    await writeFile(resolve(io.cwd, file), json);
  } catch (cause) {
    throw fileError(file, {
      what: 'the plan cannot be written',
      remedy: 'Name another file with --out',
      cause,
    });
  }
}

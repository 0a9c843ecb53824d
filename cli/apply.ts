import { Command } from 'commander';
import { JetwayError } from '../lib/model/errors.ts';
import { parsePlan } from '../lib/record/plan-file.ts';
import { type ApplyOptions, applyOnce, type Saved } from './apply-once.ts';
import { auditFile } from './audit-file.ts';
import type { ExitCode } from './exit-code.ts';
import { readText } from './files.ts';
import { interruption } from './interruption.ts';
import type { Io } from './io.ts';
import { Leases } from './leases.ts';
import { seconds, withAccountOption, withSharedOptions } from './options.ts';

/** `jetway apply` */
export const apply = (io: Io, end: (code: ExitCode) => void): Command =>
  withApplyOptions(withAccountOption(withSharedOptions(new Command('apply'))))
    .description('show the plan, ask, and do it')
    .argument('[plan]', 'a plan as JSON: exactly that is done, and nothing where the world has moved since')
    .option('--deep', 'look inside every consumer, not only those that differ')
    .option('--observe', 'change nothing: only record what would be done')
    .addHelpText(
      'after',
      '\nExit codes: 0 converged, 3 waiting or blocked (it says for what), 1 failed or refused, 130 interrupted.',
    )
    .action(async (file: string | undefined, options: ApplyOptions) =>
      end(await applySaved(file, options, io, 'apply')),
    );

/** What `apply` and `approve` take. */
export type SavedPlanOptions = Omit<ApplyOptions, 'account' | 'deep' | 'observe'>;

export function withApplyOptions(command: Command): Command {
  return command
    .option('--yes', 'do not ask')
    .option('--wait <seconds>', 'how long to wait, in all, for what AWS is still doing', seconds, 600)
    .option('--audit <file>', 'where every change is recorded before it is made', 'jetway-audit.jsonl');
}

/**
 * Applies a plan, within the limit on losses or, where that is what a person approves, over it.
 * @param file of the plan; absent where it is to be made now
 */
export async function applySaved(
  file: string | undefined,
  options: ApplyOptions,
  io: Io,
  command: 'apply' | 'approve',
): Promise<ExitCode> {
  const saved = file === undefined ? undefined : await savedPlan(file, options, io);
  const stopping = interruption(io);
  const audit = auditFile(options.audit, io);
  const leases = new Leases();
  try {
    return await stopping.race(
      applyOnce({ command, options, io, saved, audit: stopping.between(audit), leases }),
    );
  } finally {
    stopping.stop();
    await leases.giveBack(io.clock.nowMs());
    await audit.close();
  }
}

async function savedPlan(file: string, { account, deep }: ApplyOptions, io: Io): Promise<Saved> {
  if (account.length > 0 || deep)
    throw new JetwayError('configuration', {
      resource: file,
      what: 'a plan says itself whom it is for, and --account or --deep says it again',
      remedy: 'Leave them out, or make a new plan with them',
    });
  const text = await readText(file, 'Make one with: jetway plan --out FILE', io);
  return { plan: parsePlan(text, file), source: file };
}

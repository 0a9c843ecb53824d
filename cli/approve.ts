import { Command } from 'commander';
import { applySaved, type SavedPlanOptions, withApplyOptions } from './apply.ts';
import type { ExitCode } from './exit-code.ts';
import type { Io } from './io.ts';
import { withSharedOptions } from './options.ts';

/** `jetway approve` */
export const approve = (io: Io, end: (code: ExitCode) => void): Command =>
  withApplyOptions(withSharedOptions(new Command('approve')))
    .description(
      'let the accounts of a plan lose their access though they are more than the limit, and do it',
    )
    .argument('<plan>', 'a plan as JSON: exactly that is done, and nothing where the world has moved since')
    .addHelpText(
      'after',
      '\nExit codes: 0 converged, 3 waiting or blocked (it says for what), 1 failed, refused or not approved, 130 interrupted.',
    )
    .action(async (file: string, options: SavedPlanOptions) =>
      end(await applySaved(file, { ...options, account: [] }, io, 'approve')),
    );

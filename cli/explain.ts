import { Command } from 'commander';
import type { AccountId } from '../lib/model/ids.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { explanationOf } from './explanation.ts';
import type { Io } from './io.ts';
import { CountingPacer, open } from './open.ts';
import { accountId, type SharedOptions, withSharedOptions } from './options.ts';
import { Progress } from './progress.ts';
import { explanationText } from './text/explanation.ts';
import { counted, styleOf } from './text/style.ts';

/** `jetway explain` */
export const explain = (io: Io, end: (code: ExitCode) => void): Command =>
  withSharedOptions(new Command('explain'))
    .description('say why an account is, or is not, a consumer of each profile, and where it stands')
    .argument('<account>', '12-digit account id', accountId)
    .addHelpText('after', '\nExit codes: 0 it could be told, 1 it could not.')
    .action(async (account: AccountId, options: SharedOptions) =>
      end(await runExplain(account, options, io)),
    );

async function runExplain(account: AccountId, options: SharedOptions, io: Io): Promise<ExitCode> {
  const pace = new CountingPacer({ clock: io.clock });
  const explanation = await new Progress(io).during(
    () => `Looking at ${account}: ${counted(pace.calls, 'call')}`,
    async () => explanationOf(account, await open(options, io, pace)),
  );
  io.out.write(
    options.json
      ? `${JSON.stringify(explanation, null, 2)}\n`
      : `\n${explanationText(explanation, styleOf(io.out))}`,
  );
  return explanation.sites.some(({ incomplete }) => incomplete) ? exitCodes.failed : exitCodes.done;
}
